import type { RangeContent } from "../../shared/workbook.ts"
import { sampleColumns, type SampleColumn } from "./sampleColumns.ts"

/** Rows of a selection that are looked at for suggestions. */
export const sampleRows = 50

/** Up to three questions that fit the headers of a range, the most useful first; general ones without headers. */
export function suggestQuestions(sample: RangeContent): readonly string[] {
  const columns = sampleColumns(sample)
  const measure = best(columns, measureScore)
  const category = best(columns, categoryScore)
  const item = columns.find(
    (column) => column.kind === "text" && column.distinct > 1 && column !== category && !isIdentifier(column),
  )
  const date = columns.find((column) => column.kind === "date")
  const text = category ?? item
  return [
    ...(measure ? measureQuestions(measure, { category, date, item }) : []),
    text && `How many rows for each ${text.name}?`,
    ...(hasCells(sample) ? ["Describe this data", "Are any values missing?", "Are there duplicates?"] : []),
  ]
    .filter((question) => question !== undefined)
    .slice(0, 3)
}

type Dimension = "category" | "date" | "item"

function measureQuestions(
  { name, kind }: SampleColumn,
  { category, date, item }: Record<Dimension, SampleColumn | undefined>,
): (string | undefined)[] {
  const summed = `${kind === "percentage" ? "Average" : "Total"} ${name}`
  return [
    category && `${summed} by ${category.name}`,
    date && `How did ${name} change over time?`,
    item && `Top 5 ${plural(item.name)} by ${name}`,
    `Are there outliers in ${name}?`,
    summed,
  ]
}

/** English headers only; other languages form plurals differently, so their headers stay unchanged. */
function plural(name: string): string {
  if (!/^(?:[A-Z][a-z]+|[a-z]+)$/.test(name) || /(?:s|people|staff|data)$/i.test(name)) return name
  if (/[^aeiou]y$/.test(name)) return `${name.slice(0, -1)}ies`
  return /(?:x|ch|sh)$/.test(name) ? `${name}es` : `${name}s`
}

const hasCells = (sample: RangeContent): boolean => sample.values.flat().some((value) => value !== null)

function best(columns: readonly SampleColumn[], score: (column: SampleColumn) => number): SampleColumn | undefined {
  const rated = columns.map((column) => ({ column, score: score(column) })).filter(({ score: value }) => value > 0)
  return rated.sort((a, b) => b.score - a.score)[0]?.column
}

const isIdentifier = ({ name }: Pick<SampleColumn, "name">): boolean =>
  /\b(id|no|nr|number|code|zip|phone|year)\b\.?$/i.test(name)

/** How well a column can be added up; identifiers cannot. */
function measureScore({ name, kind }: SampleColumn): number {
  const base = { currency: 4, number: 3, percentage: 1, date: 0, text: 0, year: 0, other: 0 }[kind]
  if (base === 0 || isIdentifier({ name })) return 0
  return base + (/revenue|sales|amount|total|profit|cost|spend|value|umsatz|betrag/i.test(name) ? 2 : 0)
}

/** How well rows can be grouped by a column: text that repeats, in few different values. */
function categoryScore(column: SampleColumn): number {
  const { kind, distinct, count } = column
  if (isIdentifier(column) && kind !== "year") return 0
  if (kind === "year") return distinct > 1 && distinct < count ? 0.1 : 0
  return kind === "text" && distinct > 1 && distinct <= count * 0.7 ? 2 - distinct / count : 0
}
