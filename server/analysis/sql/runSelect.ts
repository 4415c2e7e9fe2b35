import type { DuckDBConnection } from "@duckdb/node-api"
import { AppError } from "../../../shared/errors.ts"
import type { Source } from "../../../shared/answer.ts"
import { limits } from "../../../shared/limits.ts"
import type { SqlResult } from "../../../shared/sqlResult.ts"
import { explainSqlError, type NamedColumns } from "./explainSqlError.ts"
import { parseSelect, planSelect, writeSelect } from "./parseSelect.ts"
import { planSources, type PlanSources } from "./planSources.ts"
import { readRows, type ReadRows } from "./readRows.ts"
import { refuseUnsafe } from "./refuseUnsafe.ts"
import { aliasOf, hidePlaces } from "./rowNumbers.ts"
import type { SqlNode } from "./sqlNode.ts"
import { stableAggregates } from "./stableAggregates.ts"
import { tableNamed } from "./tableNamed.ts"
import { tableReferences } from "./tableReferences.ts"
import type { SqlTable, WorkbookDuck } from "./workbookDuck.ts"

const rowLimits = {
  rows: limits.queryRows,
  cells: 50_000,
  characters: 2_000,
  allCharacters: 500_000,
  counted: 10_000_000,
}

/**
 * Runs one `select` over tables of a workbook's database, under the names they are given here; nothing else can be named.
 * @throws AppError invalid_request with a sentence for whoever wrote the SQL, timeout, range_too_large.
 */
export async function runSelect(
  duck: WorkbookDuck,
  tables: ReadonlyMap<string, SqlTable>,
  sql: string,
  limitMs: number,
): Promise<SqlResult> {
  const connection = await duck.connect()
  const late = new AbortController()
  const timer = setTimeout(() => {
    late.abort()
    connection.interrupt()
  }, limitMs)
  try {
    return await run(connection, tables, sql)
  } catch (error) {
    if (late.signal.aborted)
      throw new AppError("timeout", "The SQL took too long; filter or group earlier, and join by equal columns.", {
        cause: error,
      })
    throw error
  } finally {
    clearTimeout(timer)
    connection.closeSync()
  }
}

async function run(
  connection: DuckDBConnection,
  tables: ReadonlyMap<string, SqlTable>,
  sql: string,
): Promise<SqlResult> {
  const statement = await parseSelect(connection, sql)
  refuseUnsafe(statement)
  const named = rename(statement, tables)
  const used = new Map(named.map(({ table }) => [table.physical, table]))
  try {
    const plain = await writeSelect(connection, statement)
    const prepared = await connection.prepare(plain)
    const names = Array.from({ length: prepared.columnCount }, (_, i) => readableName(prepared.columnName(i), named))
    prepared.destroySync()
    const plan = await planSelect(connection, plain)
    const sources = plan ? planSources(plan) : { read: [], columns: undefined }
    const stable = await stableSql(connection, statement, plain)
    const rows = await readRows(connection, stable, rowLimits)
    return resultOf(names, rows, sources, used)
  } catch (error) {
    throw explainSqlError(
      error,
      sql,
      named.map(({ columns }) => columns),
    )
  }
}

interface Named {
  readonly table: SqlTable
  readonly columns: NamedColumns
}

/** Lets the statement name the tables as the database does, each under the alias that it has in the statement. */
function rename(statement: SqlNode, tables: ReadonlyMap<string, SqlTable>): Named[] {
  const found = tableReferences(statement).map((reference) => {
    const name = tableNamed(reference, [...tables.keys()])
    const table = tables.get(name)
    if (!table) throw new AppError("internal", "A table of the SQL was not loaded.")
    return { reference, name, table }
  })
  const selected = hidePlaces(statement, new Map(found.map(({ reference, table }) => [reference, table.place])))
  return found.map(({ reference, name, table }): Named => {
    const alias = aliasOf(reference)
    const physical = selected.has(reference) ? table.physical : table.withoutPlaces
    Object.assign(reference, { alias, catalog_name: "", schema_name: "", table_name: physical })
    const names = [table.withoutPlaces, table.physical]
    return { table, columns: { alias, name, physical: names, columns: table.columns.map((column) => column.name) } }
  })
}

/** With aggregates that lose no digits; as it was written where they do not apply, as to a mean of dates. */
async function stableSql(connection: DuckDBConnection, statement: SqlNode, plain: string): Promise<string> {
  const sql = await writeSelect(connection, await stableAggregates(connection, statement))
  try {
    ;(await connection.prepare(sql)).destroySync()
    return sql
  } catch (error) {
    if (error instanceof Error && /^(Binder|Catalog|Conversion|Parser) Error/.test(error.message)) return plain
    throw error
  }
}

/** A column that has no name is called by its expression, as it was written. */
function readableName(name: string, named: readonly Named[]): string {
  const written = named.reduce(
    (text, { columns }) => columns.physical.reduce((part, physical) => part.replaceAll(physical, columns.name), text),
    name.replaceAll("count_star()", "count(*)").replaceAll("main.", ""),
  )
  return written.replace(/^\(([^()]*(?:\([^()]*\)[^()]*)*)\)$/, "$1").slice(0, 200)
}

function resultOf(
  names: readonly string[],
  rows: ReadRows,
  sources: PlanSources,
  used: ReadonlyMap<string, SqlTable>,
): SqlResult {
  const all = [...used.values()]
  const rangeOf = (key: string): Source | undefined => {
    const [physical = "", position = ""] = key.split(" ")
    const table = used.get(physical)
    if (!table) return undefined
    // The first column tells where a record stands.
    const column = position === "" ? undefined : table.columns[Number(position) - 1]
    return { sheet: table.sheet, address: column?.address ?? table.address }
  }
  const rangesOf = (keys: Iterable<string>): Source[] => unique([...keys].flatMap((key) => rangeOf(key) ?? []))
  const everything = all.flatMap(({ sheet, columns }) => columns.map(({ address }) => ({ sheet, address })))
  const known = sources.columns?.length === names.length ? sources.columns : undefined
  const read = known
    ? rangesOf(sources.read.map(({ table, column }) => `${table} ${column ?? ""}`))
    : unique(everything)
  return {
    columns: names.map((name, i) => {
      const flow = known?.[i]
      return {
        name,
        kind: rows.kinds[i] ?? "text",
        format: flow?.format ? formatAt(flow.format, used) : null,
        ranges: flow ? rangesOf(flow.sources) : read,
      }
    }),
    rows: rows.rows.map((row) => [...row]),
    moreRows: rows.moreRows,
    ranges: read,
    notes: [...rows.notes, ...new Set(all.flatMap((table) => tableNotes(table, read)))],
  }
}

function formatAt(key: string, used: ReadonlyMap<string, SqlTable>): string | null {
  const [physical = "", position] = key.split(" ")
  return used.get(physical)?.columns[Number(position) - 1]?.format ?? null
}

const tableNotes = ({ sheet, columns, leftOut }: SqlTable, read: readonly Source[]): string[] => [
  ...leftOut,
  ...columns
    .filter((column) => read.some((range) => range.sheet === sheet && range.address === column.address))
    .flatMap(({ notes }) => notes),
]

function unique(ranges: readonly Source[]): Source[] {
  const seen = new Map(ranges.map((range) => [JSON.stringify([range.sheet, range.address]), range]))
  return [...seen.values()]
}
