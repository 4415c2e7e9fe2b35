import { parseAddress, splitArea } from "../../shared/address.ts"
import { limits } from "../../shared/limits.ts"
import type { RangeContent } from "../../shared/workbook.ts"
import type { ReadOptions } from "../chat/spreadsheet.ts"
import { below, readCells, type Cells } from "./readCells.ts"

/** Values, formulas and number formats of a range, read in blocks of `limits.cellsPerBlock` cells. */
export async function readRange(worksheet: string, address: string, options: ReadOptions = {}): Promise<RangeContent> {
  const blocks = splitArea(parseAddress(address), limits.cellsPerBlock)
  const parts: Cells[] = []
  for (const [index, block] of blocks.entries()) {
    if (blocks.length > 1)
      options.onWaiting?.({
        label: `Reading ${worksheet}, ${index + 1} of ${blocks.length} blocks`,
        progress: index / blocks.length,
      })
    parts.push(await readCells(worksheet, block, options))
  }
  const { values, formulas, numberFormats } = below(parts)
  return { worksheet, address: address.replaceAll("$", ""), values, formulas, numberFormats }
}
