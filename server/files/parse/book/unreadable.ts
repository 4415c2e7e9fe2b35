import { AppError } from "../../../../shared/errors.ts"

/** Marks what is wrong with a file as a whole; anything else may be wrong with one sheet only. */
class WholeFile extends Error {}

/** Why a file, or one sheet of it, cannot be read: a full sentence that is shown to whoever uploaded it. */
export const unreadable = (sentence: string, cause?: unknown): AppError =>
  new AppError("unreadable_file", sentence, { cause })

export const damaged = (cause?: unknown): AppError =>
  unreadable("The file is damaged or incomplete; open it in Excel, save it again and upload that copy.", cause)

/** Of a file that is made to do harm. */
export const refused = (what: string): AppError =>
  unreadable(`The file ${what}, which no workbook from Excel does; it was refused.`, new WholeFile())

export const passwordProtected = (): AppError =>
  unreadable(
    "The file is protected with a password; remove the password in Excel, then upload it again.",
    new WholeFile(),
  )

export const isWholeFile = (error: AppError): boolean => error.cause instanceof WholeFile
