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
  const isTurned = table.kind === "transposed"
  const whole = { row: 0, column: 0, rowCount: area.rowCount, columnCount: area.columnCount }
  // Totals stand below the table, and its rows are held against them.
  const bottom = isTurned ? 0 : Number(table.totals.at(-1) ?? 0) - area.row
  const upright = gridOf(sheet, { ...area, rowCount: Math.max(area.rowCount, bottom) })
  const grid = isTurned ? turnGrid(upright, whole) : upright
  const region = isTurned ? turnArea(whole) : whole
  const header = { titleRows: 0, headerRows: table.headerSize }
  const body = { ...region, row: table.headerSize, rowCount: region.rowCount - table.headerSize }
  const rowOf = (place: string): number => (isTurned ? columnIndex(place) : Number(place) - 1) - grid.area.row
  const totals = table.totals.map(rowOf)
  const titles = columnIndex(table.columns[0]?.letter ?? "A") - grid.area.column
  const sections = table.sections.map(({ place, title }) => ({ row: rowOf(place), column: titles, title }))
  // The column of sections is made of them.
  const cells = sections.length > 0 ? table.columns.slice(1) : table.columns
  const columns = cells.map(({ letter }) => (isTurned ? Number(letter) - 1 : columnIndex(letter)) - grid.area.column)
  const frame = {
    ...framed(grid, region, header, body, { totals, sections }),
    columns,
    names: cells.map(({ name }) => name),
  }
  return buildTable(withMergedLabels(grid, body, mergesIn(sheet, grid)), frame)
}

/** All merged cells of a grid's area, in its own rows and columns. */
const mergesIn = ({ definitions }: Sheet, { area, isTurned }: Grid): Area[] =>
  definitions.merged.flatMap((address) => {
    const merge = tryParseAddress(address)
    const own = merge && (isTurned ? turnArea(merge) : merge)
    return own && intersect(own, area) ? [{ ...own, row: own.row - area.row, column: own.column - area.column }] : []
  })
