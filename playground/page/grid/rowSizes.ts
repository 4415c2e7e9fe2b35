import type { SimSheet } from "../../workbook/contract.ts"

const usualPixels = 20
/** Excel gives a row 1.75 pixels for each point of its largest font (11 points: 20 pixels, 14 points: 25). */
const pixelsPerPoint = 1.75
/** Looking at every cell of a long sheet would cost more than tall letters far down are worth. */
const rowsLookedAt = 2000
const columnsLookedAt = 50

/** Height of each row in pixels; a row of the usual height grows with its fonts, as Excel's rows do unless their height was set. */
export function rowSizes(sheet: SimSheet): (row: number) => number {
  const used = sheet.usedArea()
  const lastRow = used ? Math.min(used.row + used.rowCount, rowsLookedAt) - 1 : -1
  const lastColumn = used ? Math.min(used.column + used.columnCount, columnsLookedAt) - 1 : -1
  return (row) => {
    if (sheet.isRowHidden(row)) return 0
    const height = sheet.rowHeight(row)
    if (height !== usualPixels || row > lastRow) return height
    let points = 0
    for (let column = 0; column <= lastColumn; column++)
      points = Math.max(points, sheet.style(row, column).fontSize ?? 0)
    return Math.max(height, Math.ceil(points * pixelsPerPoint))
  }
}
