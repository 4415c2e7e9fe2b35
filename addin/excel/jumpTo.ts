import { AppError } from "../../shared/errors.ts"
import { runExcel } from "./runExcel.ts"

/** Shows the sheet (the active one when none is named) and selects the cells. @throws AppError not_found, excel_failed. */
export async function jumpTo(worksheet: string | undefined, address: string): Promise<void> {
  await runExcel(async (context) => {
    const { worksheets } = context.workbook
    const sheet = worksheet === undefined ? worksheets.getActiveWorksheet() : worksheets.getItemOrNullObject(worksheet)
    sheet.load("visibility")
    await context.sync()
    if (sheet.isNullObject)
      throw new AppError("not_found", `The sheet "${worksheet ?? ""}" is no longer in this workbook.`)
    if (sheet.visibility !== Excel.SheetVisibility.visible)
      throw new AppError(
        "excel_failed",
        `The sheet "${worksheet ?? ""}" is hidden. Unhide it in Excel, then try again.`,
      )
    sheet.activate()
    sheet.getRange(address).select()
    await context.sync()
  })
}
