import type { SheetContent, StoredSheet, WorkbookOutline } from "../../shared/sync.ts"

/** Where workbooks are stored. Every call throws AppError; not_found when the workbook or the sheet is not known (any more). */
export interface SyncServer {
  /** Bytes of all requests so far. */
  readonly sentBytes: number
  putWorkbook(workbookId: string, outline: WorkbookOutline, signal: AbortSignal): Promise<void>
  putSheet(workbookId: string, sheetId: string, content: SheetContent, signal: AbortSignal): Promise<StoredSheet>
  putBlock(workbookId: string, hash: string, text: string, signal: AbortSignal): Promise<void>
  deleteWorkbook(workbookId: string): Promise<void>
}
