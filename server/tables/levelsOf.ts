import { tryParseAddress } from "../../shared/address.ts"
import { isNumericKind } from "../../shared/cell.ts"
import { isCodeName } from "./codeName.ts"
import { formulaAt, valueAt, type Grid } from "./grid.ts"
import type { LeveledColumn, RowSpan } from "./levels/leveledRows.ts"
import { rowLevels, type RowLevels } from "./levels/rowLevels.ts"
import type { Column } from "./table.ts"
import type { TableFrame } from "./tableFrame.ts"
import { isTotalLabel } from "./totalsRows.ts"

/** The levels of a table's rows; undefined where no row sums up others. `columns` are those of the frame. */
export function levelsOf(grid: Grid, frame: TableFrame, columns: readonly Column[]): RowLevels | undefined {
  if (grid.isTurned) return undefined
  const totalRow = frame.totals.at(-1)
  const names = columns.find(({ shape }) => shape.kind === "text")?.values ?? []
  const labels = frame.rows.map((_, index) => (typeof names[index] === "string" ? names[index] : ""))
  const levels = rowLevels({
    columns: columns.flatMap(({ shape, values }, i): LeveledColumn[] => {
      const addsUp = (isNumericKind(shape.kind) || shape.kind === "mixed") && !isCodeName(shape.name)
      const total = totalRow === undefined ? null : valueAt(grid, totalRow, frame.columns[i] ?? 0)
      return addsUp ? [{ values, total, isShare: shape.kind === "percentage" }] : []
    }),
    labels,
    sheetRows: frame.rows.map((row) => grid.area.row + row + 1),
    hasTotal: totalRow !== undefined,
    isTotal: (index) => isTotalLabel(labels[index] ?? ""),
    sumsOver: (index) => sumInRow(grid, frame, frame.rows[index] ?? 0),
  })
  return levels.parents.size > 0 ? levels : undefined
}

const sum = /^=\s*(?:SUM|SUBTOTAL|AGGREGATE)\s*\(([^()]*)\)\s*$/i

/** The rows that a formula of a row adds up in its own column. */
function sumInRow(grid: Grid, { columns }: TableFrame, row: number): RowSpan | undefined {
  for (const column of columns) {
    const args = sum.exec(formulaAt(grid, row, column) ?? "")?.[1]
    const area = args === undefined ? undefined : tryParseAddress((args.split(/[,;]/).at(-1) ?? "").trim())
    if (area?.columnCount === 1 && area.rowCount > 1 && area.column === grid.area.column + column)
      return { first: area.row + 1, last: area.row + area.rowCount }
  }
  return undefined
}
