import { formatCurrency, formatDecimals, formatKind, type ColumnKind } from "./cell.ts"

/** How a figure is meant; everything may be left out. */
export interface FigureStyle {
  readonly kind?: ColumnKind | "number" | undefined
  /** Excel number format of the cells the figure was computed from. */
  readonly format?: string | null | undefined
  /** Currency symbol or code, when the format does not show one. */
  readonly unit?: string | null | undefined
  /** True for identifiers and years: no thousands separators. */
  readonly plain?: boolean | undefined
  /** Exactly so many decimals, whatever the format says. */
  readonly decimals?: number | undefined
}

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

/** `2026-03-31` -> `31 Mar 2026`, `2026-03` -> `Mar 2026`, `2026-Q1` -> `Q1 2026`; other text stays as it is. */
export function formatDateText(text: string): string {
  const date = /^(\d{4})-(\d\d)(?:-(\d\d))?(?:[ T](\d\d:\d\d(?::\d\d)?))?$/.exec(text)
  const month = date && months[Number(date[2]) - 1]
  if (date && month) return [date[3] && String(Number(date[3])), month, date[1], date[4]].filter(Boolean).join(" ")
  const quarter = /^(\d{4})-Q([1-4])$/.exec(text)
  return quarter ? `Q${quarter[2]} ${quarter[1]}` : text
}

/** Text of one value in en-US as a person would write it; the exact value belongs into the proof. Blank is `(blank)`. */
export function formatFigure(value: string | number | boolean | null, style: FigureStyle = {}): string {
  if (value === null || value === "") return "(blank)"
  if (typeof value === "boolean") return value ? "TRUE" : "FALSE"
  if (typeof value === "string") return style.kind === "text" ? value : formatDateText(value)
  return formatNumber(value, style)
}

function formatNumber(value: number, style: FigureStyle): string {
  if (!Number.isFinite(value)) return "not a number"
  if (style.decimals !== undefined) return fixed(value, style.decimals)
  const shown = style.format ? formatKind(style.format) : undefined
  if (shown === "percentage" || (style.kind === "percentage" && shown !== "number"))
    return `${number(value * 100, formatDecimals(style.format) ?? 0, 2)}%`
  const unit = formatCurrency(style.format) ?? style.unit
  if (shown === "currency" || style.kind === "currency" || unit) return currency(value, style, unit ?? "")
  if (style.plain) return String(Number(value.toPrecision(15)))
  return number(value, Math.min(formatDecimals(style.format) ?? 0, 6), 4)
}

/** The style in which figures stand under each other: two decimals for all of them where a plain number format leaves it open and one needs them. */
export function alignedStyle(style: FigureStyle, values: readonly (number | null)[]): FigureStyle {
  const open = !style.unit && !style.plain && style.kind !== "percentage" && formatDecimals(style.format) === undefined
  const fractions = values.some((value) => value !== null && naturalDecimals(value) > 0)
  return open && fractions ? { ...style, format: "0.00" } : style
}

const numberFormats = new Map<number, Intl.NumberFormat>()

/** Kept, because making one takes longer than a hundred uses of it. */
function numberFormat(decimals: number): Intl.NumberFormat {
  const known = numberFormats.get(decimals)
  if (known) return known
  const made = new Intl.NumberFormat("en-US", { minimumFractionDigits: decimals, maximumFractionDigits: decimals })
  numberFormats.set(decimals, made)
  return made
}

function fixed(value: number, decimals: number): string {
  const text = numberFormat(decimals).format(value)
  return /^-[0.,]+$/.test(text) ? text.slice(1) : text
}

function currency(value: number, style: FigureStyle, unit: string): string {
  const decimals = formatDecimals(style.format) ?? (Number.isInteger(value) ? 0 : 2)
  const digits = number(Math.abs(value), Math.min(decimals, 6), 2)
  // The dash only when a digit other than zero is shown: -0.001 reads as 0.00.
  const minus = value < 0 && /[1-9]/.test(digits) ? "-" : ""
  if (unit === "") return minus + digits
  if (unitComesLast(style.format, unit)) return `${minus}${digits} ${unit}`
  return unit.length === 1 || unit.endsWith("$") ? `${minus}${unit}${digits}` : `${minus}${unit} ${digits}`
}

function unitComesLast(format: string | null | undefined, unit: string): boolean {
  if (!format) return unit === "kr" || unit === "zł"
  const first = format.split(";")[0] ?? ""
  return first.indexOf(unit) > Math.max(first.indexOf("0"), first.indexOf("#"))
}

/** At least `least` decimals; more, up to `most`, when they make the number exact, else two (four significant digits below 1). */
function number(value: number, least: number, most: number): string {
  const clean = Number(value.toPrecision(15))
  const natural = naturalDecimals(clean)
  let decimals = Math.max(least, natural)
  if (natural > most) decimals = Math.max(least, Math.abs(clean) < 1 && clean !== 0 ? smallDecimals(clean, most) : 2)
  // Beyond 15 digits a number is written as it is: rounded once more, it would be another one.
  if (Math.abs(value) >= 1e15)
    return Math.abs(value) < 1e21 ? BigInt(Math.round(value)).toLocaleString("en-US") : String(value)
  if (clean !== 0 && Number(clean.toFixed(Math.min(decimals, 20))) === 0)
    return most > 2 ? String(Number(clean.toPrecision(4))) : clean.toFixed(Math.max(least, 2))
  return fixed(clean, decimals)
}

const smallDecimals = (value: number, most: number): number =>
  most <= 2 ? 2 : Math.min(6, Math.max(2, 3 - Math.floor(Math.log10(Math.abs(value)))))

function naturalDecimals(value: number): number {
  for (let decimals = 0; decimals <= 6; decimals++)
    if (Math.abs(value - Number(value.toFixed(decimals))) <= Math.abs(value) * 1e-12) return decimals
  return 7
}
