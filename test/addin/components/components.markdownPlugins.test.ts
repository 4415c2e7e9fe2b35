import assert from "node:assert/strict"
import type { Element, Root } from "hast"
import type { Root as MarkdownRoot } from "mdast"
import { alignNumbers } from "../../../addin/components/alignNumbers.ts"
import { htmlAsText } from "../../../addin/components/htmlAsText.ts"
import { markFigures } from "../../../addin/components/markFigures.ts"

const element = (tagName: string, ...children: (Element | string)[]): Element => ({
  type: "element",
  tagName,
  properties: {},
  children: children.map((child) => (typeof child === "string" ? { type: "text", value: child } : child)),
})
const root = (...children: Element[]): Root => ({ type: "root", children })

describe("alignNumbers", () => {
  it("marks the cells of numeric columns and their heading", () => {
    const row = (tag: string, ...cells: string[]) => element("tr", ...cells.map((cell) => element(tag, cell)))
    const head = row("th", "Region", "Revenue", "Share", "Note")
    const body = [row("td", "West", "$1,204,500.25", "41.2 %", "3 late"), row("td", "East", "(12.50)", "−3%", "")]
    alignNumbers()(root(element("table", element("thead", head), element("tbody", ...body))))
    const marked = [head, ...body].map((line) =>
      line.children.map((cell) => cell.type === "element" && "dataNumber" in cell.properties),
    )
    assert.deepEqual(marked, [
      [false, true, true, false],
      [false, true, true, false],
      [false, true, true, false],
    ])
  })
})

describe("alignNumbers on long text", () => {
  it("lets only cells of long text break into lines", () => {
    const cells = [element("td", "Jan 2025"), element("td", "4 different values, most often West (88)")]
    alignNumbers()(root(element("table", element("tbody", element("tr", ...cells)))))
    assert.deepEqual(
      cells.map((cell) => "dataLong" in cell.properties),
      [false, true],
    )
  })
})

describe("markFigures", () => {
  const proofs = [{ value: 45, text: "45", operation: "count", ranges: [] }]

  it("wraps figures in text, also inside emphasis", () => {
    const tree = root(element("p", "There are ", element("strong", "45"), " rows, or 46."))
    markFigures(proofs, ["46"])()(tree)
    assert.deepEqual(
      tree,
      root(
        element(
          "p",
          "There are ",
          element("strong", { ...element("data", "45"), properties: { value: "45" } }),
          " rows, or ",
          { ...element("data", "46"), properties: { value: "46" } },
          ".",
        ),
      ),
    )
  })

  it("leaves links and code alone", () => {
    const tree = () => root(element("p", element("a", "45"), element("code", "45")))
    const marked = tree()
    markFigures(proofs, [])()(marked)
    assert.deepEqual(marked, tree())
  })
})

describe("htmlAsText", () => {
  it("turns raw HTML into text wherever it stands", () => {
    const tree: MarkdownRoot = {
      type: "root",
      children: [
        { type: "html", value: "<script>x</script>" },
        { type: "paragraph", children: [{ type: "html", value: "<b>" }] },
      ],
    }
    htmlAsText()(tree)
    assert.deepEqual(tree, {
      type: "root",
      children: [
        { type: "text", value: "<script>x</script>" },
        { type: "paragraph", children: [{ type: "text", value: "<b>" }] },
      ],
    })
  })
})
