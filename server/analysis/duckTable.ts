import {
  DOUBLE,
  DuckDBDataChunk,
  DuckDBInstance,
  INTEGER,
  TINYINT,
  VARCHAR,
  type DuckDBConnection,
} from "@duckdb/node-api"
import { isExcelError, type CellValue } from "../../shared/cell.ts"
import { AppError } from "../../shared/errors.ts"
import { foldText } from "../tables/cellText.ts"
import type { Column, Table } from "../tables/table.ts"
import { calendarRanks } from "./calendarRanks.ts"
import { isInScope } from "./rowScope.ts"

/** What a cell holds, as stored in the `k` of a column. */
export const cellCode = { blank: 0, number: 1, text: 2, boolean: 3, error: 4 } as const

const chunkRows = 2048

/**
 * The columns of one table in a DuckDB of its own, in memory, loaded when a query first needs them. Column `i` is the
 * table `c<i>(n, k, f, o)`: its number, the code of what the cell holds, its folded text, and its rank in the calendar.
 * Names and texts of the sheet never become SQL.
 */
export class DuckTable {
  readonly #table: Table
  readonly #instance: DuckDBInstance
  readonly #connection: DuckDBConnection
  readonly #loaded = new Set<number>()

  private constructor(table: Table, instance: DuckDBInstance, connection: DuckDBConnection) {
    this.#table = table
    this.#instance = instance
    this.#connection = connection
  }

  static async create(table: Table): Promise<DuckTable> {
    const instance = await DuckDBInstance.create(":memory:", {
      threads: "1", // one worker, one core; and sums do not depend on who came first
      memory_limit: "1GB",
      max_temp_directory_size: "0B", // cells are never written to a disk
      enable_external_access: "false",
      autoinstall_known_extensions: "false",
      autoload_known_extensions: "false",
    })
    const connection = await instance.connect()
    await connection.run("SET lock_configuration = true")
    await connection.run("CREATE TABLE sheet AS SELECT range::INTEGER AS r FROM range($1::BIGINT)", [
      table.sheetRows.length,
    ])
    if (table.levels) await markLevels(connection, table)
    return new DuckTable(table, instance, connection)
  }

  /** Makes a column available and returns its table's name. */
  async load(column: Column): Promise<string> {
    const at = this.#table.columns.indexOf(column)
    const name = `c${at}`
    if (this.#loaded.has(at)) return name
    const hasText = column.values.some((value) => typeof value === "string" || typeof value === "boolean")
    const columns = hasText ? "n DOUBLE, k TINYINT, f VARCHAR, o INTEGER" : "n DOUBLE, k TINYINT"
    await this.#connection.run(`CREATE OR REPLACE TABLE ${name} (${columns})`)
    const appender = await this.#connection.createAppender(name)
    const ranks = hasText ? calendarRanks(column) : undefined
    for (let from = 0; from < column.values.length; from += chunkRows) {
      const values = column.values.slice(from, from + chunkRows)
      const types = [DOUBLE, TINYINT, VARCHAR, INTEGER].slice(0, hasText ? 4 : 2)
      const chunk = DuckDBDataChunk.create(types, values.length)
      chunk.setColumnValues(
        0,
        values.map((value) => (typeof value === "number" ? value : null)),
      )
      chunk.setColumnValues(1, values.map(codeOf))
      if (hasText) {
        const texts = values.map(textOf)
        chunk.setColumnValues(2, texts)
        chunk.setColumnValues(
          3,
          texts.map((text) => ranks?.get(text ?? "") ?? null),
        )
      }
      appender.appendDataChunk(chunk)
    }
    appender.closeSync()
    // Added afterwards, columns of nothing but NULL cost no time.
    if (!hasText)
      await this.#connection.run(`ALTER TABLE ${name} ADD COLUMN f VARCHAR; ALTER TABLE ${name} ADD COLUMN o INTEGER`)
    this.#loaded.add(at)
    return name
  }

  /** @throws AppError timeout when the query runs longer than `limitMs`, invalid_request when a result is beyond a double. */
  async all(sql: string, values: (string | number | boolean)[], limitMs: number): Promise<unknown[][]> {
    const late = new AbortController()
    const timer = setTimeout(() => {
      late.abort()
      this.#connection.interrupt()
    }, limitMs)
    try {
      return (await this.#connection.runAndReadAll(sql, values)).getRowsJS()
    } catch (cause) {
      if (late.signal.aborted)
        throw new AppError("timeout", "The calculation took too long; select a smaller range or ask for less.", {
          cause,
        })
      if (cause instanceof Error && cause.message.includes("Out of Range"))
        throw new AppError(
          "invalid_request",
          "The numbers are too large for this calculation; Excel shows #NUM! for it as well.",
          { cause },
        )
      throw cause
    } finally {
      clearTimeout(timer)
    }
  }

  close(): void {
    this.#connection.closeSync()
    this.#instance.closeSync()
  }
}

/** `sheet` of a table with levels says of each row whether it is a leaf, and whether it is on top. */
async function markLevels(connection: DuckDBConnection, table: Table): Promise<void> {
  const rows = table.sheetRows.map((_, index) => index)
  const chosen = (scope: "leaves" | "top"): string =>
    rows.filter((index) => isInScope(table, scope, index)).join(",") || "NULL"
  await connection.run(
    `CREATE OR REPLACE TABLE sheet AS SELECT r, r IN (${chosen("leaves")}) AS leaves, r IN (${chosen("top")}) AS top FROM sheet ORDER BY r`,
  )
}

function textOf(value: CellValue): string | null {
  if (typeof value === "boolean") return String(value)
  return typeof value === "string" && !isExcelError(value) ? foldText(value) : null
}

function codeOf(value: CellValue): number {
  if (value === null) return cellCode.blank
  if (typeof value === "number") return cellCode.number
  if (typeof value === "boolean") return cellCode.boolean
  return isExcelError(value) ? cellCode.error : cellCode.text
}
