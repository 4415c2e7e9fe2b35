import { makeStyles, tokens } from "@fluentui/react-components"
import { useEffect, useRef, useState } from "react"
import { columnLetter, formatArea } from "../../../shared/address.ts"
import { CellEditor } from "./CellEditor.tsx"
import { copyCells, parseTabText, pasteTarget, type Copied } from "./clipboard.ts"
import type { GridColors } from "./gridColors.ts"
import { pressKey } from "./keyboard.ts"
import { doubleClick, pressMouse } from "./pointer.ts"
import { SheetCanvas } from "./sheetCanvas.ts"
import type { SheetSession } from "./sheetSession.ts"
import { useSheetState } from "./useSheetState.ts"

const useStyles = makeStyles({
  root: { position: "relative", flexGrow: 1, minWidth: 0, minHeight: 0, overflow: "hidden" },
  canvas: { position: "absolute", inset: 0, backgroundColor: tokens.colorNeutralBackground3 },
  announcement: { position: "absolute", width: "1px", height: "1px", overflow: "hidden", clipPath: "inset(50%)" },
})

/** The sheet: grid, cell editor, mouse, keyboard and clipboard. */
export function SheetGrid({ session, colors }: { session: SheetSession; colors: GridColors }) {
  const styles = useStyles()
  const host = useRef<HTMLDivElement>(null)
  const [canvas, setCanvas] = useState<SheetCanvas>()
  const [scrolled, setScrolled] = useState(0)
  const state = useSheetState(session)
  const { sheet, anchor, focus, area, edit, version, jumps } = state

  useEffect(() => {
    if (!host.current) return
    const grid = new SheetCanvas(host.current)
    const observer = new ResizeObserver(() => grid.resize())
    observer.observe(host.current)
    setCanvas(grid)
    return () => {
      observer.disconnect()
      grid.dispose()
      setCanvas(undefined)
    }
  }, [])

  useEffect(() => {
    if (!canvas) return
    const current = session.state()
    canvas.layout(sheet, colors, current.anchor, current.area)
  }, [canvas, session, sheet, colors, version])

  useEffect(() => {
    if (!canvas) return
    // Not to the far end of whole rows and columns: they would make the grid a million rows long.
    const end = {
      row: area.rowCount > 500_000 ? anchor.row : focus.row,
      column: area.columnCount > 10_000 ? anchor.column : focus.column,
    }
    if (canvas.grow(end)) canvas.layout(sheet, colors, anchor, area)
    else canvas.select(anchor, area)
    canvas.reveal(end, area)
    canvas.setFocusCursor(...cursor(canvas, anchor))
  }, [canvas, sheet, colors, anchor, focus, area])

  useEffect(() => {
    if (!canvas || jumps === 0) return
    canvas.revealArea(session.state().area)
  }, [canvas, session, jumps])

  useEffect(() => {
    if (!canvas) return
    return listen(canvas, session, () => {
      setScrolled((count) => count + 1)
      const end = canvas.lastVisible()
      if (canvas.grow({ row: end.row + 2, column: end.column + 2 })) {
        const current = session.state()
        canvas.layout(current.sheet, colors, current.anchor, current.area)
      }
    })
  }, [canvas, session, colors])

  const editing = edit !== undefined
  useEffect(() => {
    if (!canvas || editing) return
    // The editor has just gone with the focus in it, or the formula bar still has it: the grid goes on with the keyboard.
    const focused = document.activeElement
    if (focused === document.body || focused?.closest("[data-returns-focus]")) canvas.focusAt(session.state().anchor)
  }, [canvas, session, editing])

  useEffect(() => {
    canvas?.input.setAttribute("aria-label", `${columnLetter(anchor.column)}${anchor.row + 1}, ${sheet.name}`)
  }, [canvas, anchor, sheet])

  const single = area.rowCount * area.columnCount === 1
  return (
    <div className={styles.root} role="region" aria-label="Sheet" data-testid="sheet" data-region="sheet">
      <div ref={host} className={styles.canvas} data-returns-focus />
      {canvas && edit?.sheetId === sheet.id && (
        <CellEditor
          key={`${edit.cell.row},${edit.cell.column}`}
          session={session}
          canvas={canvas}
          edit={edit}
          scrolled={scrolled}
        />
      )}
      <div className={styles.announcement} aria-live="polite">
        {single
          ? `${formatArea(area)} ${sheet.text(anchor.row, anchor.column) || "blank"}`
          : `${formatArea(area)} selected`}
      </div>
    </div>
  )
}

const cursor = (canvas: SheetCanvas, { row, column }: { row: number; column: number }): [number, number] => [
  Math.min(column + 1, canvas.colCount - 1),
  Math.min(row + 1, canvas.rowCount - 1),
]

/** Connects mouse, keyboard, clipboard and scrolling of the canvas with the session. */
function listen(canvas: SheetCanvas, session: SheetSession, onScroll: () => void): () => void {
  const element = canvas.getElement()
  let copied: Copied | undefined
  const copy = (event: ClipboardEvent): void => {
    if (session.state().edit) return
    const { sheet, area } = session.state()
    copied = copyCells(sheet, area)
    event.clipboardData?.setData("text/plain", copied.text)
    event.preventDefault()
    event.stopPropagation()
    if (event.type === "cut")
      session.whenCalculated(() => session.attempt((book) => book.clear(sheet.id, area, "Contents")))
  }
  const paste = (event: ClipboardEvent): void => {
    const text = event.clipboardData?.getData("text/plain")
    if (session.state().edit || !text) return
    event.preventDefault()
    event.stopPropagation()
    const { sheet, area, anchor } = session.state()
    const same = copied && copied.text === text.replace(/\r\n?/g, "\n")
    const target = pasteTarget(same && copied ? copied.cells : parseTabText(text), area, anchor)
    session.whenCalculated(() => {
      if (session.attempt((book) => book.write(sheet.id, target.area, target.cells)))
        session.goTo(sheet.id, target.area)
    })
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
  element.addEventListener("mousemove", hover)
  return () => {
    for (const id of ids) canvas.unlisten(id)
    element.removeEventListener("copy", copy)
    element.removeEventListener("cut", copy)
    element.removeEventListener("paste", paste)
    element.removeEventListener("dblclick", double)
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
