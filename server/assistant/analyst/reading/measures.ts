import { formatDecimals } from "../../../../shared/cell.ts"
import { alignedStyle, type FigureStyle } from "../../../../shared/formatFigure.ts"
import type { Aggregate, QueryResult, QueryRow } from "../../../../shared/query.ts"
import { nameOf, styleOf } from "./draft.ts"
import type { Grouping, Measure } from "./task.ts"

export const aggregateOf = ({ function: name, column }: Measure): Aggregate =>
  column ? { function: name, column: column.name } : { function: "count" }

/** The result column's name, for sorting by it. */
export const resultName = ({ function: name, column }: Measure): string =>
  column ? `${name === "count_distinct" ? "distinct count" : name} of ${column.name}` : "count"

/** "the total of Revenue", "the number of rows". */
export function measureText({ function: name, column }: Measure): string {
  if (!column) return "the number of rows"
  const header = nameOf(column)
  switch (name) {
    case "sum":
      return `the total of ${header}`
    case "average":
      return `the average of ${header}`
    case "median":
      return `the median of ${header}`
    case "min":
      return `the smallest ${header}`
    case "max":
      return `the largest ${header}`
    case "stdev":
      return `the standard deviation of ${header}`
    case "count":
      return `the number of rows with ${header}`
    case "count_distinct":
      return `the number of different ${header}`
  }
}

/** "total of Revenue". */
export const bareMeasure = (measure: Measure): string => measureText(measure).replace(/^the /, "")

/** "Total of Revenue": heading of a table column. */
export const measureHead = (measure: Measure): string => {
  const text = bareMeasure(measure)
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** Counts are plain whole numbers; everything else looks like its column, averages with at least two decimals if they need them. */
export function measureStyle({ function: name, column }: Measure): FigureStyle {
  if (!column || name === "count" || name === "count_distinct") return { kind: "integer" }
  const style = styleOf(column)
  return name === "sum" || name === "stdev" ? { ...style, plain: false } : style
}

/** Like measureStyle, for the figures at one place of a result's rows, which stand under each other. */
export const columnStyle = (measure: Measure, rows: readonly QueryRow[], at: number): FigureStyle =>
  alignedStyle(
    measureStyle(measure),
    rows.map((row) => numberAt(row, at)),
  )

/** A style for ratios and differences of a measure's figures: same unit, no more decimals than its format shows. */
export const differenceStyle = (measure: Measure): FigureStyle => {
  const style = measureStyle(measure)
  return formatDecimals(style.format) === undefined ? { ...style, format: null } : style
}

export const groupHead = ({ column, by }: Grouping): string => {
  if (!by) return nameOf(column)
  return by.charAt(0).toUpperCase() + by.slice(1)
}

/** "for each Region", "by month of Date". */
export const groupText = ({ column, by }: Grouping): string =>
  by ? `by ${by} of ${nameOf(column)}` : `by ${nameOf(column)}`

export const groupBy = (groups: readonly Grouping[]) =>
  groups.map(({ column, by }) => (by ? { column: column.name, by } : { column: column.name }))

/** The number at a place of a result row; null when the cell is blank or no number. */
export function numberAt(row: QueryRow | undefined, at: number): number | null {
  const value = row?.values[at]
  return typeof value === "number" ? value : null
}

export const firstNumber = (result: QueryResult, at = 0): number | null => numberAt(result.rows[0], at)
