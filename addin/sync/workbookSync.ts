import type { AppError } from "../../shared/errors.ts"
import type { Visibility } from "../../shared/workbookMap.ts"

/** A sheet of the open workbook, included or not. */
export interface SyncSheet {
  readonly sheetId: string
  readonly name: string
  readonly visibility: Visibility
  readonly included: boolean
  /** Cells of its used range; null while that is not known. */
  readonly cells: number | null
  readonly state: "waiting" | "reading" | "stored" | "failed"
  /** Why it failed, or what of it was left out, as a sentence. */
  readonly problem: string | null
}

/** What the pane shows of the sync. */
export interface SyncView {
  readonly workbookId: string
  /** Undecided until the person was asked, once per workbook. */
  readonly consent: "undecided" | "included" | "declined"
  readonly phase: "off" | "starting" | "syncing" | "paused" | "upToDate" | "failed"
  /** 0 … 1 while it is known. */
  readonly progress: number | null
  /** What is being waited for, as a phrase. */
  readonly label: string | null
  /** Every sheet in the order of its tabs, also before consent: the person chooses among them. */
  readonly sheets: readonly SyncSheet[]
  readonly error: AppError | null
  /** `Date.now()` when everything was stored last. */
  readonly syncedAt: number | null
  /** True while the server does not have the latest edits. */
  readonly pending: boolean
  /** Sent to the server since the pane was opened. */
  readonly sentBytes: number
}

/** Keeps what the server has of the open workbook the same as what Excel shows, once the person has agreed. */
export interface WorkbookSync {
  /** The same object until something changes. */
  view(): SyncView
  subscribe(listener: () => void): () => void
  /** Agrees, and chooses the sheets. Sheets that are added later are included when all visible ones are. */
  include(sheetIds: readonly string[]): void
  /** Includes nothing, and asks no more. What is stored stays: see `forget`. */
  decline(): void
  /** Nothing is read and sent until `resume`. */
  pause(): void
  resume(): void
  /** Stops including and deletes what the server stored. @throws AppError when that could not be done. */
  forget(): Promise<void>
  /**
   * Looks for what Excel does not tell, such as another name of a table, and sends what is not stored yet. Resolves when
   * that is done or the milliseconds are over: true when edits are still pending.
   */
  flush(ms: number): Promise<boolean>
  close(): void
}
