import type { ErrorCode } from "../../shared/errors.ts"
import type { RangeProfile } from "../../shared/profile.ts"
import type { QueryResult, RangeQuery } from "../../shared/query.ts"
import type { RangeContent, TableShape } from "../../shared/workbook.ts"
import type { Chunk } from "../knowledge/chunks/chunk.ts"

/** What the server asks of an analysis worker; `id` names the call, `analysis` the range it is about. */
export type WorkerCall =
  | { readonly kind: "add"; readonly analysis: number; readonly block: RangeContent }
  | { readonly kind: "add_json"; readonly analysis: number; readonly bytes: Uint8Array }
  | { readonly kind: "read"; readonly analysis: number }
  | { readonly kind: "profile"; readonly analysis: number }
  | { readonly kind: "query"; readonly analysis: number; readonly query: RangeQuery }
  /** The range's next chunks; fewer than `count` are the last ones. */
  | { readonly kind: "chunks"; readonly analysis: number; readonly count: number }
  | { readonly kind: "close"; readonly analysis: number }

/** Results by kind of call. */
export interface WorkerResults {
  add: null
  add_json: null
  read: TableShape
  profile: RangeProfile
  query: QueryResult
  chunks: Chunk[]
  close: null
}

export interface WorkerRequest {
  readonly id: number
  readonly call: WorkerCall
}

export type WorkerReply =
  | { readonly id: number; readonly ok: true; readonly result: WorkerResults[keyof WorkerResults] }
  | {
      readonly id: number
      readonly ok: false
      readonly code: ErrorCode
      readonly message: string
      readonly cause?: string
    }
