import assert from "node:assert/strict"
import type { Embedder } from "../../server/models/embedder.ts"

const signal = new AbortController().signal
const product = (a: Float32Array | undefined, b: Float32Array | undefined): number =>
  (a ?? new Float32Array()).reduce((sum, value, at) => sum + value * (b?.[at] ?? 0), 0)

/** What every embedder does. `open` gives one and a way to put it away. */
export function embedderContract(
  flavour: string,
  open: () => Promise<{ embedder: Embedder; close: () => Promise<void> }>,
): void {
  describe(`Embedder contract: ${flavour}`, () => {
    let embedder: Embedder
    let close: () => Promise<void>
    before(async () => ({ embedder, close } = await open()))
    after(() => close())

    it("gives one vector of length one for each text, in the order of the texts", async () => {
      const texts = ["Revenue by region", "Salaries of the staff", "Product catalogue"]
      const together = await embedder.embed(texts, signal)
      assert.equal(together.length, 3)
      for (const [at, text] of texts.entries()) {
        const [alone] = await embedder.embed([text], signal)
        assert.deepEqual(together[at], alone)
        assert.ok(Math.abs(product(alone, alone) - 1) < 1e-5)
      }
    })

    it("puts a text nearer to itself than to another one", async () => {
      const [a, again, other] = await embedder.embed(["Revenue", "Revenue", "Salaries"], signal)
      assert.ok(product(a, again) > 0.999)
      assert.ok(product(a, other) < 0.9)
    })

    it("gives vectors of one length, whatever the texts are", async () => {
      const texts = [
        "",
        " ",
        "\0",
        "\ud800",
        "売上高 по регионам 😀",
        "x".repeat(100_000),
        "1 2 3",
        "'; drop table chunks",
      ]
      const vectors = await embedder.embed(texts, signal)
      assert.equal(vectors.length, texts.length)
      assert.equal(new Set(vectors.map(({ length }) => length)).size, 1)
      assert.ok(vectors.every((vector) => vector.every(Number.isFinite)))
    })

    it("embeds more texts than fit into one request", async () => {
      const vectors = await embedder.embed(
        Array.from({ length: 150 }, (_, at) => `Order ${at}`),
        signal,
      )
      const [last] = await embedder.embed(["Order 149"], signal)
      assert.equal(vectors.length, 150)
      assert.deepEqual(vectors[149], last)
    })

    it("has nothing to do for no texts", async () => {
      assert.deepEqual(await embedder.embed([], signal), [])
    })

    it("ends with cancelled when it was stopped", async () => {
      await assert.rejects(embedder.embed(["Revenue"], AbortSignal.abort()), { name: "AppError", code: "cancelled" })
    })
  })
}
