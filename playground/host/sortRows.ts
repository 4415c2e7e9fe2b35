import { excelErrors, isBlank, type CellValue } from "../../shared/cell.ts"
import { mapCells } from "./areas.ts"
import type { Range } from "./objects/range.ts"
import { retyped } from "./retyped.ts"
import { invalidArgument } from "./wireErrors.ts"

export interface SortField {
  /** Column within the range, from zero. */
  readonly column: number
  readonly ascending: boolean
}

const errors: ReadonlySet<unknown> = new Set(excelErrors)

/** Excel's order of kinds: numbers, text, FALSE before TRUE, errors; blanks always last. */
function kind(value: CellValue): number {
  if (typeof value === "number") return 0
  if (typeof value === "boolean") return 2
  return errors.has(value) ? 3 : 1
}

function compare(a: CellValue, b: CellValue, matchCase: boolean): number {
  if (kind(a) !== kind(b)) return kind(a) - kind(b)
  if (typeof a === "number" && typeof b === "number") return a - b
  if (typeof a === "boolean" && typeof b === "boolean") return Number(a) - Number(b)
  if (errors.has(a)) return 0
  return String(a).localeCompare(String(b), "en", { sensitivity: matchCase ? "variant" : "accent" })
}

/** Sorts the rows of a range stably by its values; formulas and formats move with their row. */
export function sortRows(
  range: Pick<Range, "area" | "sheet" | "sheetId" | "workbook">,
  fields: readonly SortField[],
  matchCase: boolean,
): void {
  const { area, sheet, sheetId, workbook } = range
  if (fields.some(({ column }) => column < 0 || column >= area.columnCount)) throw invalidArgument()
  const order = Array.from({ length: area.rowCount }, (_, index) => area.row + index).sort((a, b) => {
    for (const { column, ascending } of fields) {
      const [left, right] = [sheet.value(a, area.column + column), sheet.value(b, area.column + column)]
      if (isBlank(left) !== isBlank(right)) return isBlank(left) ? 1 : -1
      const difference = isBlank(left) ? 0 : compare(left, right, matchCase)
      if (difference !== 0) return ascending ? difference : -difference
    }
    return a - b
  })
  const rowAt = (row: number): number => order[row - area.row] ?? row
  const cells = mapCells(area, (row, column) => retyped(sheet, [rowAt(row), column], [row, column]))
  const styles = mapCells(area, (row, column) => sheet.style(rowAt(row), column))
  workbook.write(sheetId, area, cells)
  const isPlain = styles.every((row) => row.every((style) => Object.keys(style).length === 0))
  if (isPlain) return
  workbook.clear(sheetId, area, "Formats")
  for (const [r, row] of styles.entries())
    for (const [c, style] of row.entries())
      if (Object.keys(style).length > 0)
        workbook.setStyle(sheetId, { row: area.row + r, column: area.column + c, rowCount: 1, columnCount: 1 }, style)
}
