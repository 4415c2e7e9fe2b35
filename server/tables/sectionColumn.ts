import { formatArea } from "../../shared/address.ts"
import type { CellValue } from "../../shared/cell.ts"
import { foldText } from "./cellText.ts"
import type { Grid } from "./grid.ts"
import { letterOf, type Column } from "./table.ts"
import type { TableFrame } from "./tableFrame.ts"

const names = ["Section", "Section title", "Title of section"]

/** One column of text from the titles that head the rows of a table: none where it has no sections. */
export function sectionColumn(grid: Grid, { sections, rows }: TableFrame, others: readonly Column[]): Column[] {
  const [first] = sections
  const last = sections.at(-1)
  if (!first || !last) return []
  const values: CellValue[] = []
  const placedRows: number[] = []
  let at = -1
  for (const row of rows) {
    while ((sections[at + 1]?.row ?? Infinity) < row) at++
    values.push(sections[at]?.title ?? null)
    placedRows.push(grid.area.row + (sections[at]?.row ?? row) + 1)
  }
  const taken = new Set(others.map(({ shape }) => foldText(shape.name)))
  const column = grid.area.column + first.column
  return [
    {
      values,
      placedRows,
      formulaCount: 0,
      numbersAsText: [],
      datesAsText: [],
      mergedDown: [],
      shape: {
        name: names.find((name) => !taken.has(foldText(name))) ?? "Section of the table",
        letter: letterOf(grid, first.column),
        kind: "text",
        format: null,
        unit: null,
        address: formatArea({
          row: grid.area.row + first.row,
          column,
          rowCount: last.row - first.row + 1,
          columnCount: 1,
        }),
      },
    },
  ]
}
