import type { SheetDefinitions, Visibility, WorkbookMap } from "../../../../shared/workbookMap.ts"
import type { SheetCells } from "./sheetCells.ts"

/** A workbook whose sheets are read when their turn comes. */
export interface ReadBook {
  readonly names: WorkbookMap["names"]
  readonly sheets: readonly ReadSheet[]
  /** True when the library that reads it keeps some of its cells in the process. */
  readonly leavesTraces?: boolean
}

export interface ReadSheet {
  readonly name: string
  readonly visibility: Visibility
  /** Its share of the work, beside the other sheets. */
  readonly size: number
  /** @throws AppError unreadable_file when this sheet cannot be read. */
  read(): Promise<SheetFindings> | SheetFindings
}

export interface SheetFindings {
  readonly cells: SheetCells
  readonly definitions: SheetDefinitions
  readonly notes: readonly string[]
  /** True when one of the notes tells of something that could not be read. */
  readonly isPart?: boolean
}
