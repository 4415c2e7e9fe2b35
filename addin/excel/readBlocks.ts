import { formatArea, type Area } from "../../shared/address.ts"
import { isFormula } from "../../shared/cell.ts"
import { AppError } from "../../shared/errors.ts"
import type { ExcelCall, ReadBlock } from "../sync/syncExcel.ts"
import { officeSupports } from "./officeSupports.ts"
import { completeCells, readCells, type Cells } from "./readCells.ts"
import { runExcel } from "./runExcel.ts"

/** Blocks of a sheet in one round trip, or in several where they do not fit into one reply. */
export async function readBlocks(sheetId: string, areas: readonly Area[], call: ExcelCall): Promise<ReadBlock[]> {
  const together = await tryTogether(sheetId, areas, call)
  const blocks: ReadBlock[] = []
  for (const [index, area] of areas.entries()) {
    const read = together[index]
    const { values, formulas, numberFormats } =
      read?.cells ?? (await readCells(sheetId, area, { signal: call.signal, onWaiting: call.onSlow }))
    blocks.push({
      area,
      content: { worksheet: sheetId, address: formatArea(area), values, formulas, numberFormats },
      calculated:
        read?.spills !== false ||
        formulas.some((row, r) => row.some((formula, c) => isFormula(formula, values[r]?.[c]))),
    })
  }
  return blocks
}

interface Read {
  readonly cells: Cells | undefined
  /** Whether results of array formulas may run into it, which have no formula of their own. */
  readonly spills: boolean
}

/** What was handed over; nothing of a block that is missing from the answer. */
async function tryTogether(sheetId: string, areas: readonly Area[], call: ExcelCall): Promise<(Read | undefined)[]> {
  const tellsSpills = officeSupports("ExcelApi 1.12")
  try {
    return await runExcel(async (context) => {
      const sheet = context.workbook.worksheets.getItem(sheetId)
      const ranges = areas.map((area) => sheet.getRange(formatArea(area)))
      for (const range of ranges) range.load(`values,formulas,numberFormat${tellsSpills ? ",hasSpill" : ""}`)
      await context.sync()
      return ranges.map((range) => ({
        cells: completeCells(range.values, range.formulas, range.numberFormat),
        // Null when some cells do. Excels without this property have no formulas that spill.
        spills: tellsSpills && (range.hasSpill as boolean | null) !== false,
      }))
    }, call)
  } catch (error) {
    if (error instanceof AppError && error.code === "message_too_large") return []
    throw error
  }
}
