import type { ColumnProfile, RangeProfile } from "../../../shared/profile.ts"
import { formatKind } from "../../../shared/cell.ts"
import { quotable } from "../../../shared/quotable.ts"
import type { Fact } from "../proofs/fact.ts"

/** Every figure of a profile. */
export function profileFacts(profile: RangeProfile): Fact[] {
  const at = (address: string): Fact["ranges"] => [{ sheet: profile.worksheet, address }]
  const table = at(profile.tableAddress)
  const of = (name: string): Fact["ranges"] => {
    const column = profile.columns.find((known) => known.name === name)
    return column ? at(column.address) : []
  }
  const plain = (value: number, operation: string, ranges: Fact["ranges"], measure = operation): Fact => ({
    value,
    operation,
    ranges,
    measure,
    fraction: false,
  })
  return [
    plain(profile.rowCount, "count of data rows", table, "rows"),
    plain(profile.columnCount, "count of columns", table),
    plain(profile.duplicateRows, "count of duplicate rows", table, "rows"),
    ...profile.columns.flatMap((column) => columnFacts(column, profile.worksheet)),
    ...profile.correlations.flatMap(({ first, second, coefficient, pairs }) => {
      const ranges = [...of(first), ...of(second)]
      return [
        plain(coefficient, `correlation of ${first} and ${second}`, ranges),
        plain(pairs, `count of rows with both ${first} and ${second}`, ranges),
      ]
    }),
    ...profile.trends.flatMap(({ dateColumn, column, slopePerDay, rSquared, points }) => {
      const ranges = [...of(dateColumn), ...of(column)]
      return [
        plain(slopePerDay, `slope of ${column} over ${dateColumn}, per day`, ranges),
        plain(rSquared, `R² of ${column} over ${dateColumn}`, ranges),
        plain(points, `count of points of ${column} over ${dateColumn}`, ranges),
      ]
    }),
  ]
}

function columnFacts(column: ColumnProfile, sheet: string): Fact[] {
  const { name, statistics } = column
  const all = [{ sheet, address: column.address }]
  const fraction = column.kind === "percentage" || formatKind(column.format) === "percentage"
  const count = (value: number, operation: string): Fact => ({
    value,
    operation: `${operation} of ${name}`,
    ranges: all,
    measure: "rows",
    fraction: false,
  })
  const figure = (value: number, operation: string, address = column.address): Fact => ({
    value,
    operation: `${operation} of ${name}`,
    ranges: [{ sheet, address }],
    measure: name,
    fraction,
  })
  return [
    count(column.count, "count"),
    count(column.missing, "count of missing values"),
    count(column.errors, "count of errors"),
    count(column.distinct, "count of different values"),
    count(column.formulaCount, "count of formulas"),
    ...column.topValues.map((top) =>
      count(top.count, `count of ${JSON.stringify(quotable(top.value, column))} in the values`),
    ),
    ...(statistics
      ? [
          figure(statistics.sum, "sum"),
          figure(statistics.mean, "average"),
          ...(statistics.standardDeviation === null
            ? []
            : [figure(statistics.standardDeviation, "standard deviation")]),
          figure(statistics.minimum, "minimum", statistics.minimumCell),
          figure(statistics.quartile1, "first quartile"),
          figure(statistics.median, "median"),
          figure(statistics.quartile3, "third quartile"),
          figure(statistics.maximum, "maximum", statistics.maximumCell),
          count(statistics.outlierCount, "count of outliers"),
          ...statistics.outliers.map(({ value, cell }) => figure(value, "outlier", cell)),
        ]
      : []),
  ]
}

/** Names, frequent texts and dates of a profile. */
export const profileLabels = (profile: RangeProfile): string[] => [
  profile.worksheet,
  ...profile.columns.flatMap((column) => [
    column.name,
    ...column.topValues.flatMap(({ value }) =>
      typeof value === "string" || column.kind === "date" ? [quotable(value, column)] : [],
    ),
    ...(column.kind === "date" && column.statistics
      ? [quotable(column.statistics.minimum, column), quotable(column.statistics.maximum, column)]
      : []),
  ]),
  ...profile.trends.flatMap(({ firstDate, lastDate }) => [firstDate, lastDate]),
]
