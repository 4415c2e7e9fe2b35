import { intersect, type Area } from "../../shared/address.ts"
import { limits } from "../../shared/limits.ts"
import { checkArea } from "./book.ts"
import type { Grid } from "./grid.ts"
import { saved, savedCells, type Step } from "./history.ts"
import { defaultRowHeight, type Sheet } from "./sheet.ts"
import { SimError } from "./simError.ts"

const viewStep = (swaps: Step["swaps"]): Step => ({
  swaps,
  done: [{ kind: "viewChanged" }],
  undone: [{ kind: "viewChanged" }],
  touched: [],
})

/** Changes one property of a sheet by giving it a new value. */
function setProperty<
  K extends "columnWidths" | "rowHeights" | "merges" | "hiddenRows" | "hiddenColumns" | "tabColor" | "showGridlines",
>(sheet: Sheet, key: K, value: Sheet[K]): Step {
  const swap = saved(
    () => sheet[key],
    (old) => (sheet[key] = old),
  )
  sheet[key] = value
  return viewStep([swap])
}

function checkSize(pixels: number): void {
  if (!(pixels >= 0 && pixels <= 2000))
    throw new SimError("InvalidArgument", "A row or column is between 0 and 2000 pixels.")
}

export function setColumnWidth(sheet: Sheet, column: number, pixels: number): Step {
  checkSize(pixels)
  return setProperty(sheet, "columnWidths", new Map(sheet.columnWidths).set(column, pixels))
}

export function setRowHeight(sheet: Sheet, row: number, pixels: number): Step {
  checkSize(pixels)
  return setProperty(sheet, "rowHeights", new Map(sheet.rowHeights).set(row, pixels))
}

/** Fits columns to their texts, reckoning 7 pixels a character as Excel does for the digits of Calibri 11. */
export function autofitColumns(sheet: Sheet, area: Area): Step {
  checkArea(area)
  const longest = new Map<number, number>()
  const whole = { ...area, row: 0, rowCount: limits.sheetRows }
  sheet.values.forEach(area.rowCount === limits.sheetRows ? whole : area, (_, row, column) => {
    const lines = sheet.text(row, column).split("\n")
    const bold = sheet.style(row, column).bold ? 1.08 : 1
    const length = Math.max(...lines.map((line) => line.length)) * bold
    if (length > (longest.get(column) ?? 0)) longest.set(column, length)
  })
  const widths = new Map(sheet.columnWidths)
  for (const [column, length] of longest) widths.set(column, Math.min(1790, Math.ceil(length * 7) + 12))
  return setProperty(sheet, "columnWidths", widths)
}

/** Fits rows to their tallest cell: its lines (typed breaks, and wrapped text at 7 pixels a character) times its font's height. */
export function autofitRows(sheet: Sheet, area: Area): Step {
  checkArea(area)
  const heights = new Map(sheet.rowHeights)
  const used = sheet.usedArea()
  const rows = used && intersect(area, { ...used, column: 0, columnCount: limits.sheetColumns })
  for (let row = rows?.row ?? 0; rows && row < rows.row + rows.rowCount; row++) heights.delete(row)
  const tallest = new Map<number, number>()
  sheet.values.forEach({ ...area, column: 0, columnCount: limits.sheetColumns }, (_, row, column) => {
    const { fontSize = 11, wrapText } = sheet.style(row, column)
    const typed = sheet.text(row, column).split("\n")
    const letters = Math.max(1, Math.floor((sheet.columnWidth(column) * 11) / (7 * fontSize)))
    const lines = wrapText ? typed.reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / letters)), 0) : 1
    tallest.set(row, Math.max(tallest.get(row) ?? 0, Math.ceil(lines * fontSize * 1.36) + 5))
  })
  for (const [row, height] of tallest) if (height > defaultRowHeight) heights.set(row, Math.min(546, height))
  return setProperty(sheet, "rowHeights", heights)
}

/** Shows or hides the rows or the columns of an area. */
export function hide(sheet: Sheet, area: Area, lines: "hiddenRows" | "hiddenColumns", hidden: boolean): Step {
  checkArea(area)
  const [first, count] = lines === "hiddenRows" ? [area.row, area.rowCount] : [area.column, area.columnCount]
  const after = new Set(sheet[lines])
  for (let index = first; index < first + count; index++)
    if (hidden) after.add(index)
    else after.delete(index)
  return setProperty(sheet, lines, after)
}

export const setTabColor = (sheet: Sheet, color: string): Step => setProperty(sheet, "tabColor", color)

export const showGridlines = (sheet: Sheet, shown: boolean): Step => setProperty(sheet, "showGridlines", shown)

export function freeze(sheet: Sheet, rows: number, columns: number): Step {
  if (![rows, columns].every((count) => Number.isInteger(count) && count >= 0))
    throw new SimError("InvalidArgument", "The argument is invalid or missing or has an incorrect format.")
  const swap = saved(
    () => [sheet.frozenRows, sheet.frozenColumns] as const,
    ([frozenRows, frozenColumns]) => Object.assign(sheet, { frozenRows, frozenColumns }),
  )
  sheet.frozenRows = rows
  sheet.frozenColumns = columns
  return viewStep([swap])
}

function keepFirst<T>(grid: Grid<T>, area: Area): void {
  const first = grid.get(area.row, area.column)
  grid.clear(area)
  grid.set(area.row, area.column, first)
}

/** Joins an area into one cell; only its top left cell keeps what it holds. */
export function merge(sheet: Sheet, area: Area): Step {
  checkArea(area)
  if (sheet.tablesIn(area).length > 0)
    throw new SimError("InvalidOperation", "Cells of a table can't be merged. Convert the table to a range first.")
  const cells = savedCells(sheet, area)
  keepFirst(sheet.values, area)
  keepFirst(sheet.formulas, area)
  const others = sheet.merges.filter((other) => !intersect(other, area))
  const step = setProperty(sheet, "merges", area.rowCount * area.columnCount > 1 ? [...others, area] : others)
  const event = { kind: "changed", sheetId: sheet.id, area, changeType: "RangeEdited", source: "Local" } as const
  return { swaps: [cells, ...step.swaps], done: [event], undone: [event], touched: [{ sheet, area }] }
}

export function unmerge(sheet: Sheet, area: Area): Step {
  checkArea(area)
  return setProperty(
    sheet,
    "merges",
    sheet.merges.filter((other) => !intersect(other, area)),
  )
}
