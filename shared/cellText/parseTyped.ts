import { excelErrors, type CellValue } from "../cell.ts"
import { parseDateInput } from "./parseDateInput.ts"

export interface TypedCell {
  readonly value: CellValue
  readonly formula?: string
  /** The format Excel gives a General cell for this way of writing. */
  readonly numberFormat?: string
}

const numberPattern =
  /^(?<open>\()?\s*(?<sign>[+-])?\s*(?<currency>\$)?\s*(?<sign2>[+-])?(?<digits>\d{1,3}(?:,\d{3})+|\d+)?(?<decimals>\.\d*)?(?<exponent>e[+-]?\d+)?\s*(?<percent>%)?\s*(?<close>\))?$/i

/** Parts of a number as it was typed; one that was not typed is empty. */
interface NumberParts {
  readonly digits: string
  readonly decimals: string
  readonly exponent: string
  readonly currency: boolean
  readonly percent: boolean
  /** Brackets and signs, in the order in which they were typed. */
  readonly marks: string
}

function numberParts(text: string): NumberParts | undefined {
  const part = numberPattern.exec(text)?.groups
  if (!part) return undefined
  const { digits = "", decimals = "", exponent = "", open = "", sign = "", sign2 = "", close = "" } = part
  const marks = `${open}${sign}${sign2}${close}`
  return { digits, decimals, exponent, currency: !!part.currency, percent: !!part.percent, marks }
}

/** One sign at most, or a pair of brackets. */
const knownMarks = new Set(["", "+", "-", "()"])

function parseNumber(text: string): TypedCell | undefined {
  const part = numberParts(text)
  if (!part || !knownMarks.has(part.marks) || (part.currency && part.percent)) return undefined
  const { digits, decimals, exponent, percent } = part
  if (digits === "" && decimals.length < 2) return undefined
  const size = Number(`${digits.replaceAll(",", "") || "0"}${decimals === "." ? "" : decimals}${exponent}`)
  if (!Number.isFinite(size)) return undefined
  // Excel keeps 15 significant digits of what is typed.
  const exact = Number((percent ? size / 100 : size).toPrecision(15))
  const isNegative = part.marks === "-" || part.marks === "()"
  const numberFormat = typedFormat(part)
  return { value: isNegative && exact !== 0 ? -exact : exact, ...(numberFormat && { numberFormat }) }
}

function typedFormat({ digits, decimals, exponent, currency, percent }: NumberParts): string | undefined {
  const places = decimals.length > 1 ? ".00" : ""
  if (percent) return `0${places}%`
  if (currency) return `$#,##0${places}_);[Red]($#,##0${places})`
  if (exponent) return "0.00E+00"
  return digits.includes(",") ? `#,##0${places}` : undefined
}

function parseFraction(text: string): TypedCell | undefined {
  const part = /^(-?)(\d+) (\d{1,3})\/(\d{1,3})$/.exec(text)
  if (!part || Number(part[4]) === 0) return undefined
  const size = Number(part[2]) + Number(part[3]) / Number(part[4])
  return { value: part[1] ? -size : size, numberFormat: Number(part[4]) > 9 ? "# ??/??" : "# ?/?" }
}

/** What Excel (en-US) makes of text typed into a General cell. */
export function parseTyped(input: string): TypedCell {
  if (input === "") return { value: null }
  if (input.startsWith("'")) return { value: input.slice(1) }
  if (input.startsWith("=") && input.length > 1) return { value: 0, formula: input }
  const text = input.trim()
  if (/^(true|false)$/i.test(text)) return { value: text.toLowerCase() === "true" }
  const error = excelErrors.find((name) => name === text.toUpperCase())
  if (error) return { value: error }
  return parseNumber(text) ?? parseFraction(text) ?? parseDateInput(text) ?? { value: input }
}
