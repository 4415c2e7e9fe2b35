import type { Area } from "../../shared/address.ts"
import { isBlank } from "../../shared/cell.ts"
import { buildTable } from "./buildTable.ts"
import { sheetAddress, valueAt, type Grid } from "./grid.ts"
import { findHeader } from "./headerRow.ts"
import { headerText } from "./headerTexts.ts"
import { findRegions } from "./regions.ts"
import { regionTable } from "./regionTable.ts"
import type { Table } from "./table.ts"

/** Recognises the (largest) table of a grid and types its columns. The grid must hold at least one value. */
export function readTable(grid: Grid): Table {
  const regions = findRegions(grid)
  const region = largest(grid, regions)
  const others = regions
    .filter((other) => other !== region)
    .map((other) => ({
      region: other,
      address: sheetAddress(grid, other),
      isTable: other.rowCount > 1 && other.columnCount > 1,
    }))
  const { grid: read, frame } = regionTable(grid, region)
  return buildTable(read, frame, {
    areas: others,
    tables: others.flatMap(({ address, isTable, region: other }) =>
      isTable ? [{ address, labels: labelsOf(grid, other, others) }] : [],
    ),
  })
}

/** The region with the most filled cells. */
function largest(grid: Grid, regions: readonly Area[]): Area {
  let best: Area | undefined
  let most = -1
  for (const region of regions) {
    let cells = 0
    for (let r = region.row; r < region.row + region.rowCount; r++)
      for (let c = region.column; c < region.column + region.columnCount; c++)
        if (!isBlank(valueAt(grid, r, c))) cells++
    if (cells > most) {
      best = region
      most = cells
    }
  }
  return best ?? { row: 0, column: 0, rowCount: grid.area.rowCount, columnCount: grid.area.columnCount }
}

/** The title above a further table, its headers and the texts of its first column; without a header its first row is one. */
function labelsOf(grid: Grid, region: Area, others: readonly { region: Area; isTable: boolean }[]): string[] {
  const { titleRows, headerRows } = findHeader(grid, region)
  const bottom = region.row + titleRows + Math.max(1, headerRows)
  const labels = new Set<string>()
  for (const { region: title, isTable } of others)
    if (!isTable && title.column === region.column && region.row > title.row && region.row - title.row <= 3)
      labels.add(headerText(grid, title.row, title.column))
  for (let row = region.row; row < region.row + region.rowCount && labels.size < 100; row++)
    for (let c = 0; c < (row < bottom ? region.columnCount : 1) && labels.size < 100; c++) {
      const text = headerText(grid, row, region.column + c)
      if (text.trim() !== "") labels.add(text.trim())
    }
  return [...labels]
}
