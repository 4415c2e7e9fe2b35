import type { Area } from "../../shared/address.ts"
import { limits } from "../../shared/limits.ts"
import { checkArea, type Book } from "./book.ts"
import type { CellStyle } from "./contract.ts"
import { saved, savedGrid, type Step } from "./history.ts"
import type { Sheet } from "./sheet.ts"
import { SimError } from "./simError.ts"

const maxStyledCells = 5_000_000

const numbers = (start: number, count: number): number[] => Array.from({ length: count }, (_, i) => start + i)

/** Gives every cell of an area a new style made from its old one. Whole columns and rows keep one style each. */
export function restyle(book: Book, sheet: Sheet, area: Area, change: (old: CellStyle) => CellStyle): Step {
  checkArea(area)
  const changed = new Map<number, number>()
  const next = (id: number): number => {
    let result = changed.get(id)
    if (result === undefined) changed.set(id, (result = book.styles.intern(change(book.styles.get(id)))))
    return result
  }
  const swaps = [
    savedGrid(sheet.styleIds, area),
    saved(
      () => sheet.rowStyles,
      (styles) => (sheet.rowStyles = styles),
    ),
    saved(
      () => sheet.columnStyles,
      (styles) => (sheet.columnStyles = styles),
    ),
  ]
  if (area.rowCount === limits.sheetRows) restyleColumns(sheet, area, next)
  else if (area.columnCount === limits.sheetColumns) restyleRows(sheet, area, next)
  else restyleCells(sheet, area, next)
  const event = { kind: "formatChanged", sheetId: sheet.id, area } as const
  return { swaps, done: [event], undone: [event], touched: [] }
}

function restyleColumns(sheet: Sheet, area: Area, next: (id: number) => number): void {
  const columns = numbers(area.column, area.columnCount)
  // A cell where a styled row crosses needs a style of its own from now on.
  for (const [row, id] of sheet.rowStyles)
    for (const column of columns) sheet.styleIds.set(row, column, sheet.styleIds.get(row, column) ?? id)
  sheet.styleIds.forEach(area, (id, row, column) => sheet.styleIds.set(row, column, next(id)))
  const styles = new Map(sheet.columnStyles)
  for (const column of columns) styles.set(column, next(styles.get(column) ?? 0))
  sheet.columnStyles = styles
}

function restyleRows(sheet: Sheet, area: Area, next: (id: number) => number): void {
  const rows = numbers(area.row, area.rowCount)
  for (const [column, id] of sheet.columnStyles)
    for (const row of rows) {
      if (!sheet.rowStyles.has(row)) sheet.styleIds.set(row, column, sheet.styleIds.get(row, column) ?? id)
    }
  sheet.styleIds.forEach(area, (id, row, column) => sheet.styleIds.set(row, column, next(id)))
  const styles = new Map(sheet.rowStyles)
  for (const row of rows) styles.set(row, next(styles.get(row) ?? 0))
  sheet.rowStyles = styles
}

function restyleCells(sheet: Sheet, area: Area, next: (id: number) => number): void {
  if (area.rowCount * area.columnCount > maxStyledCells)
    throw new SimError("InvalidArgument", "The range is too large to format; format whole columns or rows instead.")
  for (let row = area.row; row < area.row + area.rowCount; row++)
    for (let column = area.column; column < area.column + area.columnCount; column++) {
      const id = next(sheet.styleId(row, column))
      const inherited = sheet.rowStyles.get(row) ?? sheet.columnStyles.get(column) ?? 0
      sheet.styleIds.set(row, column, id === inherited ? undefined : id)
    }
}

/** Lays properties over the style of every cell of an area; `undefined` removes a property. */
export const setStyle = (book: Book, sheet: Sheet, area: Area, style: CellStyle): Step =>
  restyle(book, sheet, area, (old) => ({ ...old, ...style }))
