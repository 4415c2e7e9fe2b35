import type { Element, ElementContent, Root } from "hast"

/** Characters from which a cell's text may break into lines. */
const longText = 28

/**
 * A rehype plugin that marks the columns of a table whose cells are mostly numbers with `data-number`, heading included, and
 * cells of long text with `data-long`.
 */
export const alignNumbers = () => (root: Root) => {
  for (const table of elements(root, "table")) {
    const rows = elements(table, "tr").map((row) => row.children.filter(isCell))
    const width = Math.max(0, ...rows.map((row) => row.length))
    for (let column = 0; column < width; column++) {
      const cells = rows.flatMap((row) => row[column] ?? [])
      const values = cells.filter((cell) => cell.tagName === "td").map(textOf)
      for (const cell of cells) if (textOf(cell).length >= longText) cell.properties["dataLong"] = ""
      const numbers = values.filter((text) => numeric.test(text))
      if (numbers.length * 2 > values.filter((text) => text !== "").length)
        for (const cell of cells) cell.properties["dataNumber"] = ""
    }
  }
}

// A currency sign or code on either side, thousands in any style, a percent sign, accounting brackets.
const numeric = /^[-+−(]?\s*(?:[A-Z]{3}\s|\p{Sc}\s?)?[-+−]?\d[\d.,'\s\u00a0\u202f]*(?:\s?(?:%|\p{Sc}|[A-Z]{3}))?\)?$/u

const isCell = (node: ElementContent): node is Element =>
  node.type === "element" && (node.tagName === "td" || node.tagName === "th")

const textOf = (node: Element): string => node.children.map(textIn).join("").trim()

function textIn(node: ElementContent): string {
  if (node.type === "text") return node.value
  return node.type === "element" ? textOf(node) : ""
}

/** The outermost elements of this name. */
function elements(node: Root | Element, tagName: string): Element[] {
  return node.children.flatMap((child) => {
    if (child.type !== "element") return []
    return child.tagName === tagName ? [child] : elements(child, tagName)
  })
}
