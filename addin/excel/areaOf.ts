import type { Area } from "../../shared/address.ts"

/** Of a range with these properties loaded. */
export const areaOf = ({ rowIndex, columnIndex, rowCount, columnCount }: Excel.Range): Area => ({
  row: rowIndex,
  column: columnIndex,
  rowCount,
  columnCount,
})
