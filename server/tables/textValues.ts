import { isExcelError, type CellValue } from "../../shared/cell.ts"
import { isPlaceholder, looksLikeIsoDate, looksLikeNumber } from "./cellText.ts"
import { isCodeName } from "./codeName.ts"
import { readDateTexts } from "./dateText.ts"
import { isMoney, readNumberText, type NumberText } from "./numberText.ts"

/** A column's cells with the texts that stand for numbers and dates read as such. */
export interface TextValues {
  readonly values: readonly CellValue[]
  /** Number formats of the values that were text, by index. */
  readonly formats: ReadonlyMap<number, string>
  /** Indices of the texts. */
  readonly numbersAsText: readonly number[]
  readonly datesAsText: readonly number[]
}

/** Of the texts so many must read as values of one sort. */
const most = 2 / 3

/** Reads the texts of a column together, for one text alone does not tell whether `1.234` is a thousand. */
export function readTextValues(values: readonly CellValue[], name: string): TextValues {
  const texts = new Map<number, string>()
  values.forEach((value, index) => {
    if (typeof value === "string" && !isExcelError(value) && !isPlaceholder(value)) texts.set(index, value)
  })
  const others = values.filter((value) => typeof value === "number").length
  const dates = readDateTexts(texts)
  if (dates.size > 0 && dates.size >= most * texts.size) return withNumbers(values, new Map(), dates)
  const read = new Map<number, NumberText>()
  for (const [index, text] of texts) {
    const number = readNumberText(text)
    if (number) read.set(index, number)
  }
  const alike = ofOneUnit(read)
  const written: TextValues = {
    values,
    formats: new Map(),
    numbersAsText: [...texts].flatMap(([index, text]) => (looksLikeNumber(text) ? [index] : [])),
    datesAsText: [...texts].flatMap(([index, text]) => (looksLikeIsoDate(text) ? [index] : [])),
  }
  // A terabyte among gigabytes would be left out of every sum.
  const isMost = alike.size === read.size && alike.size > 0 && alike.size + others >= most * (texts.size + others)
  // What has a unit is no code: the French call a share Part.
  const hasUnit = [...alike.values()].some(({ unit }) => unit !== "")
  if (!isMost || (isCodeName(name) && !hasUnit) || (others === 0 && areCodes([...alike.values()]))) return written
  const decided = decide(alike)
  return decided.size === 0 ? written : withNumbers(values, decided, new Map())
}

interface Read {
  readonly value: number
  readonly format: string
}

function withNumbers(
  values: readonly CellValue[],
  numbers: ReadonlyMap<number, Read>,
  dates: ReadonlyMap<number, number>,
): TextValues {
  const read = [...values]
  const formats = new Map<number, string>()
  for (const [index, { value, format }] of numbers) {
    read[index] = value
    formats.set(index, format)
  }
  for (const [index, serial] of dates) {
    read[index] = serial
    formats.set(index, "yyyy-mm-dd")
  }
  return { values: read, formats, numbersAsText: [...numbers.keys()], datesAsText: [...dates.keys()] }
}

/** Numbers of the most common unit, and those without one. */
function ofOneUnit(read: ReadonlyMap<number, NumberText>): Map<number, NumberText> {
  const counts = new Map<string, number>()
  for (const { unit } of read.values()) if (unit !== "") counts.set(unit, (counts.get(unit) ?? 0) + 1)
  const [common] = [...counts].sort(([, a], [, b]) => b - a)
  return new Map([...read].filter(([, { unit }]) => unit === "" || unit === common?.[0]))
}

/** Digits of one length, each there once, are more likely names of things. */
function areCodes(read: readonly NumberText[]): boolean {
  const lengths = new Set(read.map(({ value }) => String(value).length))
  const isLong = read.every(({ value }) => String(value).length >= 4)
  const areDifferent = new Set(read.map(({ value }) => value)).size === read.length
  return (
    read.every(({ isPlain }) => isPlain) &&
    ((lengths.size === 1 && isLong && areDifferent) || read.some(({ value = 0 }) => value >= 1e11))
  )
}

/** `1.234` is what the other texts of the column say: thousands where one of them shows a comma for decimals or more points. */
function decide(alike: ReadonlyMap<number, NumberText>): Map<number, Read> {
  const sure = [...alike.values()].filter(({ value }) => value !== undefined)
  const shows = (sign: string, as: "decimalSign" | "groupSign"): boolean => sure.some((number) => number[as] === sign)
  // A column may hold a million numbers, which is too many arguments for one call.
  const decimals = [...alike.values()].reduce((most, number) => Math.max(most, number.decimals), 0)
  const found = new Map<number, Read>()
  for (const [index, number] of alike) {
    const value = number.value ?? ambiguous(number, shows)
    if (value === undefined) continue
    const { unit } = number
    found.set(index, { value: unit === "%" ? hundredth(value) : value, format: formatOf(number, decimals) })
  }
  return found
}

function ambiguous(
  { readings, decimalSign }: NumberText,
  shows: (sign: string, as: "decimalSign" | "groupSign") => boolean,
): number | undefined {
  if (!readings || decimalSign === undefined) return undefined
  const other = decimalSign === "." ? "," : "."
  const isDecimal = shows(decimalSign, "decimalSign")
  const isGroup = shows(decimalSign, "groupSign") || shows(other, "decimalSign")
  if (isDecimal !== isGroup) return isDecimal ? readings.decimal : readings.grouped
  // A comma before three digits parts thousands, where nothing says otherwise; of a point nobody can tell.
  return decimalSign === "," && !isDecimal ? readings.grouped : undefined
}

/** Without the digits that a division by 100 adds. */
const hundredth = (value: number): number => Number((value / 100).toPrecision(15))

function formatOf({ unit, unitFirst, groupSign }: NumberText, decimals: number): string {
  const places = decimals > 0 ? `.${"0".repeat(decimals)}` : ""
  if (unit === "%") return `0${places}%`
  const digits = unit !== "" || groupSign !== undefined || decimals > 0 ? `#,##0${places}` : "General"
  if (unit === "") return digits
  if (!isMoney(unit)) return `${digits}" ${unit.replaceAll('"', "")}"`
  if (!unitFirst) return `${digits} [$${unit}]`
  return unit.length === 1 ? `[$${unit}]${digits}` : `[$${unit}] ${digits}`
}
