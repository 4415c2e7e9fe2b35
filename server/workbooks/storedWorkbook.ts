import type { IndexState, SheetDefinitions, SheetLayout, Visibility, WorkbookMap } from "../../shared/workbookMap.ts"

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
  /** Another one whenever name, definitions or cells are. */
  readonly revision: string
  /** Null until it was looked at as it is now. */
  readonly layout: SheetLayout | null
  readonly index: IndexState
  /** Why it failed: a sentence for whoever included it. */
  readonly problem: string | null
  readonly chunkCount: number
}

export interface SheetIndex {
  readonly state: IndexState
  readonly chunkCount: number
  /** Why it failed. */
  readonly problem?: string | null
}

export interface StoredWorkbook {
  readonly workbookId: string
  readonly name: string
  readonly source: "pane" | "file"
  readonly names: WorkbookMap["names"]
  /** By position. */
  readonly sheets: readonly StoredSheetRow[]
}
