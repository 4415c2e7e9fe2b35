import { AppError } from "../../shared/errors.ts"
import type { ColumnProfile, RangeProfile } from "../../shared/profile.ts"
import type { QueryResult, RangeQuery } from "../../shared/query.ts"
import type { RangeAnalysis } from "../../server/analysis/rangeAnalysis.ts"

/** A column of five values without statistics, for tests to override. */
export const columnProfile = (name: string, letter: string, over: Partial<ColumnProfile> = {}): ColumnProfile => ({
  name,
  letter,
  kind: "text",
  format: null,
  unit: null,
  address: `${letter}4:${letter}8`,
  count: 5,
  missing: 0,
  errors: 0,
  errorCells: [],
  numbers: 0,
  distinct: 3,
  topValues: [],
  statistics: null,
  formulaCount: 0,
  ...over,
})

/** Orders!A3:D8: West 1200 and 450, East 300.50 and 750, North 900. */
export const ordersProfile: RangeProfile = {
  worksheet: "Orders",
  address: "A3:D8",
  tableAddress: "A3:D8",
  headerRow: 3,
  firstRow: 4,
  lastRow: 8,
  rowCount: 5,
  columnCount: 4,
  totalsRows: [],
  kind: "mixed",
  columns: [
    columnProfile("Region", "A", {
      topValues: [
        { value: "East", count: 2 },
        { value: "West", count: 2 },
        { value: "North", count: 1 },
      ],
    }),
    columnProfile("Product", "B", { topValues: [{ value: "Desk 200", count: 2 }] }),
    columnProfile("Revenue", "C", {
      kind: "currency",
      format: "$#,##0.00",
      unit: "$",
      numbers: 5,
      distinct: 5,
      statistics: {
        mean: 720.1,
        standardDeviation: 356.9797,
        minimum: 300.5,
        quartile1: 450,
        median: 750,
        quartile3: 900,
        maximum: 1200,
        sum: 3600.5,
        minimumCell: "C5",
        maximumCell: "C4",
        outlierCount: 0,
        outliers: [],
      },
    }),
    columnProfile("Date", "D", { kind: "date", format: "yyyy-mm-dd", numbers: 5, distinct: 5 }),
  ],
  correlations: [],
  trends: [],
  duplicateRows: 0,
  notes: [],
  insights: [],
  recommendations: [],
}

const revenue = { name: "sum of Revenue", kind: "number", format: "$#,##0.00" } as const
const about = { worksheet: "Orders", matchedRows: 5, scannedRows: 5, notes: [] } as const

export const revenueByRegion: QueryResult = {
  ...about,
  columns: [{ name: "Region", kind: "text", format: null }, revenue],
  rows: [
    { values: ["West", 1650], cells: ["C4", "C6"], rowCount: 2, sheetRow: null },
    { values: ["East", 1050.5], cells: ["C5", "C8"], rowCount: 2, sheetRow: null },
    { values: ["North", 900], cells: ["C7"], rowCount: 1, sheetRow: null },
  ],
  totalRows: 3,
  operation: "sum of Revenue, by Region",
  ranges: ["C4:C8", "A4:A8"],
}

export const totalRevenue: QueryResult = {
  ...about,
  columns: [revenue],
  rows: [{ values: [3600.5], cells: ["C4:C8"], rowCount: 5, sheetRow: null }],
  totalRows: 1,
  operation: "sum of Revenue",
  ranges: ["C4:C8"],
}

export const firstOrders: QueryResult = {
  ...about,
  columns: [
    { name: "Region", kind: "text", format: null },
    { name: "Product", kind: "text", format: null },
    { name: "Revenue", kind: "number", format: "$#,##0.00" },
    { name: "Date", kind: "date", format: "yyyy-mm-dd" },
  ],
  rows: [
    { values: ["West", "Desk 200", 1200, "2026-01-15"], cells: ["A4:D4"], rowCount: 1, sheetRow: 4 },
    { values: ["East", "Lamp", 300.5, "2026-02-10"], cells: ["A5:D5"], rowCount: 1, sheetRow: 5 },
  ],
  totalRows: 5,
  operation: "rows",
  ranges: ["A4:D8"],
}

/** The range of the orders in memory; it knows the total of Revenue, Revenue by Region and the first rows. */
export function ordersRange(
  over: Partial<RangeAnalysis> = {},
): RangeAnalysis & { readonly queries: readonly RangeQuery[] } {
  const queries: RangeQuery[] = []
  return {
    queries,
    table: {
      worksheet: "Orders",
      address: "A3:D8",
      tableAddress: "A3:D8",
      headerRow: 3,
      firstRow: 4,
      lastRow: 8,
      rowCount: 5,
      columns: ordersProfile.columns,
      totalsRows: [],
      subtotalRows: [],
      sections: [],
      otherTables: [],
      notes: [],
    },
    profile: () => Promise.resolve(ordersProfile),
    query: (query) => {
      queries.push(query)
      const column = query.aggregates?.[0]?.column
      if (column !== undefined && column !== "Revenue")
        return Promise.reject(new AppError("invalid_request", `There is no column "${column}". Did you mean Revenue?`))
      return Promise.resolve(!query.aggregates ? firstOrders : query.groupBy ? revenueByRegion : totalRevenue)
    },
    async *chunks() {
      // Nothing of it can be found.
    },
    close: () => Promise.resolve(),
    ...over,
  }
}
