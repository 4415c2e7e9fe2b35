import { limits } from "../../../shared/limits.ts"
import { selectAll } from "./keyboard.ts"
import { contains, type Cell } from "./selection.ts"
import type { Hit, SheetCanvas } from "./sheetCanvas.ts"
import type { SheetSession } from "./sheetSession.ts"

const last = { row: limits.sheetRows - 1, column: limits.sheetColumns - 1 }
const scrollStep = 24
const scrollEveryMs = 40

/** The two ends of the selection when dragging from one hit to another: cells, whole columns or whole rows. */
function ends(kind: Hit["kind"], from: Cell, to: Cell): [anchor: Cell, focus: Cell] {
  switch (kind) {
    case "columnHeader":
      return [
        { row: 0, column: Math.max(0, from.column) },
        { row: last.row, column: Math.max(0, to.column) },
      ]
    case "rowHeader":
      return [
        { row: Math.max(0, from.row), column: 0 },
        { row: Math.max(0, to.row), column: last.column },
      ]
    default:
      return [from, { row: Math.max(0, to.row), column: Math.max(0, to.column) }]
  }
}

/** Runs until the mouse button is released; the listeners are on the window, so that a drag may leave the grid. */
function drag(moved: (event: MouseEvent) => void, released: () => void = () => undefined): void {
  const stop = (): void => {
    window.removeEventListener("mousemove", moved)
    window.removeEventListener("mouseup", stop)
    released()
  }
  window.addEventListener("mousemove", moved)
  window.addEventListener("mouseup", stop)
}

/** How far to scroll for a pointer outside the grid. */
function beyond(position: number, low: number, high: number): number {
  if (position > high) return scrollStep
  return position < low ? -scrollStep : 0
}

function dragSelection(canvas: SheetCanvas, session: SheetSession, hit: Hit, start: MouseEvent): void {
  const { anchor } = session.state()
  const from = start.shiftKey ? anchor : hit.cell
  session.select(...ends(hit.kind, from, hit.cell))
  let pointer = start
  const extend = (): void => {
    const to = canvas.hit(pointer.clientX, pointer.clientY).cell
    const [nextAnchor, nextFocus] = ends(hit.kind, from, to)
    const { focus } = session.state()
    if (focus.row !== nextFocus.row || focus.column !== nextFocus.column) session.select(nextAnchor, nextFocus)
  }
  const timer = setInterval(() => {
    const bounds = canvas.canvas.getBoundingClientRect()
    const down = beyond(pointer.clientY, bounds.top, bounds.bottom)
    const right = beyond(pointer.clientX, bounds.left, bounds.right)
    if (!down && !right) return
    canvas.scrollTop += down
    canvas.scrollLeft += right
    extend()
  }, scrollEveryMs)
  drag(
    (event) => {
      pointer = event
      extend()
    },
    () => clearInterval(timer),
  )
}

function dragColumnEdge(canvas: SheetCanvas, session: SheetSession, column: number, start: MouseEvent): void {
  const { sheet } = session.state()
  const width = sheet.columnWidth(column)
  let pixels = width
  drag(
    (event) => {
      pixels = Math.max(10, Math.round(width + event.clientX - start.clientX))
      canvas.previewWidth({ column, pixels })
    },
    () => {
      canvas.previewWidth(undefined)
      if (pixels !== width) session.attempt((book) => book.setColumnWidth(sheet.id, column, pixels))
    },
  )
}

/** Starts what a mouse press on the grid starts. */
export function pressMouse(canvas: SheetCanvas, session: SheetSession, event: MouseEvent): void {
  if (event.button !== 0) return
  const hit = canvas.hit(event.clientX, event.clientY)
  if (!session.commitEdit()) return
  if (hit.kind === "columnEdge") dragColumnEdge(canvas, session, hit.cell.column, event)
  else if (hit.kind === "corner") selectAll(session)
  else dragSelection(canvas, session, hit, event)
}

/** Double click: edits a cell, or fits a column to its content. */
export function doubleClick(canvas: SheetCanvas, session: SheetSession, event: MouseEvent): void {
  const hit = canvas.hit(event.clientX, event.clientY)
  const { sheet } = session.state()
  if (hit.kind === "columnEdge")
    session.attempt((book) =>
      book.autofitColumns(sheet.id, { row: 0, rowCount: limits.sheetRows, column: hit.cell.column, columnCount: 1 }),
    )
  else if (hit.kind === "cell") session.beginEdit({ mode: "edit", place: "cell" })
}

/** What a right click selects: what is under it, unless that is selected already. */
export function selectUnder(canvas: SheetCanvas, session: SheetSession, event: MouseEvent): void {
  const { kind, cell } = canvas.hit(event.clientX, event.clientY)
  if (kind === "corner") return selectAll(session)
  const [anchor, focus] = ends(kind, cell, cell)
  const { area } = session.state()
  if (!contains(area, anchor) || !contains(area, focus)) session.select(anchor, focus)
}
