import { intersect, type Area } from "../../../shared/address.ts"
import { isBlank } from "../../../shared/cell.ts"
import { blocksIn, type Sheet } from "../sheetGrid.ts"

/** More blank rows or columns than this between filled cells, and nothing that belongs together stands on both sides. */
const gap = { rows: 12, columns: 1 }

/** Areas far from each other, top to bottom, which together hold every value of a sheet; each begins and ends with filled cells. */
export function islands(sheet: Sheet): Area[] {
  const { usedRange } = sheet
  return usedRange ? cutRows(sheet, usedRange).sort((a, b) => a.row - b.row || a.column - b.column) : []
}

function cutRows(sheet: Sheet, area: Area): Area[] {
  const used = new Uint8Array(area.rowCount)
  for (const { block, common } of shared(sheet, area))
    for (let r = common.row; r < common.row + common.rowCount; r++) {
      const row = block.values[r - block.area.row] ?? []
      const last = Math.min(row.length, common.column + common.columnCount - block.area.column)
      for (let c = common.column - block.area.column; c < last; c++)
        if (!isBlank(row[c])) {
          used[r - area.row] = 1
          break
        }
    }
  const bands = runs(used, gap.rows).map(([row, rowCount]) => ({ ...area, row: area.row + row, rowCount }))
  return bands.flatMap((band) => cutColumns(sheet, band, area))
}

function cutColumns(sheet: Sheet, area: Area, from: Area): Area[] {
  const used = new Uint8Array(area.columnCount)
  for (const { block, common } of shared(sheet, area))
    for (let r = common.row; r < common.row + common.rowCount; r++) {
      const row = block.values[r - block.area.row] ?? []
      const last = Math.min(row.length, common.column + common.columnCount - block.area.column)
      for (let c = common.column - block.area.column; c < last; c++)
        if (!isBlank(row[c])) used[c + block.area.column - area.column] = 1
    }
  const parts = runs(used, gap.columns).map(([column, columnCount]) => ({
    ...area,
    column: area.column + column,
    columnCount,
  }))
  // Fewer columns may leave blank rows, which cut again.
  return parts.length === 1 && area.rowCount === from.rowCount
    ? parts
    : parts.flatMap((part) => (part.columnCount < from.columnCount ? cutRows(sheet, part) : [part]))
}

function* shared(sheet: Sheet, area: Area) {
  for (const block of blocksIn(sheet, area)) {
    const common = intersect(block.area, area)
    if (common) yield { block, common }
  }
}

/** Runs of used places with at most `most` unused ones between. */
function runs(used: Uint8Array, most: number): [start: number, count: number][] {
  const found: [number, number][] = []
  let open: [number, number] | undefined
  for (let i = 0; i < used.length; i++) {
    if (used[i] === 0) continue
    if (open && i - (open[0] + open[1]) <= most) open[1] = i - open[0] + 1
    else found.push((open = [i, 1]))
  }
  return found
}
