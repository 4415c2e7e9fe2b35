import type { Area } from "../../shared/address.ts"
import { AppError, toAppError, type ErrorCode } from "../../shared/errors.ts"
import { sheetDefinitionsSchema } from "../../shared/workbookMap.ts"
import type { ExcelCall, SheetDescription } from "../sync/syncExcel.ts"
import { areaOf } from "./areaOf.ts"
import { definitionParts, type DefinitionPart } from "./definitionParts.ts"
import { runExcel } from "./runExcel.ts"

/** These are not about one part of what was asked: asking for less would not help. */
const final: ReadonlySet<ErrorCode> = new Set(["not_found", "cancelled", "excel_busy"])

/**
 * Used cells, tables, filter, merged and hidden cells, charts and pivots of a sheet, asked for at once. Where Excel refuses
 * one of them, each is asked for by itself, and a note says which is missing. @throws AppError not_found when the sheet is gone.
 */
export async function sheetDescription(sheetId: string, call: ExcelCall): Promise<SheetDescription> {
  const parts = definitionParts()
  try {
    return await describe(sheetId, parts, call)
  } catch (thrown) {
    if (final.has(toAppError(thrown).code)) throw thrown
  }
  const { used, definitions } = await describe(sheetId, [], call)
  const described = { used, definitions, notes: [] as string[] }
  for (const part of parts)
    try {
      Object.assign(described.definitions, await definitionsOf(sheetId, part, call))
    } catch (thrown) {
      if (final.has(toAppError(thrown).code)) throw thrown
      described.notes.push(`Excel did not tell the ${part.about} of this sheet.`)
    }
  return described
}

async function definitionsOf(sheetId: string, part: DefinitionPart, call: ExcelCall): Promise<object> {
  const { definitions } = await describe(sheetId, [part], call)
  return { [part.key]: definitions[part.key] }
}

const describe = (sheetId: string, parts: readonly DefinitionPart[], call: ExcelCall): Promise<SheetDescription> =>
  runExcel(async (context) => {
    const sheet = context.workbook.worksheets.getItemOrNullObject(sheetId)
    const range = sheet.getUsedRangeOrNullObject(true)
    range.load("rowIndex,columnIndex,rowCount,columnCount")
    const asked = parts.map((part) => part.ask(sheet, range))
    await context.sync()
    if (sheet.isNullObject) throw new AppError("not_found", "This sheet is no longer in the workbook.")
    const used: Area | null = range.isNullObject ? null : areaOf(range)
    // Where they lie can be asked of each only once it is known which there are.
    const found = asked.map((answer) => answer(used))
    await context.sync()
    const definitions = sheetDefinitionsSchema.parse(Object.assign({}, ...found.map((read) => read())))
    return { used, definitions, notes: [] }
  }, call)
