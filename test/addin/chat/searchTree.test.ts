import assert from "node:assert/strict"
import type { MapNode } from "../../../addin/chat/mapTree.ts"
import { searchTree } from "../../../addin/chat/searchTree.ts"

const node = (label: string, children: readonly MapNode[] = []): MapNode => ({
  id: label,
  kind: "table",
  label,
  detail: "",
  target: null,
  children,
})
const nodes = [
  node("Sales", [node("Orders", [node("Région"), node("Revenue")]), node("Targets", [node("Revenue target")])]),
  node("Staff", [node("Salaries", [node("Name")])]),
]
const drawn = (found: readonly MapNode[]): unknown[] =>
  found.map(({ label, children }) => (children.length === 0 ? label : [label, ...drawn(children)]))

describe("searchTree", () => {
  it("keeps what matches with what stands above it, and unfolds the way to it", () => {
    const { nodes: found, open, matches } = searchTree(nodes, "revenue")
    assert.deepEqual(drawn(found), [["Sales", ["Orders", "Revenue"], ["Targets", "Revenue target"]]])
    assert.deepEqual([...open].sort(), ["Orders", "Sales", "Targets"])
    assert.equal(matches, 2)
  })

  it("shows all that stands below a match", () => {
    assert.deepEqual(drawn(searchTree(nodes, "salar").nodes), [["Staff", ["Salaries", "Name"]]])
  })

  it("takes no notice of case and accents, and wants every word", () => {
    assert.deepEqual(drawn(searchTree(nodes, "REGION").nodes), [["Sales", ["Orders", "Région"]]])
    assert.deepEqual(drawn(searchTree(nodes, "target revenue").nodes), [["Sales", ["Targets", "Revenue target"]]])
    assert.deepEqual(searchTree(nodes, "cost").nodes, [])
  })
})
