import { intersect, parseAddress, type Area } from "../../shared/address.ts"
import { limits } from "../../shared/limits.ts"
import type { SheetLayout } from "../../shared/workbookMap.ts"
import type { Chunk } from "../tables/chunks/chunk.ts"
import { chunkGrid } from "../tables/chunks/chunkGrid.ts"
import { gridOf, type Sheet } from "../tables/sheetGrid.ts"
import { islands } from "../tables/layout/islands.ts"
import { tableOf } from "../tables/layout/tableOf.ts"
import { profileColumns } from "./profileTable.ts"

/** What can be found in a sheet, area by area, until `limits.cellsIndexedPerSheet` cells were looked at. */
export function* sheetChunks(sheet: Sheet, layout: SheetLayout): Generator<Chunk> {
  const tables = layout.tables.map((table) => ({ table, area: parseAddress(table.address) }))
  let cells: number = limits.cellsIndexedPerSheet
  for (const whole of joined([...islands(sheet), ...tables.map(({ area }) => area)])) {
    if (cells <= 0) return
    const part = firstRows(whole, cells)
    cells -= part.rowCount * part.columnCount
    const profiled = tables.flatMap(({ table, area }) => {
      if (!intersect(area, part)) return []
      const read = tableOf(sheet, table)
      return [{ table: read, columns: profileColumns(read), name: table.name, title: table.title }]
    })
    yield* chunkGrid(gridOf(sheet, part), profiled)
  }
}

const firstRows = (area: Area, cells: number): Area => ({
  ...area,
  rowCount: Math.min(area.rowCount, Math.max(1, Math.floor(cells / area.columnCount))),
})

/** The areas, those that overlap as one, top to bottom. */
function joined(areas: readonly Area[]): Area[] {
  const apart: Area[] = []
  for (const area of areas) {
    let whole = area
    for (let at = 0; at < apart.length; at++) {
      const other = apart[at]
      if (!other || !intersect(other, whole)) continue
      whole = around(other, whole)
      apart.splice(at, 1)
      at = -1 // what did not touch the smaller area may touch this one
    }
    apart.push(whole)
  }
  return apart.sort((a, b) => a.row - b.row || a.column - b.column)
}

/** The smallest area that holds both. */
export function around(a: Area, b: Area): Area {
  const row = Math.min(a.row, b.row)
  const column = Math.min(a.column, b.column)
  const rowCount = Math.max(a.row + a.rowCount, b.row + b.rowCount) - row
  return { row, column, rowCount, columnCount: Math.max(a.column + a.columnCount, b.column + b.columnCount) - column }
}
