import type { SimWorkbook, WorkbookEvent } from "../../workbook/contract.ts"
import { painted } from "./painted.ts"
import { cellEditing, type CellEditing } from "./cellEditing.ts"
import { cellSelecting, type CellSelecting } from "./cellSelecting.ts"
import { sameArea } from "./selection.ts"
import { shownInWorkbook, type SheetState, type SheetStore } from "./sheetState.ts"

export interface SheetSession extends CellSelecting, CellEditing {
  readonly workbook: SimWorkbook
  readonly subscribe: (listener: () => void) => () => void
  readonly state: () => SheetState
  /** Runs a change of contents at once, or after the formulas of a large workbook have been calculated in sight of the person. */
  readonly whenCalculated: (run: () => void) => void
  readonly attempt: SheetStore["attempt"]
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
  let state = shownInWorkbook(workbook, { version: 0, jumps: 0 })

  function update(change: Partial<SheetState>): void {
    state = { ...state, ...change }
    for (const listener of [...listeners]) listener()
  }

  const stop = workbook.on((event) => {
    const elsewhere = workbook.activeSheet.id !== state.sheet.id || !sameArea(workbook.selection.area, state.area)
    const version = state.version + (viewOnly.has(event.kind) ? 0 : 1)
    const { edit, calculating } = state
    // A change such as a rename may replace sheet objects, so the state always reads them from the workbook.
    if (elsewhere) update({ ...shownInWorkbook(workbook, { version, jumps: state.jumps + 1 }), edit, calculating })
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

  function whenCalculated(run: () => void): void {
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
  }

  const store: SheetStore = { workbook, state: () => state, update, attempt }
  return {
    workbook,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    state: store.state,
    ...cellSelecting(store),
    ...cellEditing(store, whenCalculated),
    whenCalculated,
    attempt,
    dispose() {
      disposed = true
      stop()
      listeners.clear()
    },
  }
}
