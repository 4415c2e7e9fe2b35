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
export function neighbourSheet(session: SheetSession, offset: number): void {
  const visible = session.workbook.sheets.filter((sheet) => sheet.visibility === "Visible")
  const index = visible.findIndex((sheet) => sheet.id === session.state().sheet.id)
  const next = visible[index + offset]
  if (next) session.activate(next.id)
}

function command(session: SheetSession, event: KeyboardEvent): boolean {
  const { sheet, anchor, focus, area } = session.state()
  const control = event.ctrlKey || event.metaKey
  const key = event.key.toLowerCase()
  if (control && key === "z") session.attempt((book) => (event.shiftKey ? book.redo() : book.undo()))
  else if (control && key === "y") session.attempt((book) => book.redo())
  else if (control && key === "a") selectAll(session)
  else if (control && key === " ")
    session.select({ row: 0, column: anchor.column }, { row: limits.sheetRows - 1, column: focus.column })
  else if (event.shiftKey && key === " ")
    session.select({ row: anchor.row, column: 0 }, { row: focus.row, column: limits.sheetColumns - 1 })
  else if (control && (event.key === "PageUp" || event.key === "PageDown"))
    neighbourSheet(session, event.key === "PageUp" ? -1 : 1)
  else if (control || event.altKey) return false
  else if (event.key === "Delete")
    session.whenCalculated(() => session.attempt((book) => book.clear(sheet.id, area, "Contents")))
  else if (event.key === "Backspace") session.beginEdit({ text: "", mode: "enter", place: "cell" })
  else if (event.key === "F2") session.beginEdit({ mode: "edit", place: "cell" })
  else if (event.key === "Enter") session.advance(event.shiftKey ? -1 : 1, 0)
  else if (event.key === "Tab") session.advance(0, event.shiftKey ? -1 : 1)
  else return false
  return true
}

/** The whole sheet. */
export function selectAll(session: SheetSession): void {
  session.select({ row: 0, column: 0 }, { row: limits.sheetRows - 1, column: limits.sheetColumns - 1 })
}

/** Does what Excel does for a key pressed on the grid. False when the key is not ours, such as a printable character. */
export function pressKey(session: SheetSession, event: KeyboardEvent, pageRows: number): boolean {
  if (command(session, event)) return true
  if (event.altKey) return false
  const { anchor, focus } = session.state()
  const target = destination(session, event, event.shiftKey ? focus : anchor, pageRows)
  if (!target) return false
  session.select(event.shiftKey ? anchor : target, target)
  return true
}
