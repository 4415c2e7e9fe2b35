import type { DuckDBConnection } from "@duckdb/node-api"
import { formatArea, parseAddress } from "../../shared/address.ts"
import { AppError } from "../../shared/errors.ts"
import { limits } from "../../shared/limits.ts"
import type { SqlResult } from "../../shared/sqlResult.ts"
import type { MapTable } from "../../shared/workbookMap.ts"
import { guardProcess } from "../processes/guardProcess.ts"
import { gridOf, SheetBuilder } from "../tables/sheetGrid.ts"
import { readLayout } from "../tables/layout/readLayout.ts"
import { tableOf } from "../tables/layout/tableOf.ts"
import { SheetCache } from "./sheetCache.ts"
import { holdAnalysis } from "./rangeCalls.ts"
import { around, sheetChunks } from "./sheetChunks.ts"
import { HeldTables } from "./sql/heldTables.ts"
import { parseSelect } from "./sql/parseSelect.ts"
import { refuseUnsafe } from "./sql/refuseUnsafe.ts"
import { runSelect } from "./sql/runSelect.ts"
import { tableNamed } from "./sql/tableNamed.ts"
import { tableReferences } from "./sql/tableReferences.ts"
import { WorkbookDuck, type SqlTable } from "./sql/workbookDuck.ts"
import type { KeyedTable, NotHeld, WorkbookCall, WorkerResults } from "./workerMessages.ts"

interface Loading {
  readonly key: string
  readonly workbook: string
  readonly builder: SheetBuilder
  /** Of the block that is coming. */
  text: string
  /** The workbook was deleted meanwhile. */
  isGone: boolean
}

/** Some 40 bytes each, with the arrays around them. */
const sheetCells = 20_000_000
/** Some 8 bytes each and their texts. */
const tableCells = 40_000_000
/** A sheet of more cells is dropped once its table is ready for SQL. */
const largeSheet = 2_000_000

/** What one statement may take beyond what the process had before: DuckDB limits its tables and joins, not every list and text. */
const statementBytes = 1.5 * 1024 ** 3

const sheets = new SheetCache(sheetCells)
const tables = new HeldTables(tableCells)
const loadings = new Map<number, Loading>()

/** @throws AppError as WorkbookAnalyzer says. */
export async function performWorkbookCall(call: WorkbookCall): Promise<WorkerResults[WorkbookCall["kind"]]> {
  switch (call.kind) {
    case "load_start":
    case "load_text":
    case "load_end":
      return load(call)
    case "layout": {
      const held = sheets.get(call.sheet)
      return held ? readLayout(held.sheet) : null
    }
    case "open_table": {
      const held = sheets.get(call.sheet)
      if (!held) return null
      const table = tableOf(held.sheet, call.table)
      holdAnalysis(call.analysis, { table, grid: gridOf(held.sheet, parseAddress(call.table.address)) })
      return table.shape
    }
    case "open_sheet": {
      const held = sheets.get(call.sheet)
      if (!held) return null
      holdAnalysis(call.analysis, { chunks: sheetChunks(held.sheet, call.layout) })
      return true
    }
    case "sql_tables":
      return await sqlTables(call.sql, call.names)
    case "load_table":
      return await loadTable(call.home, call.table)
    case "sql":
      return await runSql(call.home, call.sql, call.tables)
    case "forget_workbook":
      return await forget(call.workbook)
  }
}

async function forget(workbook: string): Promise<null> {
  for (const loading of loadings.values()) loading.isGone ||= loading.workbook === workbook
  sheets.dropWorkbook(workbook)
  await tables.dropWorkbook(workbook)
  return null
}

/** The blocks of a sheet, as they come. */
function load(call: Extract<WorkbookCall, { load: number }>): null {
  switch (call.kind) {
    case "load_start": {
      const { key, workbook } = call.sheet
      loadings.set(call.load, { key, workbook, builder: new SheetBuilder(call.sheet), text: "", isGone: false })
      return null
    }
    case "load_text": {
      const loading = loadingOf(call.load)
      loading.text += call.text
      if (!call.ends) return null
      loading.builder.add(loading.text)
      loading.text = ""
      sheets.makeRoom(loading.builder.cellCount)
      return null
    }
    case "load_end": {
      const { key, workbook, builder, isGone } = loadingOf(call.load)
      if (isGone) throw new AppError("not_found", "The workbook was deleted meanwhile.")
      sheets.put(key, { workbook, sheet: builder.build(), cells: builder.cellCount })
      loadings.delete(call.load)
      return null
    }
  }
}

let parser: Promise<DuckDBConnection> | undefined

/** Indices of the tables that a statement names, before any of them is loaded. */
async function sqlTables(sql: string, names: readonly string[]): Promise<number[]> {
  parser ??= WorkbookDuck.open().then((duck) => duck.connect())
  const statement = await parseSelect(await parser, sql)
  refuseUnsafe(statement)
  const used = new Set(tableReferences(statement).map((reference) => tableNamed(reference, names)))
  return names.flatMap((name, i) => (used.has(name) ? [i] : []))
}

async function loadTable(home: string, { sheet: key, workbook, table }: KeyedTable): Promise<true | NotHeld> {
  if (tables.get(home, tableKey(key, table))) return true
  const held = sheets.get(key)
  if (!held) return null
  const from = { workbook, address: bodyAddress(table), isTransposed: table.kind === "transposed" }
  await tables.load(home, tableKey(key, table), tableOf(held.sheet, table), from)
  // Its columns are in the database now, in a fraction of the memory.
  if (held.cells > largeSheet) sheets.drop(key)
  return true
}

async function runSql(home: string, sql: string, named: readonly KeyedTable[]): Promise<SqlResult | NotHeld> {
  const found = new Map<string, SqlTable>()
  for (const { name, sheet, table } of named) {
    const held = tables.get(home, tableKey(sheet, table))
    if (!held) return null
    found.set(name, held)
  }
  const duck = await tables.duckOf(home)
  const unguard = guardProcess({ bytes: process.memoryUsage.rss() + statementBytes })
  try {
    // Interrupted before its process is ended.
    return await runSelect(duck, found, sql, limits.analysisMs * 0.8)
  } finally {
    unguard()
  }
}

const tableKey = (sheet: string, { address, kind, headerSize, columns }: MapTable): string =>
  JSON.stringify([sheet, address, kind, headerSize, columns.map(({ name, letter }) => [name, letter])])

/** Where the data of all columns stand. */
function bodyAddress({ address, columns }: MapTable): string {
  const areas = columns.map((column) => parseAddress(column.address))
  const [first, ...others] = areas
  return first ? formatArea(others.reduce(around, first)) : address
}

/** Given up, or ended: what came of it is dropped. */
export function closeLoading(load: number): void {
  loadings.delete(load)
}

function loadingOf(load: number): Loading {
  const loading = loadings.get(load)
  if (!loading) throw new AppError("internal", "This sheet is not being loaded.")
  return loading
}
