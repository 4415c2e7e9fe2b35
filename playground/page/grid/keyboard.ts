import { limits } from "../../../shared/limits.ts"
import { edge, lastUsed, step, type Direction } from "./navigation.ts"
import type { Cell } from "./selection.ts"
import type { SheetSession } from "./sheetSession.ts"

const arrows: Record<string, Direction> = {
  ArrowUp: "up",
  ArrowDown: "down",
  ArrowLeft: "left",
  ArrowRight: "right",
}

/** The cell a key leads to from another one, or undefined when the key does not move. */
function destination(session: SheetSession, event: KeyboardEvent, from: Cell, pageRows: number): Cell | undefined {
  const { sheet } = session.state()
  const control = event.ctrlKey || event.metaKey
  const direction = arrows[event.key]
  if (direction) return (control ? edge : step)(sheet, from, direction)
  switch (event.key) {
    case "Home":
      return { row: control ? sheet.frozenRows : from.row, column: sheet.frozenColumns }
    case "End":
      return control ? lastUsed(sheet) : edge(sheet, from, "right")
    case "PageUp":
      return { row: Math.max(0, from.row - pageRows), column: from.column }
    case "PageDown":
      return { row: Math.min(limits.sheetRows - 1, from.row + pageRows), column: from.column }
    default:
      return undefined
  }
}

/** Ctrl+PageUp and Ctrl+PageDown: the visible sheet before or after. */
function neighbourSheet(session: SheetSession, offset: number): void {
  const visible = session.workbook.sheets.filter((sheet) => sheet.visibility === "Visible")
  const index = visible.findIndex((sheet) => sheet.id === session.state().sheet.id)
  const next = visible[index + offset]
  if (next) session.activate(next.id)
}

/** The whole sheet. */
export function selectAll(session: SheetSession): void {
  session.select({ row: 0, column: 0 }, { row: limits.sheetRows - 1, column: limits.sheetColumns - 1 })
}

function selectColumns(session: SheetSession): void {
  const { anchor, focus } = session.state()
  session.select({ row: 0, column: anchor.column }, { row: limits.sheetRows - 1, column: focus.column })
}

function selectRows(session: SheetSession): void {
  const { anchor, focus } = session.state()
  session.select({ row: anchor.row, column: 0 }, { row: focus.row, column: limits.sheetColumns - 1 })
}

function clearContents(session: SheetSession): void {
  const { sheet, area } = session.state()
  session.whenCalculated(() => session.attempt((book) => book.clear(sheet.id, area, "Contents")))
}

/** `shift`: the Shift key is held, which usually reverses the direction. */
type Command = (session: SheetSession, shift: boolean) => void

const controlCommands: Partial<Record<string, Command>> = {
  z: (session, shift) => session.attempt((book) => (shift ? book.redo() : book.undo())),
  y: (session) => session.attempt((book) => book.redo()),
  a: selectAll,
  " ": selectColumns,
  pageup: (session) => neighbourSheet(session, -1),
  pagedown: (session) => neighbourSheet(session, 1),
}

const plainCommands: Partial<Record<string, Command>> = {
  delete: clearContents,
  backspace: (session) => session.beginEdit({ text: "", mode: "enter", place: "cell" }),
  f2: (session) => session.beginEdit({ mode: "edit", place: "cell" }),
  enter: (session, shift) => session.advance(shift ? -1 : 1, 0),
  tab: (session, shift) => session.advance(0, shift ? -1 : 1),
}

function commandOf(event: KeyboardEvent): Command | undefined {
  const key = event.key.toLowerCase()
  if (event.ctrlKey || event.metaKey) return controlCommands[key]
  if (event.shiftKey && key === " ") return selectRows
  return event.altKey ? undefined : plainCommands[key]
}

/** Does what Excel does for a key pressed on the grid. False when the key is not ours, such as a printable character. */
export function pressKey(session: SheetSession, event: KeyboardEvent, pageRows: number): boolean {
  const command = commandOf(event)
  if (command) {
    command(session, event.shiftKey)
    return true
  }
  if (event.altKey) return false
  const { anchor, focus } = session.state()
  const target = destination(session, event, event.shiftKey ? focus : anchor, pageRows)
  if (!target) return false
  session.select(event.shiftKey ? anchor : target, target)
  return true
}
