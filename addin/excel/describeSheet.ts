import { splitAddress } from "../../shared/address.ts"
import { AppError } from "../../shared/errors.ts"
import type { SharedSheet } from "../chat/spreadsheet.ts"
import { runExcel } from "./runExcel.ts"

/** The used cells of a sheet with the mark of `revisionOf` its id; null when it has none. @throws AppError not_found, excel_busy, excel_failed. */
export function describeSheet(worksheet: string, revisionOf: (sheetId: string) => string): Promise<SharedSheet | null> {
  return runExcel(async (context) => {
    const sheet = context.workbook.worksheets.getItemOrNullObject(worksheet)
    sheet.load("id")
    const used = sheet.getUsedRangeOrNullObject(true)
    used.load("address")
    await context.sync()
    if (sheet.isNullObject) throw new AppError("not_found", `The sheet "${worksheet}" is no longer in this workbook.`)
    if (used.isNullObject) return null
    return { worksheet, address: splitAddress(used.address).address, revision: revisionOf(sheet.id) }
  })
}
