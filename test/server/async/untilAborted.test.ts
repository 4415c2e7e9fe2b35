import assert from "node:assert/strict"
import { untilAborted } from "../../../server/async/untilAborted.ts"
import { AppError } from "../../../shared/errors.ts"

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
