import { AppError, type ErrorCode } from "../../shared/errors.ts"

/** Office.js error codes (Excel.ErrorCodes and OfficeExtension) that a person can do something about. */
const known: Record<string, [ErrorCode, string]> = {
  InvalidOperationInCellEditMode: ["excel_busy", "A cell is being edited. Press Enter in Excel, then try again."],
  ItemNotFound: ["not_found", "These cells are no longer in the workbook."],
  InvalidReference: ["not_found", "These cells are no longer in the workbook."],
  InvalidSelection: ["not_found", "No cells are selected. Select some cells, then try again."],
  InvalidArgument: ["not_found", "These cells are not on the sheet."],
  AccessDenied: ["excel_failed", "Excel does not allow access to these cells. Is the workbook or the sheet protected?"],
  RequestPayloadSizeLimitExceeded: ["message_too_large", "These cells hold more than Excel can hand over at once."],
  ResponsePayloadSizeLimitExceeded: ["message_too_large", "These cells hold more than Excel can hand over at once."],
  RequestAborted: ["excel_busy", "Excel was busy and gave up. Please try again."],
  ServiceNotAvailable: ["excel_busy", "Excel cannot be reached just now. Please try again."],
}

/** The Office.js code of anything thrown, or undefined when it is not from Office.js. */
export const officeCode = (thrown: unknown): string | undefined =>
  typeof thrown === "object" && thrown !== null && "code" in thrown && typeof thrown.code === "string"
    ? thrown.code
    : undefined

/** Turns what Office.js throws into an AppError; one of ours passes as it is. */
export function excelError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown
  const [code, message] = known[officeCode(thrown) ?? ""] ?? [
    "excel_failed",
    "Excel could not do this. Please try again; reopen the workbook if it stays so.",
  ]
  return new AppError(code, message, { cause: thrown })
}
