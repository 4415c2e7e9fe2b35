import { columnIndex, intersect, parseAddress, tryParseAddress, type Area } from "../../../shared/address.ts"
import { AppError } from "../../../shared/errors.ts"
import type { MapTable } from "../../../shared/workbookMap.ts"
import { buildTable } from "../buildTable.ts"
import { turnArea, turnGrid, type Grid } from "../grid.ts"
import { gridOf, type Sheet } from "../sheetGrid.ts"
import type { Table } from "../table.ts"
import { framed } from "../tableFrame.ts"
import { withMergedLabels } from "./mergedLabels.ts"

/**
 * The cells of a table that the layout of the same sheet names, with its columns' names. Of a transposed table each record that
 * stands in a column is a row; `cellAddress` tells where on the sheet a value stands.
 * @throws AppError not_found when the sheet has no such cells.
 */
export function tableOf(sheet: Sheet, table: MapTable): Table {
  const area = parseAddress(table.address)
  const { usedRange } = sheet
  if (!usedRange || area.row + area.rowCount > usedRange.row + usedRange.rowCount + 1)
    throw new AppError(
      "not_found",
      `The table ${table.name} is no longer on ${sheet.name}; ask for the workbook's map again.`,
    )
  const upright = gridOf(sheet, area)
  const isTurned = table.kind === "transposed"
  const whole = { row: 0, column: 0, rowCount: area.rowCount, columnCount: area.columnCount }
  const grid = isTurned ? turnGrid(upright, whole) : upright
  const region = { row: 0, column: 0, rowCount: grid.area.rowCount, columnCount: grid.area.columnCount }
  const header = { titleRows: 0, headerRows: table.headerSize }
  const body = { ...region, row: table.headerSize, rowCount: region.rowCount - table.headerSize }
  const totals = table.totals.map((place) => (isTurned ? columnIndex(place) : Number(place) - 1) - grid.area.row)
  const columns = table.columns.map(
    ({ letter }) => (isTurned ? Number(letter) - 1 : columnIndex(letter)) - grid.area.column,
  )
  const frame = { ...framed(grid, region, header, body, totals), columns, names: table.columns.map(({ name }) => name) }
  return buildTable(withMergedLabels(grid, body, mergesIn(sheet, grid)), frame)
}

/** All merged cells of a grid's area, in its own rows and columns. */
const mergesIn = ({ definitions }: Sheet, { area, isTurned }: Grid): Area[] =>
  definitions.merged.flatMap((address) => {
    const merge = tryParseAddress(address)
    const own = merge && (isTurned ? turnArea(merge) : merge)
    return own && intersect(own, area) ? [{ ...own, row: own.row - area.row, column: own.column - area.column }] : []
  })
