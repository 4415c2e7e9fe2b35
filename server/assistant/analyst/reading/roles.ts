import { isNumericKind } from "../../../../shared/cell.ts"
import type { ColumnProfile } from "../../../../shared/profile.ts"
import { memoize } from "../../../words/memoize.ts"
import { partsOf, rememberedCharacters, stemOf } from "./words.ts"

/** Comparable words of a header; a unit in brackets counts only when nothing else is there. */
export const headerStems = memoize((name): readonly string[] => {
  const bare = partsOf(name.replace(/\([^)]*\)|\[[^\]]*\]/g, " "))
  const words = (bare.length > 0 ? bare : partsOf(name)).filter((word) => !smallWords.has(word)).map(stemOf)
  return words.length > 0 ? words : partsOf(name).map(stemOf)
}, rememberedCharacters)

const smallWords = new Set(["of", "the", "a", "an", "in", "and", "%", "#", "per", "for"])

const has = (column: ColumnProfile, words: ReadonlySet<string>): boolean =>
  headerStems(column.name).some((stem) => words.has(stem))
const last = (column: ColumnProfile, words: ReadonlySet<string>): boolean =>
  words.has(headerStems(column.name).at(-1) ?? "")

const idWords = new Set(
  "id no nr number code key sku ref reference zip postcode phone index barcode ean isbn".split(" "),
)
const personWords = new Set(
  "name employee salesperson person customer client staff member student rep seller agent manager owner author respondent participant patient user contact".split(
    " ",
  ),
)
const averageWords = new Set(
  "price rate age score rating grade mark temperature year percent percentage pct margin ratio index level satisfaction height weight length width speed latitude longitude temp humidity tenure experience density gpa average avg mean discount".split(
    " ",
  ),
)
const opinionWords = new Set("satisfied satisfaction rating happy likely agree stars nps likelihood %".split(" "))
const measureWords = [
  "revenue",
  "sale",
  "amount",
  "turnover",
  "total",
  "value",
  "salary",
  "profit",
  "income",
  "cost",
  "price",
  "score",
  "quantity",
]

export const isMeasure = (column: ColumnProfile): boolean => isNumericKind(column.kind) || isMostlyNumbers(column)

const isMostlyNumbers = (column: ColumnProfile): boolean =>
  column.kind === "mixed" && column.statistics !== null && column.numbers * 2 > column.count

/** Identifiers and years: numbers that nobody adds up. */
export const isIdentifier = (column: ColumnProfile): boolean =>
  isSequence(column) ||
  (last(column, idWords) && column.kind !== "currency" && column.kind !== "decimal" && column.kind !== "percentage") ||
  isYear(column)

/** 1, 2, 3 … without a gap: numbers of rows or persons. */
function isSequence(column: ColumnProfile): boolean {
  const statistics = column.statistics
  return (
    column.kind === "integer" &&
    statistics !== null &&
    column.count >= 5 &&
    column.distinct === column.count &&
    statistics.maximum - statistics.minimum + 1 === column.count
  )
}

export function isYear(column: ColumnProfile): boolean {
  const statistics = column.statistics
  return (
    column.kind === "integer" &&
    statistics !== null &&
    statistics.minimum >= 1900 &&
    statistics.maximum <= 2100 &&
    has(column, new Set(["year", "jahr"]))
  )
}

export const isCategory = (column: ColumnProfile): boolean => column.kind === "text" || column.kind === "boolean"

export const isPerson = (column: ColumnProfile): boolean => column.kind === "text" && has(column, personWords)

/** True when adding the column up makes sense: amounts and counts, but not prices, ages, scores or percentages. */
export const isAdditive = (column: ColumnProfile): boolean =>
  isMeasure(column) && !isIdentifier(column) && !last(column, averageWords) && !isRating(column) && !isStatistic(column)

/** What its numbers are already says how they came about: a sum of medians is nothing. */
const isStatistic = ({ name }: ColumnProfile): boolean =>
  /\b(median|average|avg|mean|minimum|maximum|lowest|highest)\b/i.test(name)

/** Ratings and percentages: groups are compared by their average. */
export const isRating = (column: ColumnProfile): boolean =>
  column.kind === "percentage" ||
  has(column, opinionWords) ||
  last(column, new Set(["score", "grade", "mark"])) ||
  /\(\s*\d+\s*(-|–|to)\s*\d+\s*\)/.test(column.name)

export const isUnique = (column: ColumnProfile): boolean => column.count > 1 && column.distinct === column.count

/** An identifier of rows, a few of which may stand twice by mistake; the identifier of a customer stands in many rows. */
export const isRowIdentifier = (column: ColumnProfile): boolean =>
  isUnique(column) || (isIdentifier(column) && column.distinct * 1.2 > column.count)

/** Numeric columns in the order in which somebody who names none is likely to mean them. */
export function likelyMeasures(columns: readonly ColumnProfile[]): ColumnProfile[] {
  const score = (column: ColumnProfile): number => {
    const stems = headerStems(column.name)
    const word = measureWords.findIndex((measure) => stems.includes(measure))
    const kind = column.kind === "currency" ? 5 : column.kind === "percentage" ? -4 : 0
    return (word < 0 ? 0 : 20 - word) + kind + (isAdditive(column) ? 6 : 0) - (isStatistic(column) ? 20 : 0)
  }
  return columns
    .filter((column) => isMeasure(column) && !isIdentifier(column))
    .map((column, at) => ({ column, score: score(column), at }))
    .sort((a, b) => b.score - a.score || a.at - b.at)
    .map(({ column }) => column)
}

/** Columns that tell one row from another for a reader: identifiers, names, then dates and categories; at most three. */
export function identifyingColumns(columns: readonly ColumnProfile[], without: readonly string[]): ColumnProfile[] {
  const rank = (column: ColumnProfile): number => {
    if (/mail|phone|url|web|comment|note|address|description/i.test(column.name)) return 8
    if (isUnique(column) && (isCategory(column) || isIdentifier(column))) return 0
    if (isPerson(column)) return 1
    if (column.kind === "text") return 2
    if (column.kind === "date") return 3
    return isIdentifier(column) ? 1 : 9
  }
  return columns
    .filter((column) => !without.includes(column.name) && column.count > 0 && rank(column) < 9)
    .map((column, at) => ({ column, at }))
    .sort((a, b) => rank(a.column) - rank(b.column) || a.at - b.at)
    .slice(0, 3)
    .map(({ column }) => column)
}

const moneyWords = new Set(
  "revenue sale amount turnover total value income proceed cost expense price spending spend worth money budget actual".split(
    " ",
  ),
)

/** True for amounts of money by their header or their format. */
export const holdsMoney = (column: ColumnProfile): boolean => column.kind === "currency" || has(column, moneyWords)
