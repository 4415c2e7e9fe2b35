import { selectUnder } from "./pointer.ts"
import type { SheetCanvas } from "./sheetCanvas.ts"
import type { SheetSession } from "./sheetSession.ts"

/** A place in the window. */
export interface MenuPlace {
  readonly x: number
  readonly y: number
}

/** Asks for the context menu at a right click, Shift+F10 or the menu key. @returns what stops it */
export function listenForMenu(
  canvas: SheetCanvas,
  session: SheetSession,
  onMenu: (place: MenuPlace) => void,
): () => void {
  const element = canvas.getElement()
  const rightClick = (event: MouseEvent): void => {
    event.preventDefault()
    if (!session.commitEdit()) return
    selectUnder(canvas, session, event)
    canvas.focusAt(session.state().anchor)
    onMenu({ x: event.clientX, y: event.clientY })
  }
  const press = (event: KeyboardEvent): void => {
    if (session.state().edit || !(event.key === "ContextMenu" || (event.key === "F10" && event.shiftKey))) return
    event.preventDefault()
    event.stopPropagation()
    // Beside the active cell, also where that is out of sight.
    const { left, top } = element.getBoundingClientRect()
    const box = canvas.boxOf(session.state().anchor)
    const within = (position: number, size: number): number => Math.max(0, Math.min(position, size))
    onMenu({
      x: left + within(box.left + 8, element.clientWidth),
      y: top + within(box.bottom, element.clientHeight),
    })
  }
  element.addEventListener("contextmenu", rightClick)
  element.addEventListener("keydown", press, true)
  return () => {
    element.removeEventListener("contextmenu", rightClick)
    element.removeEventListener("keydown", press, true)
  }
}
