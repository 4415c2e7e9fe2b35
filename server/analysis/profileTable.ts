import type { ColumnProfile, RangeProfile } from "../../shared/profile.ts"
import { leafTable } from "../tables/leafTable.ts"
import type { Table } from "../tables/table.ts"
import { columnProfile } from "./columnProfile.ts"
import { correlatedColumns, correlations } from "./correlations.ts"
import { duplicateRows } from "./duplicateRows.ts"
import { insights } from "./insights.ts"
import { numericSeries } from "./numericFrame.ts"
import { rangeKind } from "./rangeKind.ts"
import { recommendations } from "./recommendations.ts"
import { trends } from "./trends.ts"

/** Profile of a recognised table: danfo's statistics and what follows from them, in numbers and in sentences. */
export function profileTable(table: Table): RangeProfile {
  const { shape } = table
  const leaves = leafTable(table)
  const columns = profileColumns(table, leaves)
  const distinct = new Map(leaves.columns.map((column, i) => [column, columns[i]?.distinct ?? 0]))
  const facts = {
    columns,
    correlations: correlations(leaves),
    trends: trends(leaves),
    duplicateRows: duplicateRows(leaves, (column) => distinct.get(column) ?? 0),
  }
  return {
    worksheet: shape.worksheet,
    address: shape.address,
    tableAddress: shape.tableAddress,
    headerRow: shape.headerRow,
    firstRow: shape.firstRow,
    lastRow: shape.lastRow,
    rowCount: shape.rowCount,
    columnCount: shape.columns.length,
    totalsRows: [...shape.totalsRows],
    kind: rangeKind(shape),
    ...facts,
    notes: [...shape.notes, ...profileNotes(columns)],
    insights: insights(leaves, facts),
    recommendations: recommendations(leaves, facts),
  }
}

/** The columns alone, in order. Numbers are those of `leaves`, in which each amount counts once, names those of all rows. */
export function profileColumns(table: Table, leaves: Table = leafTable(table)): ColumnProfile[] {
  const series = numericSeries(leaves)
  return table.columns.map((column, i) => {
    const leaf = leaves.columns[i]
    return leaf && series[i] ? columnProfile(leaves, leaf, series[i]) : columnProfile(table, column, undefined)
  })
}

function profileNotes(columns: RangeProfile["columns"]): string[] {
  const tooLarge = columns.filter((column) => column.numbers > 0 && !column.statistics)
  const notes = tooLarge.map(
    (column) => `The numbers of ${column.name} are too large to add up; Excel shows #NUM! for their sum as well.`,
  )
  if (columns.filter((column) => column.numbers > 0).length > correlatedColumns)
    notes.push(`Correlations cover the first ${correlatedColumns} numeric columns.`)
  return notes
}
