import { intersect, type Area } from "../../../shared/address.ts"
import { limits } from "../../../shared/limits.ts"

export interface Cell {
  readonly row: number
  readonly column: number
}

export const cellArea = ({ row, column }: Cell): Area => ({ row, column, rowCount: 1, columnCount: 1 })

export const firstCell = ({ row, column }: Area): Cell => ({ row, column })

export const lastCell = (area: Area): Cell => ({
  row: area.row + area.rowCount - 1,
  column: area.column + area.columnCount - 1,
})

export const sameArea = (a: Area, b: Area): boolean =>
  a.row === b.row && a.column === b.column && a.rowCount === b.rowCount && a.columnCount === b.columnCount

export const sameCell = (a: Cell | undefined, b: Cell | undefined): boolean =>
  a?.row === b?.row && a?.column === b?.column

export const contains = (area: Area, { row, column }: Cell): boolean =>
  row >= area.row && row < area.row + area.rowCount && column >= area.column && column < area.column + area.columnCount

export const wholeColumns = (area: Area): boolean => area.rowCount === limits.sheetRows
export const wholeRows = (area: Area): boolean => area.columnCount === limits.sheetColumns

/** Smallest area with both areas in it. */
function unite(a: Area, b: Area): Area {
  const row = Math.min(a.row, b.row)
  const column = Math.min(a.column, b.column)
  const end = { a: lastCell(a), b: lastCell(b) }
  return {
    row,
    column,
    rowCount: Math.max(end.a.row, end.b.row) - row + 1,
    columnCount: Math.max(end.a.column, end.b.column) - column + 1,
  }
}

/** The area between two cells, grown until no merged cell sticks out of it, as Excel selects. */
export function selectedArea(anchor: Cell, focus: Cell, merges: readonly Area[]): Area {
  let area = unite(cellArea(anchor), cellArea(focus))
  if (wholeColumns(area) || wholeRows(area)) return area
  for (let grown = true; grown;) {
    grown = false
    for (const merge of merges) {
      if (!intersect(area, merge)) continue
      const united = unite(area, merge)
      grown ||= !sameArea(united, area)
      area = united
    }
  }
  return area
}
