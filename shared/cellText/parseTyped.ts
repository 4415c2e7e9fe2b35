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

function parseNumber(text: string): TypedCell | undefined {
  const part = numberPattern.exec(text)?.groups
  if (!part || (!part.digits && (part.decimals ?? "").length < 2)) return undefined
  if ((part.open === undefined) !== (part.close === undefined)) return undefined
  if ((part.sign && part.sign2) || (part.open && (part.sign || part.sign2))) return undefined
  const { digits = "", decimals = "", exponent = "", currency, percent } = part
  const size = Number(`${digits.replaceAll(",", "") || "0"}${decimals === "." ? "" : decimals}${exponent}`)
  if (!Number.isFinite(size) || (currency && percent)) return undefined
  const negative = part.open !== undefined || part.sign === "-" || part.sign2 === "-"
  // Excel keeps 15 significant digits of what is typed.
  const exact = Number((percent ? size / 100 : size).toPrecision(15))
  const value = negative && exact !== 0 ? -exact : exact
  const places = decimals.length > 1 ? ".00" : ""
  if (percent) return { value, numberFormat: `0${places}%` }
  if (currency) return { value, numberFormat: `$#,##0${places}_);[Red]($#,##0${places})` }
  if (exponent) return { value, numberFormat: "0.00E+00" }
  return digits.includes(",") ? { value, numberFormat: `#,##0${places}` } : { value }
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
