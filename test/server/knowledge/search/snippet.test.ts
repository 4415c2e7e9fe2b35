import assert from "node:assert/strict"
import { snippetOf } from "../../../../server/knowledge/search/snippet.ts"

const marked = (content: string, ...words: string[]): string[] => {
  const { text, marks } = snippetOf(content, new Set(words))
  return marks.map(([from, to]) => text.slice(from, to))
}

describe("snippetOf", () => {
  it("marks what matches a word in whatever form", () => {
    assert.deepEqual(marked("Regions: Café; 1,200 of UnitPrice", "region", "cafe", "1200", "price"), [
      "Regions",
      "Café",
      "1,200",
      "UnitPrice",
    ])
  })

  it("shows where most different words stand, from the beginning of the line", () => {
    const content = `west ${"filler ".repeat(100)}\nRow 9: Region: West; Revenue: 5`
    assert.equal(snippetOf(content, new Set(["west", "revenue"])).text, "Row 9: Region: West; Revenue: 5")
  })

  it("shows the beginning where nothing matches, and no more than fits", () => {
    const { text, marks } = snippetOf("filler ".repeat(100), new Set(["west"]))
    assert.ok(text.startsWith("filler filler") && text.length <= 240)
    assert.deepEqual(marks, [])
    assert.deepEqual(snippetOf("", new Set(["west"])), { text: "", marks: [] })
  })

  it("keeps its marks inside of the text", () => {
    const { text, marks } = snippetOf("west ".repeat(5000), new Set(["west"]))
    for (const [from, to] of marks) assert.equal(text.slice(from, to), "west")
    assert.equal(marks.length, 48)
  })
})
