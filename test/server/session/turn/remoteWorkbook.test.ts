import assert from "node:assert/strict"
import { RemoteWorkbook } from "../../../../server/session/turn/remoteWorkbook.ts"
import { AppError } from "../../../../shared/errors.ts"

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
