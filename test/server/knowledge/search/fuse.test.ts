import assert from "node:assert/strict"
import { fuse } from "../../../../server/knowledge/search/fuse.ts"

const order = (...rankings: Parameters<typeof fuse>[0]): string[] => fuse(rankings).map(({ key }) => key)

describe("fuse", () => {
  it("puts first what both sides know, with 1 for the first of both", () => {
    const fused = fuse([
      { keys: ["a", "b"], weight: 1 },
      { keys: ["a", "c"], weight: 1 },
    ])
    assert.deepEqual(
      fused.map(({ key }) => key),
      ["a", "b", "c"],
    )
    assert.equal(fused[0]?.score, 1)
    assert.ok((fused[1]?.score ?? 1) < 0.5)
  })

  it("keeps the order of a single side", () => {
    assert.deepEqual(order({ keys: ["c", "a", "b"], weight: 0.1 }), ["c", "a", "b"])
  })

  it("follows the side that says more", () => {
    const [a, b] = [
      ["x", "y"],
      ["y", "x"],
    ]
    assert.deepEqual(order({ keys: a, weight: 1 }, { keys: b, weight: 0.5 }), ["x", "y"])
    assert.deepEqual(order({ keys: a, weight: 0.5 }, { keys: b, weight: 1 }), ["y", "x"])
  })

  it("is nothing of nothing", () => {
    assert.deepEqual(fuse([]), [])
    assert.deepEqual(fuse([{ keys: [], weight: 1 }]), [])
  })
})
