import type { Area } from "../../shared/address.ts"
import { surroundingArea } from "../host/regions.ts"
import type { SimSheet } from "../workbook/contract.ts"

/**
 * The rows that "Sort" from the menu moves: those selected, else those of the table or of the filled cells around one cell. A header
 * stays where it is: a table's own, or a first row of texts above a row that is not. Undefined when there is nothing to sort.
 */
export function sortArea(sheet: SimSheet, selected: Area): Area | undefined {
  const { row, column, rowCount } = selected
  if (rowCount > 1) return sorted(sheet, cutToUsed(sheet, selected))
  const table = sheet.tables.find(({ area }) => holds(area, row, column))
  if (!table) return sorted(sheet, surroundingArea(sheet, selected))
  const header = table.showHeaders ? 1 : 0
  const body = { ...table.area, row: table.area.row + header }
  return atLeastTwo({ ...body, rowCount: table.area.rowCount - header - (table.showTotals ? 1 : 0) })
}

const holds = (area: Area, row: number, column: number): boolean =>
  row >= area.row && row < area.row + area.rowCount && column >= area.column && column < area.column + area.columnCount

/** Whole columns end with the last filled row. */
function cutToUsed(sheet: SimSheet, area: Area): Area {
  const used = sheet.usedArea()
  if (!used) return { ...area, rowCount: 0 }
  const end = Math.min(area.row + area.rowCount, used.row + used.rowCount)
  const right = Math.min(area.column + area.columnCount, used.column + used.columnCount)
  return { ...area, rowCount: end - area.row, columnCount: right - area.column }
}

const sorted = (sheet: SimSheet, area: Area): Area | undefined =>
  atLeastTwo(hasHeader(sheet, area) ? { ...area, row: area.row + 1, rowCount: area.rowCount - 1 } : area)

const atLeastTwo = (area: Area): Area | undefined => (area.rowCount > 1 && area.columnCount > 0 ? area : undefined)

function hasHeader(sheet: SimSheet, { row, column, columnCount }: Area): boolean {
  const columns = Array.from({ length: columnCount }, (_, index) => column + index)
  const isText = (at: number) => (index: number) => typeof sheet.value(at, index) === "string"
  return columns.every(isText(row)) && !columns.every(isText(row + 1))
}
