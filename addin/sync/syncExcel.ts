import type { Area } from "../../shared/address.ts"
import type { WorkbookOutline } from "../../shared/sync.ts"
import type { SheetDefinitions } from "../../shared/workbookMap.ts"
import type { RangeContent } from "../../shared/workbook.ts"

export type OutlineSheet = WorkbookOutline["sheets"][number]

/** As reported by the open workbook. */
export interface OpenOutline extends WorkbookOutline {
  /** The sheet that the person looks at. */
  readonly activeSheetId: string
}

/** What a sheet holds, but for its cells. */
export interface SheetDescription {
  /** Around all values; null on a blank sheet. */
  readonly used: Area | null
  readonly definitions: SheetDefinitions
  /** Sentences about what Excel did not tell. */
  readonly notes: readonly string[]
}

export interface ReadBlock {
  readonly area: Area
  readonly content: RangeContent
  /** Holds results, which change without an edit of these cells. */
  readonly calculated: boolean
}

export type WorkbookEdit =
  /** Contents or formats of cells; `shifted` when the cells below or beside them have moved, too. */
  | { readonly kind: "cells"; readonly sheetId: string; readonly areas: readonly Area[]; readonly shifted: boolean }
  | { readonly kind: "calculated"; readonly sheetId: string }
  /** What Excel says of the sheet beside its cells, such as its tables. */
  | { readonly kind: "definitions"; readonly sheetId: string }
  /** A sheet came, went, or has another name, place or visibility. */
  | { readonly kind: "sheets" }
  /** The person has come to the sheet or left it: what Excel does not tell may have changed there. */
  | { readonly kind: "visited"; readonly sheetId: string }

/** Which edits this Excel reports: all, those of cells but not of a sheet's name or visibility, or none. */
export type Watched = "all" | "cells" | "nothing"

export interface ExcelCall {
  readonly signal: AbortSignal
  /** Excel has not answered for a while: most likely a cell is being edited. */
  readonly onSlow: () => void
}

/** The open workbook as the sync reads it. Calls throw AppError: not_found when the sheet is gone, excel_busy, excel_failed, cancelled. */
export interface SyncExcel {
  /** All sheets, in the order of their tabs. */
  outline(call: ExcelCall): Promise<OpenOutline>
  describe(sheetId: string, call: ExcelCall): Promise<SheetDescription>
  /** Where in a large area there are values: blocks, some of which may be blank, from the top; more than a sheet may have are not looked for. */
  findBlocks(sheetId: string, area: Area, call: ExcelCall): Promise<readonly Area[]>
  /** Cells of some blocks that have no more cells together than one may have. */
  readBlocks(sheetId: string, blocks: readonly Area[], call: ExcelCall): Promise<readonly ReadBlock[]>
  /** Reports edits by anyone in the workbook, until `stop`. */
  watch(listener: (edit: WorkbookEdit) => void): Promise<Watched>
  stop(): void
}
