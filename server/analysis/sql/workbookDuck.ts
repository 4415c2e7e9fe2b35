import {
  DOUBLE,
  BOOLEAN,
  DuckDBDataChunk,
  DuckDBInstance,
  INTEGER,
  VARCHAR,
  type DuckDBConnection,
} from "@duckdb/node-api"
import { columnLetter } from "../../../shared/address.ts"
import { wrongTotalText } from "../../tables/wrongTotal.ts"
import { leafTable } from "../../tables/leafTable.ts"
import type { Table } from "../../tables/table.ts"
import { placeColumn } from "./rowNumbers.ts"
import { sqlColumn, sqlValue, type SqlColumn, type SqlType } from "./sqlColumn.ts"

/** A table as it stands in the database. */
export interface SqlTable {
  /** Its name there; with `withoutPlaces` a view of it. */
  readonly physical: string
  readonly withoutPlaces: string
  /** The column that tells where a record stands. */
  readonly place: string
  /** As answers call it. */
  readonly sheet: string
  /** All data cells, without header. */
  readonly address: string
  readonly columns: readonly SqlColumn[]
  /** Sentences about what no figure over the table includes. */
  readonly leftOut: readonly string[]
}

const chunkRows = 2048

/** The tables of one workbook in a DuckDB of its own, in memory: nothing outside of them can be reached through it. */
export class WorkbookDuck {
  readonly #instance: DuckDBInstance
  readonly #connection: DuckDBConnection
  #made = 0

  private constructor(instance: DuckDBInstance, connection: DuckDBConnection) {
    this.#instance = instance
    this.#connection = connection
  }

  static async open(): Promise<WorkbookDuck> {
    const instance = await DuckDBInstance.create(":memory:", {
      threads: "1", // one worker, one core; and results do not depend on who came first
      memory_limit: "1GB",
      max_temp_directory_size: "0B",
      enable_external_access: "false",
      autoinstall_known_extensions: "false",
      autoload_known_extensions: "false",
    })
    const connection = await instance.connect()
    await connection.run("SET lock_configuration = true")
    return new WorkbookDuck(instance, connection)
  }

  /** A connection for one statement; the caller closes it. */
  connect(): Promise<DuckDBConnection> {
    return this.#instance.connect()
  }

  /** Names of the sheet become quoted names of columns, its texts are values: neither is ever read as SQL. */
  async load(whole: Table, area: { readonly address: string; readonly isTransposed: boolean }): Promise<SqlTable> {
    const table = leafTable(whole)
    const physical = `table_${++this.#made}`
    const place = area.isTransposed ? placeColumn.column : placeColumn.row
    const names = sqlNames(table, place)
    const columns = table.columns.map((column, i) => sqlColumn(table, column, names[i] ?? ""))
    const placeType = area.isTransposed ? "VARCHAR" : "INTEGER"
    const declared = columns.map(({ name, type }) => `${quoted(name)} ${stored[type]}`)
    await this.#connection.run(`CREATE TABLE ${physical} (${[`${place} ${placeType}`, ...declared].join(", ")})`)
    await this.#append(physical, table, columns, area.isTransposed)
    for (const { name, type } of columns)
      if (type === "DATE" || type === "TIMESTAMP")
        await this.#connection.run(
          `ALTER TABLE ${physical} ALTER ${quoted(name)} SET DATA TYPE ${type} USING ${dateOf(type, quoted(name))}`,
        )
    const withoutPlaces = `${physical}_cells`
    await this.#connection.run(`CREATE VIEW ${withoutPlaces} AS SELECT * EXCLUDE (${place}) FROM ${physical}`)
    const { worksheet } = table.shape
    return {
      physical,
      withoutPlaces,
      place,
      sheet: worksheet,
      address: area.address,
      columns,
      leftOut: [...table.wrongTotals.map(wrongTotalText), ...table.leftOut, ...levelNotes(whole)],
    }
  }

  async drop({ physical, withoutPlaces }: SqlTable): Promise<void> {
    await this.#connection.run(`DROP VIEW ${withoutPlaces}`)
    await this.#connection.run(`DROP TABLE ${physical}`)
  }

  close(): void {
    this.#connection.closeSync()
    this.#instance.closeSync()
  }

  async #append(
    physical: string,
    { sheetRows, columns: cells }: Table,
    columns: readonly SqlColumn[],
    isTransposed: boolean,
  ): Promise<void> {
    const appender = await this.#connection.createAppender(physical)
    const types = [isTransposed ? VARCHAR : INTEGER, ...columns.map(({ type }) => appended[type])]
    for (let from = 0; from < sheetRows.length; from += chunkRows) {
      const places = sheetRows.slice(from, from + chunkRows)
      const chunk = DuckDBDataChunk.create(types, places.length)
      chunk.setColumnValues(0, isTransposed ? places.map((column) => columnLetter(column - 1)) : places)
      for (const [i, { type }] of columns.entries()) {
        const values = cells[i]?.values.slice(from, from + chunkRows) ?? []
        chunk.setColumnValues(
          i + 1,
          values.map((value) => sqlValue(type, value)),
        )
      }
      appender.appendDataChunk(chunk)
    }
    appender.closeSync()
  }
}

/** What a sum over the rows needs to be right, and whoever asks for a row that is not there needs to know. */
function levelNotes({ levels, shape }: Table): string[] {
  if (!levels) return []
  const rows = shape.subtotalRows.slice(0, 5).join(", ")
  return [
    `The table has the rows in which each amount counts once; subtotals and rows that only break others down (such as rows ${rows}) are left out: ask query_range for them by name.`,
  ]
}

// Text is compared as Excel compares it, without case.
const stored = {
  DOUBLE: "DOUBLE",
  DATE: "DOUBLE",
  TIMESTAMP: "DOUBLE",
  BOOLEAN: "BOOLEAN",
  VARCHAR: "VARCHAR COLLATE NOCASE",
} satisfies Record<SqlType, string>
const appended = { DOUBLE, DATE: DOUBLE, TIMESTAMP: DOUBLE, BOOLEAN, VARCHAR } satisfies Record<SqlType, unknown>

/** Serial numbers of Excel's 1900 system as `serialToDate` reads them: day 60 is the 29 February 1900 that never was. */
function dateOf(type: "DATE" | "TIMESTAMP", name: string): string {
  const days = `(CASE WHEN ${name} < 60 THEN ${name} ELSE ${name} - 1 END)`
  return type === "DATE"
    ? `DATE '1899-12-31' + ${days}::INTEGER`
    : `make_timestamp(((round(${days} * 86400) - 2209075200) * 1000000)::BIGINT)`
}

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`

/** Unique without case, as DuckDB compares names; and none is the row number's. */
function sqlNames({ columns }: Table, place: string): string[] {
  const taken = new Set([place])
  return columns.map(({ shape }) => {
    let name = shape.name
    for (let n = 2; taken.has(name.toLowerCase()); n++) name = `${shape.name} (${n})`
    taken.add(name.toLowerCase())
    return name
  })
}
