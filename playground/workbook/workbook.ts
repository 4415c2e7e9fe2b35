import { formatArea, type Area } from "../../shared/address.ts"
import { formatKind, type CellValue } from "../../shared/cell.ts"
import { cellArea, checkArea, sheetNamed, sheetOf, type Book } from "./book.ts"
import { Calculation } from "./calculation.ts"
import type { CellStyle, SimName, SimSheet, SimTable, SimWorkbook, WorkbookEvent } from "./contract.ts"
import { clearCells, typeCell, writeCells } from "./editCells.ts"
import { History, type Step } from "./history.ts"
import { addName, deleteName } from "./nameEdits.ts"
import { changedValue, settledEvents } from "./settledEvents.ts"
import type { Sheet } from "./sheet.ts"
import { addSheet, deleteSheet, moveSheet, renameSheet, setVisibility } from "./sheetEdits.ts"
import { shiftCells } from "./shiftCells.ts"
import { SimError } from "./simError.ts"
import { setStyle } from "./styleCells.ts"
import { addTable, convertTable, deleteTable, findTable, renameTable, resizeTable } from "./tableEdits.ts"
import {
  autofitColumns,
  autofitRows,
  freeze,
  hide,
  merge,
  setColumnWidth,
  setRowHeight,
  setTabColor,
  showGridlines,
  unmerge,
} from "./viewEdits.ts"

/** An in-memory workbook: every edit is one undoable step, recalculates what it touches and notifies the listeners. */
export class Workbook implements SimWorkbook {
  readonly fileName: string
  readonly settings = new Map<string, unknown>()
  readonly customProperties = new Map<string, string | number | boolean | Date>()
  cellEditMode = false
  readonly #book: Book
  readonly #calculation: Calculation
  readonly #history = new History()
  readonly #listeners = new Set<(event: WorkbookEvent) => void>()
  #isRemote = false

  constructor(fileName: string, book: Book, fromFile = false) {
    this.fileName = fileName
    this.#book = book
    this.#calculation = new Calculation(book, fromFile)
  }

  get sheets(): readonly SimSheet[] {
    return this.#book.sheets
  }
  get names(): readonly SimName[] {
    return this.#book.names
  }
  get activeSheet(): SimSheet {
    return this.#active
  }
  get #active(): Sheet {
    return sheetOf(this.#book, this.#book.activeId)
  }
  get selection(): SimWorkbook["selection"] {
    return { sheetId: this.#active.id, area: this.#active.selection }
  }
  get canUndo(): boolean {
    return this.#history.last !== undefined
  }
  get canRedo(): boolean {
    return this.#history.next !== undefined
  }
  get unreproduced(): SimWorkbook["unreproduced"] {
    return this.#book.sheets.flatMap((sheet) => {
      const cells: { sheetId: string; address: string }[] = []
      for (const [row, line] of sheet.kept.rows)
        line.forEach((kept, column) => {
          if (kept) cells.push({ sheetId: sheet.id, address: formatArea(cellArea(row, column)) })
        })
      return cells
    })
  }

  get formulasToCompare(): number {
    return this.#calculation.pending
  }
  prepare(): void {
    this.#calculation.prepare()
  }

  on(listener: (event: WorkbookEvent) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
  #emit(events: readonly WorkbookEvent[]): void {
    const remote = this.#isRemote
    for (const event of events)
      for (const listener of [...this.#listeners])
        listener(remote && event.kind === "changed" ? { ...event, source: "Remote" } : event)
  }

  sheetByName(name: string): SimSheet | undefined {
    return sheetNamed(this.#book, name)
  }
  sheetById(id: string): SimSheet | undefined {
    return this.#book.sheets.find((sheet) => sheet.id === id)
  }

  select(sheetId: string, area: Area): void {
    checkArea(area)
    this.activate(sheetId, area)
  }

  activate(sheetId: string, area?: Area): void {
    const sheet = sheetOf(this.#book, sheetId)
    if (sheet.visibility !== "Visible")
      throw new SimError("InvalidOperation", "A hidden worksheet can't be activated. Show it first.")
    const before = this.#active.id
    this.#book.activeId = sheetId
    sheet.selection = area ?? sheet.selection
    if (before !== sheetId)
      this.#emit([
        { kind: "sheetDeactivated", sheetId: before },
        { kind: "sheetActivated", sheetId },
      ])
    if (area || before !== sheetId) this.#emit([{ kind: "selectionChanged", sheetId, area: sheet.selection }])
  }

  #edit(run: (sheet: Sheet) => Step, sheetId: string): void {
    const sheet = sheetOf(this.#book, sheetId)
    this.#run(() => run(sheet))
  }
  #run(run: () => Step, settle?: () => void): void {
    this.#calculation.prepare()
    this.#take(run(), settle)
  }
  /** For edits that no formula can notice. */
  #view(run: (sheet: Sheet) => Step, sheetId: string): void {
    this.#take(run(sheetOf(this.#book, sheetId)))
  }
  #take(step: Step, settle?: () => void): void {
    this.#history.push(step)
    this.#finish(step, step.done, settle)
  }
  #finish({ touched }: Step, events: readonly WorkbookEvent[], settle?: () => void): void {
    const recalculated = touched.length > 0 ? this.#calculation.update(touched) : []
    settle?.()
    this.#emit(events.flatMap((event) => settledEvents(this.#book, event)))
    this.#emit(recalculated.map(({ id }) => ({ kind: "calculated", sheetId: id })))
  }

  type(sheetId: string, row: number, column: number, text: string): void {
    const sheet = sheetOf(this.#book, sheetId)
    this.#run(
      () => typeCell(this.#book, sheet, [row, column], text),
      () => this.#formatFormula(sheet, row, column),
    )
  }
  /** Excel shows `=TODAY()` typed into a General cell as a date, and a sum of prices as a price. */
  #formatFormula(sheet: Sheet, row: number, column: number): void {
    const style = sheet.style(row, column)
    if (sheet.formula(row, column) === undefined || formatKind(style.numberFormat) !== "general") return
    const numberFormat = this.#calculation.formatFor(sheet, row, column)
    if (numberFormat) sheet.styleIds.set(row, column, this.#book.styles.intern({ ...style, numberFormat }))
  }
  write(sheetId: string, area: Area, cells: readonly (readonly CellValue[])[]): void {
    this.#edit((sheet) => writeCells(this.#book, sheet, area, cells), sheetId)
  }
  clear(sheetId: string, area: Area, what: "All" | "Contents" | "Formats"): void {
    this.#edit((sheet) => clearCells(this.#book, sheet, area, what), sheetId)
  }
  setStyle(sheetId: string, area: Area, style: CellStyle): void {
    this.#view((sheet) => setStyle(this.#book, sheet, area, style), sheetId)
  }
  insertCells(sheetId: string, area: Area, shift: "Down" | "Right"): void {
    this.#edit((sheet) => shiftCells(this.#book, sheet, { area, vertical: shift === "Down", insert: true }), sheetId)
  }
  deleteCells(sheetId: string, area: Area, shift: "Up" | "Left"): void {
    this.#edit((sheet) => shiftCells(this.#book, sheet, { area, vertical: shift === "Up", insert: false }), sheetId)
  }
  merge(sheetId: string, area: Area): void {
    this.#edit((sheet) => merge(sheet, area), sheetId)
  }
  unmerge(sheetId: string, area: Area): void {
    this.#view((sheet) => unmerge(sheet, area), sheetId)
  }
  setColumnWidth(sheetId: string, column: number, pixels: number): void {
    this.#view((sheet) => setColumnWidth(sheet, column, pixels), sheetId)
  }
  setRowHeight(sheetId: string, row: number, pixels: number): void {
    this.#view((sheet) => setRowHeight(sheet, row, pixels), sheetId)
  }
  autofitColumns(sheetId: string, area: Area): void {
    this.#view((sheet) => autofitColumns(sheet, area), sheetId)
  }
  autofitRows(sheetId: string, area: Area): void {
    this.#view((sheet) => autofitRows(sheet, area), sheetId)
  }
  freeze(sheetId: string, rows: number, columns: number): void {
    this.#view((sheet) => freeze(sheet, rows, columns), sheetId)
  }
  hide(sheetId: string, area: Area, lines: "hiddenRows" | "hiddenColumns", hidden: boolean): void {
    this.#view((sheet) => hide(sheet, area, lines, hidden), sheetId)
  }
  setTabColor(sheetId: string, color: string): void {
    this.#view((sheet) => setTabColor(sheet, color), sheetId)
  }
  showGridlines(sheetId: string, shown: boolean): void {
    this.#view((sheet) => showGridlines(sheet, shown), sheetId)
  }

  addSheet(name?: string): SimSheet {
    const added: SimSheet[] = []
    this.#run(() => {
      const { sheet, step } = addSheet(this.#book, name)
      added.push(sheet)
      return step
    })
    return added[0] as SimSheet
  }
  deleteSheet(sheetId: string): void {
    this.#edit((sheet) => deleteSheet(this.#book, sheet), sheetId)
  }
  renameSheet(sheetId: string, name: string): void {
    this.#edit((sheet) => renameSheet(this.#book, sheet, name), sheetId)
  }
  moveSheet(sheetId: string, position: number): void {
    this.#edit((sheet) => moveSheet(this.#book, sheet, position), sheetId)
  }
  setVisibility(sheetId: string, visibility: SimSheet["visibility"]): void {
    this.#view((sheet) => setVisibility(this.#book, sheet, visibility), sheetId)
  }

  addTable(sheetId: string, area: Area, hasHeaders: boolean, name?: string): SimTable {
    const added: SimTable[] = []
    this.#edit((sheet) => {
      const { table, step } = addTable(this.#book, sheet, area, { hasHeaders, name })
      added.push(table)
      return step
    }, sheetId)
    return added[0] as SimTable
  }
  deleteTable(tableId: string): void {
    this.#run(() => deleteTable(this.#book, tableId))
  }
  convertTable(tableId: string): void {
    this.#run(() => convertTable(this.#book, tableId))
  }
  resizeTable(tableId: string, area: Area): void {
    this.#run(() => resizeTable(this.#book, tableId, area))
  }
  renameTable(tableId: string, name: string): void {
    this.#run(() => renameTable(this.#book, findTable(this.#book, tableId), name))
  }
  addName(name: SimName): void {
    this.#run(() => addName(this.#book, name))
  }
  deleteName(name: string, scope: string | null): void {
    this.#run(() => deleteName(this.#book, name, scope))
  }

  asCoauthor(edit: () => void): void {
    this.#isRemote = true
    try {
      edit()
    } finally {
      this.#isRemote = false
    }
  }

  undo(): void {
    const step = this.#history.last
    if (step) this.#travel(step, step.undone, () => this.#history.undo())
  }
  redo(): void {
    const step = this.#history.next
    if (step) this.#travel(step, step.done, () => this.#history.redo())
  }
  #travel(step: Step, events: readonly WorkbookEvent[], go: () => void): void {
    const before = events.map((event) => changedValue(this.#book, event))
    go()
    this.#finish(
      step,
      events.map((event, index) =>
        event.kind === "changed" && "before" in event ? { ...event, before: before[index] } : event,
      ),
    )
  }
  calculate(): void {
    this.#calculation.prepare()
    this.#finish({ swaps: [], done: [], undone: [], touched: "structure" }, [])
  }
}
