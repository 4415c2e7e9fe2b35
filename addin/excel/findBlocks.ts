import { formatArea, intersect, type Area } from "../../shared/address.ts"
import { blocksOf, blockSize } from "../../shared/block.ts"
import { limits } from "../../shared/limits.ts"
import { blockCount, blockSpan } from "../sync/blockGrid.ts"
import type { ExcelCall } from "../sync/syncExcel.ts"
import { areaOf } from "./areaOf.ts"
import { runExcel } from "./runExcel.ts"

/** Pieces that one round trip asks for. */
const pieces = 64
/** So few blocks are read without being asked for one by one. */
const fewBlocks = 16

/**
 * Where in a large area there are values, found by asking for the used cells of ever smaller pieces: Excel answers that
 * from what it keeps, however far three cells are apart, and from ExcelApi 1.4 on.
 */
export async function findBlocks(sheetId: string, area: Area, call: ExcelCall): Promise<Area[]> {
  const found: Area[] = []
  const search = async (within: Area): Promise<void> => {
    if (blockCount(within) <= fewBlocks) return void found.push(...blocksOf(within))
    for (const used of await usedAreas(sheetId, split(within), call)) {
      if (found.length > limits.blocksPerSheet) return
      await search(used)
    }
  }
  await search(area)
  return found
}

/** Pieces on the lines of blocks, top to bottom and then left to right. */
function split(area: Area): Area[] {
  const span = blockSpan(area)
  const rows = Math.min(span.rows, pieces)
  const columns = Math.min(span.columns, Math.max(1, Math.floor(pieces / rows)))
  const height = Math.ceil(span.rows / rows) * blockSize.rows
  const width = Math.ceil(span.columns / columns) * blockSize.columns
  const parts: Area[] = []
  for (let row = area.row - (area.row % blockSize.rows); row < area.row + area.rowCount; row += height)
    for (
      let column = area.column - (area.column % blockSize.columns);
      column < area.column + area.columnCount;
      column += width
    ) {
      const part = intersect(area, { row, column, rowCount: height, columnCount: width })
      if (part) parts.push(part)
    }
  return parts
}

const usedAreas = (sheetId: string, areas: readonly Area[], call: ExcelCall): Promise<Area[]> =>
  runExcel(async (context) => {
    const sheet = context.workbook.worksheets.getItem(sheetId)
    const found = areas.map((area) => sheet.getRange(formatArea(area)).getUsedRangeOrNullObject(true))
    for (const range of found) range.load("rowIndex,columnIndex,rowCount,columnCount")
    await context.sync()
    return found.flatMap((range) => (range.isNullObject ? [] : [areaOf(range)]))
  }, call)
