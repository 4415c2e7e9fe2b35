/** A cell as Office.js gives it, with the empty string already turned into `null` (blank). Dates are serial numbers, errors are text such as `#N/A`. */
export type CellValue = string | number | boolean | null

/** Every error value Excel shows in a cell. Source: Microsoft's `Excel.ErrorCellValueType` and the ERROR.TYPE function. */
export const excelErrors = [
  "#NULL!",
  "#DIV/0!",
  "#VALUE!",
  "#REF!",
  "#NAME?",
  "#NUM!",
  "#N/A",
  "#GETTING_DATA",
  "#SPILL!",
  "#CONNECT!",
  "#BLOCKED!",
  "#UNKNOWN!",
  "#FIELD!",
  "#CALC!",
  "#BUSY!",
  "#EXTERNAL!",
  "#TIMEOUT!",
  "#PYTHON!",
] as const

const errorSet: ReadonlySet<unknown> = new Set(excelErrors)

export const isExcelError = (value: CellValue): value is string => errorSet.has(value)

/** Blank is `null`, the empty string, and nothing else: a space is text, as in Excel. */
export const isBlank = (value: unknown): value is null | "" | undefined =>
  value === null || value === "" || value === undefined

/** True for the text of a formula cell: what Office.js `formulas` gives for it starts with `=` and differs from its value. */
export const isFormula = (formula: unknown, value: unknown): formula is string =>
  typeof formula === "string" && formula.startsWith("=") && formula !== value

export type ColumnKind =
  "integer" | "decimal" | "currency" | "percentage" | "date" | "text" | "boolean" | "mixed" | "empty"

export const isNumericKind = (kind: ColumnKind): boolean =>
  kind === "integer" || kind === "decimal" || kind === "currency" || kind === "percentage"

export type FormatKind = "general" | "number" | "currency" | "percentage" | "date" | "time" | "text"

// Everything that is literal in a format code: quoted text, escaped characters, padding, colours, conditions and locales.
const literals = /"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi

/** Without marks of a language such as `[$-409]`, which show no currency. */
const firstSection = (format: string): string => (format.split(";")[0] ?? "").replace(/\[\$-[^\]]*\]/g, "")

/** What an Excel number format code (ECMA-376 part 1, 18.8.31) makes of a number; only the first (positive) section decides. */
export function formatKind(format: string | null | undefined): FormatKind {
  if (!format || /^general$/i.test(format)) return "general"
  const first = firstSection(format)
  if (first.trim() === "@") return "text"
  if (/[$€£¥₹₽₩₺฿₪₴]|\[\$[^\]-]+/.test(first) || /"(USD|EUR|GBP|CHF|JPY|kr|zł)"/i.test(first)) return "currency"
  const bare = first.replace(literals, "")
  if (bare.includes("%")) return "percentage"
  if (/[yd]/i.test(bare) || /mmm/i.test(bare) || /^m+$/i.test(bare.trim())) return "date"
  if (/\[[hms]+\]|h|s|am\/pm/i.test(bare)) return "time"
  return "number"
}

/** The currency symbol or code a format shows ("$", "€", "USD"), or undefined. */
export function formatCurrency(format: string | null | undefined): string | undefined {
  if (!format) return undefined
  const first = firstSection(format)
  const bracket = /\[\$([^\]-]+)/.exec(first)
  if (bracket?.[1]) return bracket[1].trim()
  return /[$€£¥₹₽₩₺฿₪₴]/.exec(first)?.[0] ?? /"(USD|EUR|GBP|CHF|JPY|kr|zł)"/i.exec(first)?.[1]
}

/** Decimal places a format shows ("0.00" -> 2), or undefined for General. */
export function formatDecimals(format: string | null | undefined): number | undefined {
  if (formatKind(format) === "general") return undefined
  const bare = (format ?? "").split(";")[0]?.replace(literals, "") ?? ""
  return /\.([0#?]+)/.exec(bare)?.[1]?.length ?? 0
}

const dayMs = 86_400_000

/**
 * UTC date of an Excel 1900-system serial (fraction = time of day), or undefined outside Excel's 0 … 2958465.99.
 * Serial 60 is the 29 February 1900 that never was (kept by Excel from Lotus 1-2-3); it maps to 28 February.
 */
function serialToDate(serial: number): Date | undefined {
  if (!(serial >= 0 && serial < 2_958_466)) return undefined
  const days = serial < 60 ? serial : serial - 1
  return new Date(Date.UTC(1899, 11, 31) + Math.round(days * 86_400) * 1000)
}

/** Excel 1900-system serial of a UTC date; the inverse of serialToDate for every day but the invented one. */
export function dateToSerial(date: Date): number {
  const days = (date.getTime() - Date.UTC(1899, 11, 31)) / dayMs
  return days < 60 ? days : days + 1
}

/** `2026-03-31`, or `2026-03-31 14:05` when the serial has a time of day; the number as text when it is no date. */
export function serialToIso(serial: number): string {
  const date = serialToDate(serial)
  if (!date) return String(serial)
  const iso = date.toISOString()
  return serial % 1 === 0
    ? iso.slice(0, 10)
    : `${iso.slice(0, 10)} ${iso.slice(11, iso.slice(17, 19) === "00" ? 16 : 19)}`
}
