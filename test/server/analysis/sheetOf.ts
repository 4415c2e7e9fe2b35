import { blockAddress, blocksOf, blockText } from "../../../shared/block.ts"
import { parseAddress } from "../../../shared/address.ts"
import type { CellValue } from "../../../shared/cell.ts"
import { sheetDefinitionsSchema } from "../../../shared/workbookMap.ts"
import type { SheetSource } from "../../../server/analysis/workbookAnalysis.ts"
import { rangeOf } from "../tables/tableOf.ts"

/** A stored sheet that counts how often its blocks were asked for. */
export interface CountedSheet extends SheetSource {
  reads: number
}

let made = 0

/** A stored sheet of these cells from A1 on, with one number format for each column; a key of its own when none is given. */
export function sheetOf(
  name: string,
  rows: readonly (readonly CellValue[])[],
  options: { formats?: readonly string[]; key?: string; workbook?: string } = {},
): CountedSheet {
  const { address, values, numberFormats } = rangeOf(rows, options)
  const sheet: CountedSheet = {
    reads: 0,
    key: options.key ?? `sheet ${++made}`,
    workbook: options.workbook ?? `workbook ${++made}`,
    name,
    usedRange: address,
    definitions: sheetDefinitionsSchema.parse({}),
    async *blocks() {
      sheet.reads++
      await Promise.resolve()
      for (const { row, column, rowCount, columnCount } of blocksOf(parseAddress(address))) {
        const cut = <T>(matrix: readonly (readonly T[])[]): T[][] =>
          matrix.slice(row, row + rowCount).map((cells) => cells.slice(column, column + columnCount))
        yield blockText({
          worksheet: name,
          address: blockAddress({ row, column, rowCount, columnCount }),
          values: cut(values),
          numberFormats: numberFormats && cut(numberFormats),
        })
      }
    },
  }
  return sheet
}
