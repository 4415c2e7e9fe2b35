import { citationLink } from "../../../shared/address.ts"
import { clip } from "../../../shared/clip.ts"
import type { ColumnProfile, RangeProfile } from "../../../shared/profile.ts"
import { cellTextCharacters, quotable } from "../../../shared/quotable.ts"

/** The range as a whole, without its columns, for the model. */
export const rangeSummary = (profile: RangeProfile): Record<string, unknown> => ({
  worksheet: profile.worksheet,
  table: profile.tableAddress,
  cite: citationLink(profile.worksheet, profile.tableAddress),
  kind: profile.kind,
  dataRows: profile.rowCount,
  columnCount: profile.columnCount,
  ...(profile.headerRow === null && { header: "none; the column names are made up" }),
  ...(profile.totalsRows.length > 0 && { totalsRowsLeftOut: profile.totalsRows }),
  duplicateRows: profile.duplicateRows,
  correlations: profile.correlations.slice(0, 5).map(({ first, second, coefficient, pairs }) => ({
    columns: [first, second],
    coefficient: round(coefficient),
    pairs,
  })),
  trends: profile.trends.slice(0, 5).map((trend) => ({
    ...trend,
    slopePerDay: round(trend.slopePerDay),
    rSquared: round(trend.rSquared),
  })),
  notes: profile.notes.slice(0, 10).map((note) => clip(note, 300)),
})

/** One column for the model; empty parts are left out. */
export function describeColumn(column: ColumnProfile, worksheet: string): Record<string, unknown> {
  const { statistics } = column
  const figure = (value: number): string => quotable(value, column)
  // A spread of dates is a number of days.
  const spread = (value: number): string => (column.kind === "date" ? `${round(value)} days` : figure(value))
  return {
    name: clip(column.name, cellTextCharacters),
    kind: column.kind,
    cells: citationLink(worksheet, column.address, column.address),
    count: column.count,
    ...(column.missing > 0 && { missing: column.missing }),
    ...(column.errors > 0 && { errors: column.errors, errorCells: column.errorCells.slice(0, 5) }),
    distinct: column.distinct,
    ...(column.formulaCount > 0 && { formulas: column.formulaCount }),
    ...(statistics && {
      ...(column.kind !== "date" && { sum: figure(statistics.sum) }),
      mean: figure(statistics.mean),
      ...(statistics.standardDeviation !== null && { standardDeviation: spread(statistics.standardDeviation) }),
      minimum: `${figure(statistics.minimum)} in ${statistics.minimumCell}`,
      quartile1: figure(statistics.quartile1),
      median: figure(statistics.median),
      quartile3: figure(statistics.quartile3),
      maximum: `${figure(statistics.maximum)} in ${statistics.maximumCell}`,
      ...(statistics.outlierCount > 0 && {
        outliers: statistics.outlierCount,
        outlierCells: statistics.outliers.slice(0, 5).map(({ value, cell }) => `${figure(value)} in ${cell}`),
      }),
    }),
    ...(column.topValues.length > 0 &&
      column.distinct < column.count && {
        mostFrequent: column.topValues.slice(0, 5).map(({ value, count }) => [quotable(value, column), count]),
      }),
  }
}

const round = (value: number): number => Number(value.toPrecision(6))
