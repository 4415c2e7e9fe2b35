import type { Owner } from "../../auth/owner.ts"
import type { SheetContent, StoredSheet, WorkbookOutline } from "../../../shared/sync.ts"
import type { IndexState, SheetDefinitions, SheetLayout, Visibility, WorkbookMap } from "../../../shared/workbookMap.ts"

/** Whose workbook. A file's workbook has the file's id. */
export interface WorkbookPlace {
  readonly owner: Owner
  readonly workbookId: string
}

export interface StoredSheetRow {
  readonly sheetId: string
  readonly name: string
  readonly position: number
  readonly visibility: Visibility
  readonly usedRange: string | null
  readonly definitions: SheetDefinitions
  readonly blocks: readonly { readonly address: string; readonly hash: string }[]
  /** Sentences of whoever read the sheet. */
  readonly notes: readonly string[]
  readonly storedAt: Date
  /** Hash of name, definitions and blocks. */
  readonly revision: string
  /** Null until it was looked at as it is now. */
  readonly layout: SheetLayout | null
  readonly index: IndexState
  readonly chunkCount: number
}

export interface StoredWorkbook {
  readonly workbookId: string
  readonly name: string
  readonly source: "pane" | "file"
  readonly names: WorkbookMap["names"]
  /** By position. */
  readonly sheets: readonly StoredSheetRow[]
}

/** The workbooks of each owner: sheets, their cells as blocks, and what was found in them. Every call may throw storage_unavailable. */
export interface StoredWorkbooks {
  /** Creates or renames it; deletes what is stored of sheets that the outline does not name. */
  putWorkbook(place: WorkbookPlace, source: "pane" | "file", outline: WorkbookOutline): Promise<void>
  /** @see storedSheetSchema. @throws AppError not_found when the outline did not name the sheet. */
  putSheet(place: WorkbookPlace, sheetId: string, content: SheetContent): Promise<StoredSheet>
  /** @throws AppError invalid_request when the text has another hash or is no block, not_found without the workbook. */
  putBlock(place: WorkbookPlace, hash: string, text: string): Promise<void>
  read(place: WorkbookPlace): Promise<StoredWorkbook | undefined>
  /** The texts of blocks, in this order. @throws AppError not_found when one was replaced meanwhile. */
  blocks(place: WorkbookPlace, hashes: readonly string[], signal: AbortSignal): AsyncIterable<string>
  /** Says nothing when the sheet has another revision by now. */
  saveLayout(place: WorkbookPlace, sheetId: string, revision: string, layout: SheetLayout): Promise<void>
  saveIndexState(
    place: WorkbookPlace,
    sheetId: string,
    revision: string,
    state: IndexState,
    chunkCount: number,
  ): Promise<void>
  /** Deletes sheets, blocks and index. */
  delete(place: WorkbookPlace): Promise<void>
}
