import type { Area } from "../../../shared/address.ts"
import type { SimSheet, SimWorkbook } from "../../workbook/contract.ts"
import { cellArea, firstCell, lastCell, type Cell } from "./selection.ts"

/** A cell being typed into. In `enter` mode (begun by typing) arrows leave the cell, in `edit` mode (F2) they move the caret. */
export interface CellEdit {
  readonly sheetId: string
  readonly cell: Cell
  readonly text: string
  readonly mode: "enter" | "edit"
  /** Where the caret is: in the cell or in the formula bar. */
  readonly place: "cell" | "bar"
}

export interface SheetState {
  readonly sheet: SimSheet
  /** The active cell. */
  readonly anchor: Cell
  /** The other end of the selection, which Shift moves. */
  readonly focus: Cell
  readonly area: Area
  readonly edit: CellEdit | undefined
  /** Formulas of the opened file that are being calculated for the first time, which holds up the page. */
  readonly calculating: number | undefined
  /** Grows with every change of what the workbook holds or looks like. */
  readonly version: number
  /** Grows when the selection was made elsewhere (Office.js, name box, tab) and the grid should scroll to it. */
  readonly jumps: number
}

/** The state of a session and its only ways to change. */
export interface SheetStore {
  readonly workbook: SimWorkbook
  readonly state: () => SheetState
  readonly update: (change: Partial<SheetState>) => void
  /** Runs a change of the workbook; what it throws is reported instead. True when it went well. */
  readonly attempt: (change: (workbook: SimWorkbook) => void) => boolean
}

/** What the workbook has active and selected, with no edit under way. */
export function shownInWorkbook(
  { selection, activeSheet }: SimWorkbook,
  counters: Pick<SheetState, "version" | "jumps">,
): SheetState {
  const area = selection.sheetId === activeSheet.id ? selection.area : cellArea({ row: 0, column: 0 })
  return {
    sheet: activeSheet,
    anchor: firstCell(area),
    focus: lastCell(area),
    area,
    edit: undefined,
    calculating: undefined,
    ...counters,
  }
}
