import { cellAddress, formatArea, parseAddress, type Area } from "../../shared/address.ts"
import { formatKind, isNumericKind, serialToIso, type CellValue } from "../../shared/cell.ts"
import { limits } from "../../shared/limits.ts"
import type { QueryColumn, QueryResult, QueryRow, RangeQuery } from "../../shared/query.ts"
import { wrongTotalText } from "../tables/wrongTotal.ts"
import { cellOf, placeOf, type Column, type Table } from "../tables/table.ts"
import { cellRuns } from "./cellRuns.ts"
import { bucketLabel } from "./dateBucket.ts"
import type { DuckTable } from "./duckTable.ts"
import { operationText } from "./operationText.ts"
import { planQuery, type PlannedAggregate, type PlannedGroup, type QueryPlan } from "./queryPlan.ts"
import { queryNotes } from "./queryNotes.ts"
import { columnsRead, groupedSql, listingSql, sourceSql, type ScopedPlan, type ScopeRows } from "./querySql.ts"
import { isInScope, rowScope, scopeNotes, topmost } from "./rowScope.ts"

const cellsShown = 50

type Scalar = string | number | boolean | null
type Rows = Pick<QueryResult, "columns" | "rows" | "totalRows">

/** Runs a query over a table and its DuckDB. @throws AppError invalid_request, timeout. */
export async function queryTable(
  table: Table,
  duck: DuckTable,
  query: RangeQuery,
  limitMs: number = limits.analysisMs * 0.8, // so that the query is interrupted before its worker is ended
): Promise<QueryResult> {
  const plan = planQuery(table, query)
  const names = new Map<Column, string>()
  for (const column of columnsRead(plan)) names.set(column, await duck.load(column))
  const run = (write: (tableOf: (column: Column) => string, bind: (value: string | number) => string) => string) => {
    const values: (string | number)[] = []
    const sql = write(
      (column) => names.get(column) ?? "",
      (value) => `$${values.push(value)}`,
    )
    return duck.all(sql, values, limitMs)
  }
  const scope = rowScope(table, plan)
  const matching = async (rows: ScopeRows): Promise<number[]> =>
    (await run((tableOf, bind) => `SELECT sheet.r ${sourceSql({ plan, rows }, tableOf, bind)} ORDER BY sheet.r`)).map(
      ([row]) => Number(row),
    )
  const named = scope === "matched" ? await matching("all") : []
  const used = table.levels ? topmost(table.levels, named) : named
  const scoped: ScopedPlan = { plan, rows: scope === "matched" ? used : scope }
  const [matched] = await run((tableOf, bind) => `SELECT count(*)::DOUBLE ${sourceSql(scoped, tableOf, bind)}`)
  const matchedRows = Number(matched?.[0] ?? 0)
  const result =
    plan.aggregates.length > 0
      ? groupedRows(table, plan, await run((tableOf, bind) => groupedSql(scoped, tableOf, bind)))
      : listedRows(table, plan, matchedRows, await run((tableOf, bind) => listingSql(scoped, tableOf, bind)))
  const read = plan.aggregates.length > 0 ? columnsRead(plan) : [...new Set([...plan.listed, ...columnsRead(plan)])]
  const notes = [...queryNotes(table, plan, { matchedRows, ...result }), ...scopeNotes(table, scope, named, used)]
  const warnings = wrongTotals(table, plan)
  return {
    worksheet: table.shape.worksheet,
    columns: result.columns,
    rows: result.rows,
    totalRows: result.totalRows,
    matchedRows,
    scannedRows: table.sheetRows.filter((_, index) => isInScope(table, scope, index)).length,
    operation: operationText(plan),
    ranges: read.length > 0 ? read.map((column) => column.shape.address) : [wholeBody(table)],
    ...(warnings.length > 0 && { warnings }),
    notes,
  }
}

/** Of columns that are added up here. */
function wrongTotals(table: Table, { aggregates }: QueryPlan): string[] {
  const added = new Set(
    aggregates.flatMap(({ column, function: name }) => (name === "sum" ? (column?.shape.name ?? []) : [])),
  )
  return table.wrongTotals
    .filter(({ column }) => added.has(column))
    .slice(0, 3)
    .map(wrongTotalText)
}

const wholeBody = ({ shape }: Table): string => shape.columns[0]?.address ?? shape.tableAddress

function listedRows(table: Table, plan: QueryPlan, matchedRows: number, found: readonly unknown[][]): Rows {
  const rows = found.map((row): QueryRow => {
    const index = Number(row[0])
    const sheetRow = table.sheetRows[index] ?? 0
    return {
      values: plan.listed.map((column) => shownValue(column, column.values[index] ?? null, column.formats?.[index])),
      ...(plan.listed.some(({ formats }) => formats) && {
        formats: plan.listed.map(({ formats, shape }) => formats?.[index] ?? shape.format),
      }),
      cells: rowCells(table, plan.listed, index),
      rowCount: 1,
      sheetRow,
    }
  })
  return { columns: plan.listed.map((column) => resultColumn(column, column.shape.name)), rows, totalRows: matchedRows }
}

function groupedRows(table: Table, plan: QueryPlan, found: readonly unknown[][]): Rows {
  const { groups, aggregates } = plan
  const rows = found.map(([, count, first, members, ...rest]): QueryRow => {
    const labels = groups.map((group, i) => groupLabel(group, rest[i], Number(first)))
    const pairs = aggregates.map((_, i) => rest.slice(groups.length + 2 * i, groups.length + 2 * i + 2))
    const extremes = groups.length === 0 ? pairs.map(([, row]) => (typeof row === "number" ? row : undefined)) : []
    const isExtreme = extremes.length > 0 && extremes.every((row) => row !== undefined)
    const sheetRows = [...new Set(extremes)].map((row) => table.sheetRows[row ?? 0] ?? 0)
    return {
      values: [...labels, ...aggregates.map((each, i) => aggregateValue(each, pairs[i]?.[0]))],
      cells: isExtreme
        ? aggregates.map(({ column }, i) =>
            column ? cellOf(table, column, extremes[i] ?? 0) : cellAddress("A", table.sheetRows[extremes[i] ?? 0] ?? 0),
          )
        : memberCells(table, plan, Array.isArray(members) ? members.map(Number) : []),
      rowCount: Number(count),
      sheetRow: isExtreme && sheetRows.length === 1 ? (sheetRows[0] ?? null) : null,
    }
  })
  return {
    columns: [
      ...groups.map(({ column, by, name }) => (by ? unitColumn(name, by) : resultColumn(column, name))),
      ...aggregates.map(aggregateColumn),
    ],
    rows,
    totalRows: Number(found[0]?.[0] ?? 0),
  }
}

const unitColumn = (name: string, by: PlannedGroup["by"]): QueryColumn => ({
  name,
  kind: by === "weekday" ? "text" : "date",
  format: null,
})

function groupLabel({ column, by }: PlannedGroup, key: unknown, first: number): Scalar {
  if (by) return typeof key === "number" ? bucketLabel(by, key) : null
  const value = column.values[first] ?? null
  return shownValue(column, typeof value === "string" ? value.trim() : value)
}

/** A number beyond a double comes as NaN or infinity and is shown as blank; queryNotes says why. */
function aggregateValue({ column, function: name }: PlannedAggregate, value: unknown): Scalar {
  if (typeof value !== "number" || !Number.isFinite(value)) return null
  const isDate = column?.shape.kind === "date" && (name === "min" || name === "max")
  return isDate ? serialToIso(value) : value
}

function aggregateColumn({ name, column, function: operation }: PlannedAggregate): QueryColumn {
  if (!column || operation === "count" || operation === "count_distinct") return { name, kind: "number", format: null }
  return { name, kind: column.shape.kind === "date" ? "date" : "number", format: column.shape.format }
}

function resultColumn({ shape }: Column, name: string): QueryColumn {
  const { kind, format } = shape
  if (isNumericKind(kind)) return { name, kind: "number", format }
  return { name, kind: kind === "date" || kind === "boolean" ? kind : "text", format }
}

function shownValue({ shape }: Column, value: CellValue, format?: string | null): Scalar {
  const isDate = shape.kind === "date" || formatKind(format) === "date"
  return typeof value === "number" && isDate ? serialToIso(value) : value
}

/** Cells of the columns a group was computed from: what was aggregated, else what it was grouped or filtered by. */
function memberCells(table: Table, plan: QueryPlan, members: readonly number[]): string[] {
  const aggregated = plan.aggregates.flatMap(({ column }) => column ?? [])
  const grouped = plan.groups.map(({ column }) => column)
  const filtered = plan.where.map(({ column }) => column)
  const [columns = []] = [aggregated, grouped, filtered, table.columns.slice(0, 1)].filter((each) => each.length > 0)
  return [...new Set(columns)]
    .flatMap((column) => {
      const rows = members.map((index) => placeOf(table, column, index))
      return cellRuns(column.shape.letter, [...new Set(rows)], cellsShown)
    })
    .slice(0, cellsShown)
}

/** Cells of one row, columns side by side joined: `A5:C5`, `E5`. */
function rowCells(table: Table, columns: readonly Column[], index: number): string[] {
  const cells = columns
    .map((column) => parseAddress(cellOf(table, column, index)))
    .sort((a, b) => a.row - b.row || a.column - b.column)
  const runs: Area[] = []
  for (const cell of cells) {
    const last = runs.at(-1)
    if (last?.row === cell.row && last.column + last.columnCount === cell.column)
      runs[runs.length - 1] = { ...last, columnCount: last.columnCount + 1 }
    else if (last?.column === cell.column && last.row + last.rowCount === cell.row)
      runs[runs.length - 1] = { ...last, rowCount: last.rowCount + 1 }
    else runs.push(cell)
  }
  return runs.slice(0, cellsShown).map(formatArea)
}
