import { SSF } from "@e965/xlsx"
import { isExcelError, type CellValue } from "../../shared/cell.ts"

const format = (code: string, value: unknown): string =>
  (SSF as { format(code: string, value: unknown): string }).format(code, value)

/** What Excel shows in a cell of unlimited width. */
export function cellText(value: CellValue, numberFormat: string | undefined): string {
  if (value === null) return ""
  if (typeof value === "boolean") return value ? "TRUE" : "FALSE"
  const code = numberFormat ?? "General"
  if (typeof value === "string") return isExcelError(value) || !hasTextSection(code) ? value : formatted(code, value)
  return formatted(code, value)
}

const hasTextSection = (code: string): boolean => code.includes("@") && code !== "@"

function formatted(code: string, value: string | number): string {
  try {
    const text = format(code, value)
    // The library gives nothing for a serial outside the calendar, where Excel fills the cell with number signs.
    return text === "" && typeof value === "number" && /[ymdhs]/i.test(code) ? "########" : text
  } catch {
    return typeof value === "number" ? format("General", value) : value // a format code the library cannot read
  }
}
