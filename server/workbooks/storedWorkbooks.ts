import type { SheetContent, StoredSheet, WorkbookOutline } from "../../shared/sync.ts"
import type { SheetLayout } from "../../shared/workbookMap.ts"
import type { Database } from "../database/database.ts"
import { ofWorkbook, type WorkbookPlace } from "../knowledge/index/sheetPlace.ts"
import { putBlock, readBlocks } from "./blockStore.ts"
import { putSheet, putWorkbook, readWorkbook, saveIndexState, saveLayout } from "./sheetStore.ts"
import type { SheetIndex, StoredWorkbook } from "./storedWorkbook.ts"

/** The workbooks of each owner: sheets, their cells as blocks, and what was found in them. Every call may throw storage_unavailable. */
export interface StoredWorkbooks {
  /** Creates or renames it; deletes what is stored of sheets that the outline does not name. */
  putWorkbook(place: WorkbookPlace, source: "pane" | "file", outline: WorkbookOutline): Promise<void>
  /** @see storedSheetSchema. @throws AppError not_found when the outline did not name the sheet. */
  putSheet(place: WorkbookPlace, sheetId: string, content: SheetContent): Promise<StoredSheet>
  /** `text` is a block with that hash: what comes from outside is checked before. @throws AppError not_found without the workbook. */
  putBlock(place: WorkbookPlace, hash: string, text: string): Promise<void>
  read(place: WorkbookPlace): Promise<StoredWorkbook | undefined>
  /** The texts of blocks, in this order. @throws AppError not_found when one was replaced meanwhile. */
  blocks(place: WorkbookPlace, hashes: readonly string[], signal: AbortSignal): AsyncIterable<string>
  /** Says nothing when the sheet has another revision by now. */
  saveLayout(place: WorkbookPlace, sheetId: string, revision: string, layout: SheetLayout): Promise<void>
  saveIndexState(place: WorkbookPlace, sheetId: string, revision: string, index: SheetIndex): Promise<void>
  /** Deletes sheets and blocks; what search holds of them is its own to forget. */
  delete(place: WorkbookPlace): Promise<void>
}

export const workbooksIn = (database: Database): StoredWorkbooks => {
  const inPlace = <T>(place: WorkbookPlace, work: Parameters<typeof database.asOwner<T>>[1]): Promise<T> =>
    database.asOwner(place.owner, work)
  return {
    putWorkbook: (place, source, outline) => inPlace(place, (rows) => putWorkbook(rows, place, source, outline)),
    putSheet: (place, sheetId, content) => inPlace(place, (rows) => putSheet(rows, place, sheetId, content)),
    putBlock: (place, hash, text) => putBlock(database, place, hash, text),
    read: (place) => inPlace(place, (rows) => readWorkbook(rows, place)),
    blocks: (place, hashes, signal) => readBlocks(database, place, hashes, signal),
    saveLayout: (place, sheetId, revision, layout) =>
      inPlace(place, (rows) => saveLayout(rows, { ...place, sheetId, revision }, layout)),
    saveIndexState: (place, sheetId, revision, index) =>
      inPlace(place, (rows) => saveIndexState(rows, { ...place, sheetId, revision }, index)),
    delete: (place) =>
      inPlace(place, async (rows) => {
        await rows.query(`delete from workbooks where ${ofWorkbook}`, [place.workbookId])
      }),
  }
}

/** What retention deletes when nobody has used it for long. */
export const expiringWorkbooks = { table: "workbooks", usedAt: "used_at" }
