import type { ColumnProfile } from "../../shared/profile.ts"
import { cellOf, type Column, type Table } from "../tables/table.ts"
import { exactSum } from "./exactSum.ts"
import { quartile } from "./quartile.ts"
import type { NumericSeries } from "./numericFrame.ts"

type Statistics = NonNullable<ColumnProfile["statistics"]>

const outliersShown = 10

/**
 * Statistics of the numbers of a column. `numbers` is its danfo series without missing values, in row order.
 * Null when there are no numbers, or when they are so large that their sum or mean is beyond a double (Excel: #NUM!).
 */
export function columnStatistics(table: Table, column: Column, numbers: NumericSeries): Statistics | null {
  const { values } = numbers
  const count = values.length
  if (count === 0) return null
  // danfo adds up naively and so loses digits (0.1 ten times is not 1); the sum and the mean are ours.
  const sum = exactSum(values)
  if (!Number.isFinite(sum)) return null
  const minimum = numbers.min()
  const maximum = numbers.max()
  const sorted = Float64Array.from(values).sort()
  const quartile1 = quartile(sorted, 0.25)
  const quartile3 = quartile(sorted, 0.75)
  const reach = 1.5 * (quartile3 - quartile1)
  const isOutlier = (value: number): boolean => value < quartile1 - reach || value > quartile3 + reach
  const standardDeviation = count < 2 ? NaN : numbers.std()
  return {
    mean: sum / count,
    standardDeviation: Number.isFinite(standardDeviation) ? standardDeviation : null,
    minimum,
    quartile1,
    median: quartile(sorted, 0.5),
    quartile3,
    maximum,
    sum,
    minimumCell: cellOf(table, column, column.values.indexOf(minimum)),
    maximumCell: cellOf(table, column, column.values.indexOf(maximum)),
    ...findOutliers(table, column, isOutlier),
  }
}

function findOutliers(table: Table, column: Column, isOutlier: (value: number) => boolean) {
  let outlierCount = 0
  const outliers: { value: number; cell: string }[] = []
  column.values.forEach((value, index) => {
    if (typeof value !== "number" || !isOutlier(value)) return
    outlierCount++
    if (outliers.length < outliersShown) outliers.push({ value, cell: cellOf(table, column, index) })
  })
  return { outlierCount, outliers }
}
