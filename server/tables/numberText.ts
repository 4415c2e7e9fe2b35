import type { CellValue } from "../../shared/cell.ts"

/** Text that a person reads as a number. */
export interface NumberText {
  /** `%`, a currency, a measure, or nothing. */
  readonly unit: string
  readonly unitFirst: boolean
  /** Decimals as written. */
  readonly decimals: number
  /** Not yet divided by 100 where the unit is `%`; undefined where `1.234` may be either of `readings`. */
  readonly value: number | undefined
  readonly readings: { readonly grouped: number; readonly decimal: number } | undefined
  /** The sign of decimals that the text shows, or of thousands; undefined where it shows none. */
  readonly decimalSign: "." | "," | undefined
  readonly groupSign: string | undefined
  /** Nothing but digits. */
  readonly isPlain: boolean
}

const symbol = "[$€£¥₹₩₽₺₪₴₫฿]|US\\$|A\\$|C\\$|HK\\$|R\\$"
const code = "USD|EUR|GBP|CHF|JPY|CNY|INR|AUD|CAD|SEK|NOK|DKK|PLN|CZK|HUF|BRL|MXN|ZAR|kr\\.?|zł|Kč|Fr\\.|SFr\\.|Rs\\.?"
const money = new RegExp(`^(?:${symbol}|${code})$`, "u")
const sign = "[-+−–]"
const form = new RegExp(
  `^(?<open>\\(?)\\s*(?<before>${sign}?)\\s*(?<prefix>(?:${symbol}|${code})?)\\s*(?<after>${sign}?)\\s*` +
    `(?<digits>\\d[\\d.,'’\\u00a0\\u202f ]*)\\s*` +
    `(?<suffix>(?:%|${symbol}|${code}|[\\p{L}°µ][\\p{L}\\d²³/.°]{0,9}(?: \\p{L}{1,8})?)?)\\s*(?<close>\\)?)(?<behind>${sign}?)$`,
  "u",
)
// Most text fails on its first character, which keeps this cheap for a hundred thousand cells.
const start = /^[\s(+\-−–\d$€£¥₹₩₽₺₪₴₫฿A-Zk]/
const longest = 40
/** Ordinals and months. */
const places =
  /^(?:st|nd|rd|th|er|ère|ème|e|º|ª|jan|feb|mar|apr|may|mai|jun|jul|aug|sep|oct|okt|nov|dec|dez|january|february|march|april|june|july|august|september|october|november|december|januar|februar|märz|juni|juli|oktober|dezember)\b/iu

/** Reads `1,300`, `$1,300.00`, `59793 MT`, `(1,200)`, `12 %`, `1.234,56`, `1'200.50`; undefined for other text. Leading zeros are identifiers. */
export function readNumberText(text: string): NumberText | undefined {
  if (text.length > longest || !start.test(text) || !/\d/.test(text)) return undefined
  const found = form.exec(text.trim())?.groups
  if (!found) return undefined
  const part = (name: string): string => found[name] ?? ""
  const [prefix, suffix] = [part("prefix"), part("suffix")]
  if ((part("open") === "(") !== (part("close") === ")") || (prefix !== "" && suffix !== "")) return undefined
  const digits = readDigits(part("digits").trim().replace(/[.,]$/, ""))
  // `28th`, `2 May` and `1978-` count nothing; a minus behind is one where the digits are written as an amount.
  if (!digits || places.test(suffix) || (part("behind") !== "" && plain.test(part("digits").trim()))) return undefined
  const isNegative = part("open") === "(" || /[-−–]/.test(part("before") + part("after") + part("behind"))
  return {
    unit: prefix || suffix,
    unitFirst: prefix !== "",
    decimals: digits.decimals,
    ...readingsOf(digits, isNegative),
    decimalSign: digits.decimalSign,
    groupSign: digits.groupSign,
    isPlain: /^\d+$/.test(text.trim()),
  }
}

function readingsOf({ grouped, decimal }: Digits, isNegative: boolean): Pick<NumberText, "value" | "readings"> {
  const signed = (size: number): number => (isNegative && size !== 0 ? -size : size)
  if (grouped !== undefined && decimal !== undefined && grouped !== decimal)
    return { value: undefined, readings: { grouped: signed(grouped), decimal: signed(decimal) } }
  return { value: signed(grouped ?? decimal ?? 0), readings: undefined }
}

/** True for a number, and for text that a person reads as one. */
export const readsAsNumber = (value: CellValue): boolean =>
  typeof value === "number" || (typeof value === "string" && readNumberText(value) !== undefined)

export const isMoney = (unit: string): boolean => money.test(unit)

interface Digits {
  readonly grouped?: number
  readonly decimal?: number
  readonly decimals: number
  readonly decimalSign?: "." | ","
  readonly groupSign?: string
}

const plain = /^\d+$/
const groupedBy = (sign: string): RegExp => new RegExp(`^[1-9]\\d{0,2}(?:${sign}\\d{3})+$`)
const patterns = {
  "'": groupedBy("['’]"),
  " ": groupedBy("[ \\u00a0\\u202f]"),
  ",": groupedBy(","),
  ".": groupedBy("\\."),
} as const

function readDigits(text: string): Digits | undefined {
  if (plain.test(text)) return /^0\d/.test(text) ? undefined : { grouped: Number(text), decimals: 0 }
  const groups = wholeNumber(text)
  const fraction = decimalNumber(text)
  if (!groups) return fraction
  return {
    grouped: groups.value,
    groupSign: groups.sign,
    ...(fraction && { ...fraction, groupSign: groups.sign }),
    decimals: 0,
  }
}

/** A number with decimals behind its last point or comma. */
function decimalNumber(text: string): Digits | undefined {
  const at = Math.max(text.lastIndexOf("."), text.lastIndexOf(","))
  const decimalSign = text[at] === "," ? "," : "."
  const fraction = text.slice(at + 1)
  const left = at < 0 || !plain.test(fraction) ? undefined : wholeNumber(text.slice(0, at))
  if (!left || left.sign === decimalSign || text.indexOf(decimalSign) !== at) return undefined
  const decimal = Number(`${left.value}.${fraction}`)
  return { decimal, decimalSign, ...(left.sign !== "" && { groupSign: left.sign }), decimals: fraction.length }
}

/** A number without decimals, and the sign between its thousands. */
function wholeNumber(text: string): { value: number; sign: string } | undefined {
  if (plain.test(text)) return text.length > 1 && text.startsWith("0") ? undefined : { value: Number(text), sign: "" }
  for (const [sign, pattern] of Object.entries(patterns))
    if (pattern.test(text)) return { value: Number(text.replace(/\D/g, "")), sign }
  return undefined
}
