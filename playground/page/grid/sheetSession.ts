import type { Area } from "../../../shared/address.ts"
import { formatKind } from "../../../shared/cell.ts"
import { limits } from "../../../shared/limits.ts"
import type { SimSheet, SimWorkbook, WorkbookEvent } from "../../workbook/contract.ts"
import { painted } from "./painted.ts"
import { scientificText } from "./cellText.ts"
import { clampToSheet } from "./navigation.ts"
import { cellArea, contains, firstCell, lastCell, sameArea, selectedArea, type Cell } from "./selection.ts"

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

export interface SheetSession {
  readonly workbook: SimWorkbook
  readonly subscribe: (listener: () => void) => () => void
  readonly state: () => SheetState
  /** Selects what lies between two cells. */
  readonly select: (anchor: Cell, focus?: Cell) => void
  /** Selects an area, on another sheet too, and scrolls to it. */
  readonly goTo: (sheetId: string, area: Area) => void
  /** Moves the active cell inside a selected area (Tab and Enter), or selects the next cell. */
  readonly advance: (rows: number, columns: number) => void
  readonly activate: (sheetId: string) => void
  readonly beginEdit: (options: { text?: string; mode: CellEdit["mode"]; place: CellEdit["place"] }) => void
  readonly changeEdit: (text: string) => void
  /** Moves the caret between cell and formula bar. */
  readonly placeEdit: (place: CellEdit["place"]) => void
  /** Writes what was typed. False when the workbook refused it; the edit then stays open. */
  readonly commitEdit: () => boolean
  readonly cancelEdit: () => void
  /** Runs a change of contents at once, or after the formulas of a large workbook have been calculated in sight of the person. */
  readonly whenCalculated: (run: () => void) => void
  /** Runs a change of the workbook; what it throws is reported instead. True when it went well. */
  readonly attempt: (change: (workbook: SimWorkbook) => void) => boolean
  readonly dispose: () => void
}

const viewOnly: ReadonlySet<WorkbookEvent["kind"]> = new Set(["selectionChanged", "sheetDeactivated"])

/** Fewer formulas are calculated before anybody notices. */
const manyFormulas = 2000

/** What the person at the grid is doing: selection, active cell and edit, kept in step with the workbook both ways. */
export function createSheetSession(
  workbook: SimWorkbook,
  report: (error: unknown) => void,
  paint: () => Promise<void> = painted,
): SheetSession {
  const listeners = new Set<() => void>()
  let disposed = false
  let state: SheetState = fromWorkbook({ version: 0, jumps: 0 })

  function fromWorkbook(counters: { version: number; jumps: number }): SheetState {
    const { selection, activeSheet } = workbook
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

  function update(change: Partial<SheetState>): void {
    state = { ...state, ...change }
    for (const listener of [...listeners]) listener()
  }

  const stop = workbook.on((event) => {
    const elsewhere = workbook.activeSheet.id !== state.sheet.id || !sameArea(workbook.selection.area, state.area)
    const version = state.version + (viewOnly.has(event.kind) ? 0 : 1)
    // Sheet objects may be made anew by a change such as a rename, so the state always takes the workbook's own.
    if (elsewhere)
      update({ ...fromWorkbook({ version, jumps: state.jumps + 1 }), edit: state.edit, calculating: state.calculating })
    else if (version !== state.version) update({ version, sheet: workbook.activeSheet })
  })

  function attempt(change: (workbook: SimWorkbook) => void): boolean {
    try {
      change(workbook)
      return true
    } catch (error) {
      report(error)
      return false
    }
  }

  function choose(anchor: Cell, focus: Cell, area: Area): void {
    update({ anchor, focus, area })
    attempt(() => workbook.select(state.sheet.id, area))
  }

  const session: SheetSession = {
    workbook,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    state: () => state,
    select(anchor, focus = anchor) {
      const from = clampToSheet(anchor)
      const to = clampToSheet(focus)
      choose(from, to, selectedArea(from, to, state.sheet.merges))
    },
    goTo(sheetId, area) {
      if (!attempt(() => workbook.select(sheetId, area))) return
      update({ ...fromWorkbook({ version: state.version, jumps: state.jumps + 1 }), edit: state.edit })
    },
    advance(rows, columns) {
      const { anchor, area, sheet } = state
      const single = sameArea(area, selectedArea(anchor, anchor, sheet.merges))
      if (single) {
        const merge = sheet.merges.find((merged) => contains(merged, anchor)) ?? cellArea(anchor)
        const end = lastCell(merge)
        session.select({
          row: rows > 0 ? end.row + rows : anchor.row + rows,
          column: columns > 0 ? end.column + columns : anchor.column + columns,
        })
      } else update({ anchor: nextInside(area, anchor, rows, columns) })
    },
    activate(sheetId) {
      attempt(() => workbook.activate(sheetId))
    },
    beginEdit({ text, mode, place }) {
      if (state.edit) return
      session.whenCalculated(() => {
        const { sheet, anchor } = state
        const cell = firstCell(sheet.merges.find((merge) => contains(merge, anchor)) ?? cellArea(anchor))
        workbook.cellEditMode = true
        update({ edit: { sheetId: sheet.id, cell, text: text ?? editableText(sheet, cell), mode, place } })
      })
    },
    changeEdit(text) {
      if (state.edit) update({ edit: { ...state.edit, text: text.slice(0, limits.cellCharacters) } })
    },
    placeEdit(place) {
      if (state.edit && state.edit.place !== place) update({ edit: { ...state.edit, place, mode: "edit" } })
    },
    commitEdit() {
      const { edit } = state
      if (!edit) return true
      workbook.cellEditMode = false
      const sheet = workbook.sheetById(edit.sheetId)
      const unchanged = sheet !== undefined && editableText(sheet, edit.cell) === edit.text
      if (sheet && !unchanged && !attempt(() => workbook.type(sheet.id, edit.cell.row, edit.cell.column, edit.text))) {
        workbook.cellEditMode = true
        return false
      }
      update({ edit: undefined })
      return true
    },
    cancelEdit() {
      workbook.cellEditMode = false
      update({ edit: undefined })
    },
    whenCalculated(run) {
      const formulas = workbook.formulasToCompare
      if (state.calculating !== undefined) return
      if (formulas < manyFormulas) {
        run()
        return
      }
      update({ calculating: formulas })
      void paint().then(() => {
        if (disposed) return
        attempt((book) => book.prepare())
        update({ calculating: undefined })
        run()
      })
    },
    attempt,
    dispose() {
      disposed = true
      stop()
      listeners.clear()
    },
  }
  return session
}

/** What a person edits: the formula, else the cell as it would be typed (dates and percentages as shown, numbers in full). */
export function editableText(sheet: SimSheet, { row, column }: Cell): string {
  const formula = sheet.formula(row, column)
  if (formula !== undefined) return formula
  const value = sheet.value(row, column)
  if (value === null) return ""
  if (typeof value === "boolean") return value ? "TRUE" : "FALSE"
  if (typeof value !== "number") return value
  return editableNumber(value, sheet.style(row, column).numberFormat, sheet.text(row, column))
}

function editableNumber(value: number, format: string | undefined, shown: string): string {
  switch (formatKind(format)) {
    case "date":
    case "time":
      return shown
    case "percentage":
      return `${scientificText(String(Number((value * 100).toPrecision(15))))}%`
    default:
      return scientificText(String(Number(value.toPrecision(15))))
  }
}

/** The next cell of an area in reading order for Tab, in column order for Enter; from the last back to the first. */
function nextInside(area: Area, { row, column }: Cell, rows: number, columns: number): Cell {
  const across = columns !== 0
  const index = across
    ? (row - area.row) * area.columnCount + (column - area.column) + columns
    : (column - area.column) * area.rowCount + (row - area.row) + rows
  const count = area.rowCount * area.columnCount
  const next = ((index % count) + count) % count
  return across
    ? { row: area.row + Math.floor(next / area.columnCount), column: area.column + (next % area.columnCount) }
    : { row: area.row + (next % area.rowCount), column: area.column + Math.floor(next / area.rowCount) }
}
