import assert from "node:assert/strict"
import { RemoteWorkbook } from "../../../server/session/turn/remoteWorkbook.ts"
import { untilAborted } from "../../../server/async/untilAborted.ts"
import { AppError } from "../../../shared/errors.ts"

describe("RemoteWorkbook", () => {
  it("gives up on a pane that does not answer", async () => {
    const workbook = new RemoteWorkbook(() => undefined, new AbortController().signal, 10)
    await assert.rejects(workbook.readRange("S", "A1"), { code: "pane_unavailable", retryable: true })
  })

  it("asks nothing once its turn has ended", async () => {
    const asked: string[] = []
    const signal = AbortSignal.abort(new AppError("cancelled", "stopped"))
    const workbook = new RemoteWorkbook(({ address }) => asked.push(address), signal)
    await assert.rejects(workbook.readRange("S", "A1"), { code: "cancelled" })
    assert.deepEqual(asked, [])
  })

  it("tells answers apart that arrive in another order", async () => {
    const asked: string[] = []
    const workbook = new RemoteWorkbook(({ readId }) => asked.push(readId), new AbortController().signal)
    const first = workbook.readRange("S", "A1")
    const second = workbook.readRange("S", "A2")
    const reply = (readId: string | undefined, address: string): void =>
      workbook.receive({
        v: 1,
        type: "range_content",
        readId: readId ?? "",
        content: { worksheet: "S", address, values: [[1]] },
      })
    reply(asked[1], "A2")
    reply(asked[0], "A1")
    assert.deepEqual([(await first).address, (await second).address], ["A1", "A2"])
  })
})

describe("untilAborted", () => {
  it("passes everything on and leaves the source finished", async () => {
    const seen: number[] = []
    for await (const item of untilAborted(numbers(), new AbortController().signal)) seen.push(item)
    assert.deepEqual(seen, [1, 2, 3])
  })

  it("throws the signal's reason at once, even when the source is stuck", async () => {
    const controller = new AbortController()
    const reason = new AppError("timeout", "late")
    async function* stuck(): AsyncGenerator<number> {
      yield 1
      await new Promise(() => undefined)
    }
    const read = async (): Promise<void> => {
      for await (const item of untilAborted(stuck(), controller.signal)) if (item === 1) controller.abort(reason)
    }
    await assert.rejects(read(), (error: unknown) => error === reason)
  })

  it("lets the source clean up when its reader leaves", async () => {
    let cleaned = false
    async function* source(): AsyncGenerator<number> {
      try {
        yield* numbers()
      } finally {
        cleaned = true
      }
    }
    for await (const item of untilAborted(source(), new AbortController().signal)) if (item === 2) break
    await new Promise((resolve) => setImmediate(resolve))
    assert.equal(cleaned, true)
  })
})

async function* numbers(): AsyncGenerator<number> {
  yield* [1, 2, 3]
}
