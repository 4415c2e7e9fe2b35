import { dateToSerial } from "../cell.ts"
import { parseTyped, type TypedCell } from "./parseTyped.ts"

/** How a text file writes its numbers and dates, told from its own fields. */
export interface FieldStyle {
  readonly decimal: "." | ","
  /** `13/01/2025` rather than `01/13/2025`. */
  readonly dayFirst: boolean
}

const usStyle: FieldStyle = { decimal: ".", dayFirst: false }

const commaNumber = /^[-+]?(?:\d{1,3}(?:[. \u00a0\u202f]\d{3})+|\d+),\d+ ?[%€]?$/
const pointNumber = /^[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)\.\d+ ?%?$/
/** `1,234`, which may be either. */
const grouped = /^[-+]?[1-9]\d{0,2}([.,])\d{3}(?:\1\d{3})*$/
const dayOrMonth = /^(\d{1,2})[/-](\d{1,2})[/-](?:\d{2}|\d{4})(?= |$)/

/** Reads the style from some of the fields; without evidence, a file delimited by semicolons is assumed to have decimal commas. */
export function findFieldStyle(fields: Iterable<string>, delimiter: string): FieldStyle {
  let [commas, points, doubtful, dayFirst, monthFirst] = [0, 0, 0, 0, 0]
  for (const field of fields) {
    const text = field.trim()
    if (grouped.test(text)) {
      if (text.includes(",")) doubtful++
    } else if (commaNumber.test(text)) commas++
    else if (pointNumber.test(text)) points++
    const [, first, second] = dayOrMonth.exec(text) ?? []
    if (Number(first) > 12) dayFirst++
    if (Number(second) > 12) monthFirst++
  }
  const isComma = commas > points || (commas === points && doubtful > 0 && delimiter === ";")
  return { decimal: isComma ? "," : ".", dayFirst: dayFirst > 0 && monthFirst === 0 }
}

/** A field as Excel reads it from a text file: as if it were typed, except that a formula from outside stays text. */
export function parseField(field: string, style: FieldStyle = usStyle): TypedCell {
  if (field.startsWith("'") || field.startsWith("=")) return { value: field }
  const text = field.trim()
  const point = style.decimal === "," ? readCommaNumber(text) : undefined
  return point ?? readDottedDate(text) ?? parseTyped(style.dayFirst ? text.replace(dayOrMonth, swapped) : field)
}

const swapped = (found: string): string => found.replace(/^(\d+)([/-])(\d+)/, "$3$2$1")

/** `1.234,50 €` is a number, and `1.234` too where `1,5` is one. */
function readCommaNumber(text: string): TypedCell | undefined {
  if (!commaNumber.test(text) && !grouped.test(text) && !/^[-+]?\d+ ?€$/.test(text)) return undefined
  const hasGroups = /\d[. \u00a0\u202f]\d{3}/.test(text)
  const plain = text.replace(/[. \u00a0\u202f€]/g, "").replace(",", ".")
  const { value, numberFormat } = parseTyped(plain)
  if (typeof value !== "number") return undefined
  const places = text.includes(",") ? ".00" : ""
  if (text.endsWith("€")) return { value, numberFormat: `#,##0${places} [$€]` }
  if (numberFormat !== undefined) return { value, numberFormat }
  return hasGroups ? { value, numberFormat: `#,##0${places}` } : { value }
}

/** `31.12.2025`, with a time or without. */
function readDottedDate(text: string): TypedCell | undefined {
  const [, day, month, year, clock] = /^(\d{1,2})\.(\d{1,2})\.(\d{4})(?: (\d{1,2}:\d{2}(?::\d{2})?))?$/.exec(text) ?? []
  if (day === undefined) return undefined
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)))
  if (date.getUTCMonth() !== Number(month) - 1 || Number(year) < 1900) return undefined
  const time = clock === undefined ? 0 : parseTyped(clock).value
  if (typeof time !== "number" || time >= 1) return undefined
  return { value: dateToSerial(date) + time, numberFormat: clock ? "dd.mm.yyyy hh:mm" : "dd.mm.yyyy" }
}
