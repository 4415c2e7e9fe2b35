import { isNumericKind } from "../../shared/cell.ts"
import type { ColumnProfile, RangeProfile } from "../../shared/profile.ts"
import { counted, type Table } from "../tables/table.ts"
import { isCodeName } from "../tables/codeName.ts"
import { exactSum } from "./exactSum.ts"
import { plainNumber, rounded } from "./plainNumber.ts"
import { foldText } from "../tables/cellText.ts"

export type Facts = Pick<RangeProfile, "columns" | "correlations" | "trends" | "duplicateRows">

const insightsShown = 8

/** What a person should notice, most telling first, as sentences with the figures they rest on. */
export function insights(table: Table, facts: Facts): string[] {
  return [
    ...facts.columns.flatMap((column) => total(column) ?? []).slice(0, 2),
    ...topCategory(table, facts),
    ...trendSentences(facts),
    ...correlationSentence(facts),
    ...facts.columns.flatMap((column) => outlierSentence(column) ?? []).slice(0, 2),
    ...facts.columns.flatMap((column) => dominantValue(column, table.sheetRows.length) ?? []).slice(0, 1),
    ...gaps(facts),
  ].slice(0, insightsShown)
}

/** Numbers that measure something, as opposed to identifiers and year columns, which nobody adds up. */
export const isMeasure = (column: ColumnProfile): boolean =>
  isNumericKind(column.kind) && column.statistics !== null && !isCodeName(column.name) && !isYears(column)

const isYears = ({ kind, statistics }: ColumnProfile): boolean =>
  kind === "integer" && statistics !== null && statistics.minimum >= 1900 && statistics.maximum <= 2100

function total(column: ColumnProfile): string | undefined {
  const { statistics } = column
  if (!isMeasure(column) || !statistics || column.numbers < 2) return undefined
  const range = `from ${plainNumber(column, statistics.minimum)} (${statistics.minimumCell}) to ${plainNumber(column, statistics.maximum)} (${statistics.maximumCell})`
  // A mean of whole numbers is none, whatever the format of its cells.
  const shown = column.kind === "integer" ? { ...column, format: null } : column
  const average = `averages ${plainNumber(shown, statistics.mean)}`
  return column.kind === "percentage"
    ? `${column.name} ${average}, ${range}.`
    : `${column.name} adds up to ${plainNumber(column, statistics.sum)} and ${average}, ${range}.`
}

/** The group with the largest share of the first measure, over the text column that groups best. */
function topCategory(table: Table, { columns }: Facts): string[] {
  const measureAt = columns.findIndex(
    (column) => isMeasure(column) && column.kind !== "percentage" && (column.statistics?.minimum ?? -1) >= 0,
  )
  const groupAt = columns.findIndex(
    (column) =>
      column.kind === "text" && column.distinct > 1 && column.distinct <= 30 && column.distinct * 2 <= column.count,
  )
  const measure = columns[measureAt]
  const group = columns[groupAt]
  if (!measure?.statistics || !group || measure.statistics.sum <= 0) return []
  const groups = new Map<string, { name: string; numbers: number[] }>()
  table.columns[groupAt]?.values.forEach((name, row) => {
    const value = table.columns[measureAt]?.values[row]
    if (typeof name !== "string" || typeof value !== "number") return
    const key = foldText(name)
    const entry = groups.get(key) ?? { name: name.trim(), numbers: [] }
    entry.numbers.push(value)
    groups.set(key, entry)
  })
  const sums = [...groups.values()].map(({ name, numbers }) => ({ name, sum: exactSum(numbers) }))
  const [top] = sums.sort((a, b) => b.sum - a.sum)
  if (!top) return []
  const share = rounded((top.sum / measure.statistics.sum) * 100, 1)
  return [
    `${top.name} has the largest ${measure.name} of all ${group.name} values: ${plainNumber(measure, top.sum)}, ${share}% of the total.`,
  ]
}

const trendSentences = ({ trends, columns }: Facts): string[] =>
  trends
    .filter((trend) => trend.direction !== "flat" && columns.some((c) => c.name === trend.column && isMeasure(c)))
    .sort((a, b) => b.rSquared - a.rSquared)
    .slice(0, 2)
    .map((trend) => {
      const column = columns.find((each) => each.name === trend.column)
      const slope = column ? plainNumber(column, Math.abs(trend.slopePerDay)) : rounded(Math.abs(trend.slopePerDay))
      const verb = trend.direction === "rising" ? "rises" : "falls"
      return `${trend.column} ${verb} by about ${slope} a day from ${trend.firstDate} to ${trend.lastDate} (R² ${rounded(trend.rSquared)}).`
    })

function correlationSentence({ correlations, columns }: Facts): string[] {
  const measures = new Set(columns.filter(isMeasure).map((column) => column.name))
  const best = correlations.find(
    ({ first, second, coefficient }) => measures.has(first) && measures.has(second) && Math.abs(coefficient) >= 0.5,
  )
  if (!best) return []
  const how = best.coefficient > 0 ? "rise and fall together" : "move in opposite directions"
  return [
    `${best.first} and ${best.second} ${how}: correlation ${rounded(best.coefficient)} over ${counted(best.pairs, "row")}.`,
  ]
}

function outlierSentence(column: ColumnProfile): string | undefined {
  const { statistics } = column
  const [first] = statistics?.outliers ?? []
  if (!statistics || !first || !isMeasure(column) || column.numbers < 5) return undefined
  return `${column.name} has ${counted(statistics.outlierCount, "outlier")}, for example ${plainNumber(column, first.value)} in ${first.cell}; the middle half lies between ${plainNumber(column, statistics.quartile1)} and ${plainNumber(column, statistics.quartile3)}.`
}

function dominantValue(column: ColumnProfile, rows: number): string | undefined {
  const [top] = column.topValues
  if (column.kind !== "text" || !top || rows < 4 || top.count * 2 < rows || column.distinct < 2) return undefined
  return `${String(top.value)} is the most common ${column.name}: ${counted(top.count, "row")} of ${rows.toLocaleString("en-US")} (${rounded((top.count / rows) * 100, 1)}%).`
}

function gaps({ columns, duplicateRows }: Facts): string[] {
  const sum = (of: (column: ColumnProfile) => number): number => columns.reduce((all, column) => all + of(column), 0)
  const where = (of: (column: ColumnProfile) => number): string =>
    columns
      .filter((column) => of(column) > 0)
      .slice(0, 3)
      .map((column) => `${of(column)} in ${column.name}`)
      .join(", ")
  const missing = sum((column) => column.missing)
  const errors = sum((column) => column.errors)
  return [
    ...(errors > 0 ? [`${counted(errors, "error cell")}: ${where((column) => column.errors)}.`] : []),
    ...(missing > 0 ? [`${counted(missing, "blank cell")}: ${where((column) => column.missing)}.`] : []),
    ...(duplicateRows > 0
      ? [`${counted(duplicateRows, "row repeats", "rows repeat")} an earlier row in every column.`]
      : []),
  ]
}
