import type { GridClipboard } from "./gridClipboard.ts"
import { listenForMenu, type MenuPlace } from "./listenForMenu.ts"
import { pressKey } from "./keyboard.ts"
import { doubleClick, pressMouse } from "./pointer.ts"
import type { SheetCanvas } from "./sheetCanvas.ts"
import type { SheetSession } from "./sheetSession.ts"

export interface GridListeners {
  readonly onScroll: () => void
  /** The context menu is asked for, by mouse or keyboard. */
  readonly onMenu: (place: MenuPlace) => void
}

/** Connects mouse, keyboard, clipboard and scrolling of the canvas with the session. @returns what disconnects them */
export function listenToGrid(
  canvas: SheetCanvas,
  session: SheetSession,
  clipboard: GridClipboard,
  { onScroll, onMenu }: GridListeners,
): () => void {
  const element = canvas.getElement()
  const copy = (event: ClipboardEvent): void => {
    if (session.state().edit) return
    event.clipboardData?.setData("text/plain", clipboard.copy())
    event.preventDefault()
    event.stopPropagation()
    if (event.type === "cut") clipboard.clear()
  }
  const paste = (event: ClipboardEvent): void => {
    const text = event.clipboardData?.getData("text/plain")
    if (session.state().edit || !text) return
    event.preventDefault()
    event.stopPropagation()
    clipboard.paste(text)
  }
  const press = (event: MouseEvent): void => {
    event.preventDefault()
    pressMouse(canvas, session, event)
    canvas.focusAt(session.state().anchor)
  }
  const double = (event: MouseEvent): void => doubleClick(canvas, session, event)
  const hover = (event: MouseEvent): void => {
    element.style.cursor =
      event.buttons === 0 ? cursors[canvas.hit(event.clientX, event.clientY).kind] : element.style.cursor
  }
  const ids = [
    // The library's own selecting by mouse and keyboard is switched off by these answers.
    canvas.listen("mousedown_cell", (event: { event: Event }) => {
      if (event.event instanceof MouseEvent) press(event.event)
      return false
    }),
    canvas.listen("keydown", (event: { event: KeyboardEvent; stopCellMoving: () => void }) => {
      event.stopCellMoving()
      if (!pressKey(session, event.event, canvas.pageRows)) return
      event.event.preventDefault()
    }),
    canvas.listen("editableinput_cell", () => true),
    canvas.listen("input_cell", ({ value }: { value: string }) =>
      session.beginEdit({ text: value, mode: "enter", place: "cell" }),
    ),
    canvas.listen("scroll", onScroll),
  ]
  element.addEventListener("copy", copy)
  element.addEventListener("cut", copy)
  element.addEventListener("paste", paste)
  element.addEventListener("dblclick", double)
  const stopMenu = listenForMenu(canvas, session, onMenu)
  element.addEventListener("mousemove", hover)
  return () => {
    for (const id of ids) canvas.unlisten(id)
    element.removeEventListener("copy", copy)
    element.removeEventListener("cut", copy)
    element.removeEventListener("paste", paste)
    element.removeEventListener("dblclick", double)
    stopMenu()
    element.removeEventListener("mousemove", hover)
  }
}

const cursors = {
  cell: "cell",
  columnHeader: "s-resize",
  rowHeader: "e-resize",
  corner: "cell",
  columnEdge: "col-resize",
} as const
