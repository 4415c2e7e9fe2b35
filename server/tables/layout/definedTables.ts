import { intersect, tryParseAddress, type Area } from "../../../shared/address.ts"
import { isBlank } from "../../../shared/cell.ts"
import type { MapTable } from "../../../shared/workbookMap.ts"
import { blocksIn, gridOf, type Sheet } from "../sheetGrid.ts"
import { framed } from "../tableFrame.ts"
import { findTotalsRows } from "../totalsRows.ts"
import { mapTable } from "./mapTable.ts"

/** An area that Excel itself calls a table. */
export interface DefinedArea {
  readonly area: Area
  readonly by: "table" | "autofilter"
  /** Excel's name of it. */
  readonly name: string | null
  readonly hasHeader: boolean
  readonly hasTotals: boolean
}

/** Cells of all defined areas together: a file may define what no Excel would. */
const cellsAtMost = 40_000_000

/** The tables and the autofilter of a sheet, cut to the cells in use; of two that overlap the first. */
export function definedAreas(sheet: Sheet): DefinedArea[] {
  const { tables, autoFilter } = sheet.definitions
  const told: Omit<DefinedArea, "area">[] = tables.map(({ name, hasHeader, hasTotals }) => ({
    by: "table",
    name,
    hasHeader,
    hasTotals,
  }))
  const addresses = tables.map(({ address }) => address)
  if (autoFilter !== null) {
    told.push({ by: "autofilter", name: null, hasHeader: true, hasTotals: false })
    addresses.push(autoFilter)
  }
  const found: DefinedArea[] = []
  let cells = 0
  for (const [i, each] of told.entries()) {
    const whole = tryParseAddress(addresses[i] ?? "")
    const used = whole && sheet.usedRange ? intersect(whole, sheet.usedRange) : undefined
    if (!used || found.some(({ area }) => intersect(area, used))) continue
    const area = each.by === "autofilter" ? filteredRows(sheet, used) : used
    const size = area.rowCount * area.columnCount
    if (cells + size > cellsAtMost || area.rowCount < 2) continue
    if (found.some((other) => intersect(other.area, area))) continue
    found.push({ ...each, area })
    cells += size
  }
  return found
}

/** A filter is not told of rows written below it since; a filter set on the header alone means what stands under it. */
function filteredRows(sheet: Sheet, area: Area): Area {
  const bottom = area.row + area.rowCount
  const below = intersect(
    { ...area, row: bottom, rowCount: Number.MAX_SAFE_INTEGER },
    sheet.usedRange ?? { ...area, rowCount: 0 },
  )
  if (!below) return area
  const filled = new Uint8Array(below.rowCount)
  for (const block of blocksIn(sheet, below))
    for (const [r, row] of block.values.entries()) {
      const at = block.area.row + r - below.row
      if (at < 0 || at >= below.rowCount) continue
      const from = Math.max(0, area.column - block.area.column)
      const end = Math.min(row.length, area.column + area.columnCount - block.area.column)
      for (let c = from; c < end; c++) if (!isBlank(row[c])) filled[at] = 1
    }
  const more = filled.indexOf(0)
  return { ...area, rowCount: area.rowCount + (more < 0 ? below.rowCount : more) }
}

export function definedTables(sheet: Sheet, defined: readonly DefinedArea[]): MapTable[] {
  return defined.map((each) => {
    const grid = gridOf(sheet, each.area)
    const region = { row: 0, column: 0, rowCount: each.area.rowCount, columnCount: each.area.columnCount }
    const headerRows = each.hasHeader ? 1 : 0
    const hasTotals = each.hasTotals && region.rowCount > headerRows + 1
    const body = { ...region, row: headerRows, rowCount: region.rowCount - headerRows }
    const totals = each.by === "autofilter" ? findTotalsRows(grid, body) : hasTotals ? [region.rowCount - 1] : []
    const frame = framed(grid, region, { titleRows: 0, headerRows }, body, { totals })
    return mapTable(grid, frame, { kind: "table", name: each.name, definedBy: each.by })
  })
}
