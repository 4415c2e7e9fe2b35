import type { RangeProfile } from "../../shared/profile.ts"
import type { QueryResult, RangeQuery } from "../../shared/query.ts"
import type { SqlResult } from "../../shared/sqlResult.ts"
import type { RangeContent, TableShape } from "../../shared/workbook.ts"
import type { MapTable, SheetDefinitions, SheetLayout } from "../../shared/workbookMap.ts"
import type { Chunk } from "../tables/chunks/chunk.ts"

/** A range: `analysis` is the number it is held under. */
export type RangeCall =
  | { readonly kind: "add"; readonly analysis: number; readonly block: RangeContent }
  | { readonly kind: "add_json"; readonly analysis: number; readonly bytes: Uint8Array }
  | { readonly kind: "read"; readonly analysis: number }
  | { readonly kind: "profile"; readonly analysis: number }
  | { readonly kind: "query"; readonly analysis: number; readonly query: RangeQuery }
  /** The next chunks of what is held; fewer than `count` are the last ones. */
  | { readonly kind: "chunks"; readonly analysis: number; readonly count: number }

/** A table for SQL and the key of the sheet it stands on. */
export interface KeyedTable {
  readonly name: string
  readonly sheet: string
  readonly workbook: string
  readonly table: MapTable
}

/** A stored workbook. A sheet is held under its key until there is no room, and must then be loaded again. */
export type WorkbookCall =
  | {
      readonly kind: "load_start"
      /** The number of this loading. */
      readonly load: number
      readonly sheet: {
        readonly key: string
        readonly workbook: string
        readonly name: string
        readonly usedRange: string | null
        readonly definitions: SheetDefinitions
      }
    }
  /** A piece of a block's text; `ends` with its last one. */
  | { readonly kind: "load_text"; readonly load: number; readonly text: string; readonly ends: boolean }
  | { readonly kind: "load_end"; readonly load: number }
  | { readonly kind: "layout"; readonly sheet: string }
  | { readonly kind: "open_table"; readonly analysis: number; readonly sheet: string; readonly table: MapTable }
  /** To be read with `chunks`. */
  | { readonly kind: "open_sheet"; readonly analysis: number; readonly sheet: string; readonly layout: SheetLayout }
  /** Which of the names, by index, a statement reads. */
  | { readonly kind: "sql_tables"; readonly sql: string; readonly names: readonly string[] }
  | { readonly kind: "load_table"; readonly home: string; readonly table: KeyedTable }
  | { readonly kind: "sql"; readonly home: string; readonly sql: string; readonly tables: readonly KeyedTable[] }
  | { readonly kind: "forget_workbook"; readonly workbook: string }

/** What the server asks of an analysis worker; `close` drops what is held under a number. */
export type WorkerCall = RangeCall | WorkbookCall | { readonly kind: "close"; readonly held: number }

/** The sheet, or for SQL the table, is not held (any more): load it and ask again. */
export type NotHeld = null

/** Results by kind of call. */
export interface WorkerResults {
  add: null
  add_json: null
  read: TableShape
  profile: RangeProfile
  query: QueryResult
  chunks: Chunk[]
  load_start: null
  load_text: null
  load_end: null
  layout: SheetLayout | NotHeld
  open_table: TableShape | NotHeld
  open_sheet: true | NotHeld
  sql_tables: number[]
  load_table: true | NotHeld
  sql: SqlResult | NotHeld
  forget_workbook: null
  close: null
}
