import { makeStyles, tokens } from "@fluentui/react-components"
import { useEffect, useLayoutEffect, useRef, type KeyboardEvent } from "react"
import { cellFont } from "./cellText.ts"
import { editKey } from "./editKey.ts"
import type { SheetCanvas } from "./sheetCanvas.ts"
import type { SheetSession } from "./sheetSession.ts"
import type { CellEdit } from "./sheetState.ts"

const useStyles = makeStyles({
  editor: {
    position: "absolute",
    zIndex: 2,
    boxSizing: "border-box",
    margin: 0,
    padding: "0 2px",
    border: `2px solid ${tokens.colorCompoundBrandStroke}`,
    outlineStyle: "none",
    resize: "none",
    overflow: "hidden",
    whiteSpace: "pre-wrap",
    overflowWrap: "anywhere",
    lineHeight: "18px",
    color: tokens.colorNeutralForeground1,
    backgroundColor: tokens.colorNeutralBackground1,
    boxShadow: tokens.shadow4,
  },
})

/** The box in which a cell is edited; it covers the cell and grows with the text. */
export function CellEditor(props: {
  session: SheetSession
  canvas: SheetCanvas
  edit: CellEdit
  /** Changes with scrolling, so that the editor stays on its cell. */
  scrolled: number
}) {
  const { session, canvas, edit, scrolled } = props
  const styles = useStyles()
  const input = useRef<HTMLTextAreaElement>(null)
  const style = session.state().sheet.style(edit.cell.row, edit.cell.column)

  useLayoutEffect(() => {
    const element = input.current
    if (!element) return
    const box = canvas.boxOf(edit.cell)
    const limit = canvas.getElement().getBoundingClientRect()
    element.style.left = `${box.left}px`
    element.style.top = `${box.top}px`
    element.style.width = `${box.right - box.left}px`
    element.style.height = `${box.bottom - box.top}px`
    element.style.whiteSpace = "pre"
    const wanted = Math.max(box.right - box.left, element.scrollWidth + 12)
    element.style.whiteSpace = "pre-wrap"
    element.style.width = `${Math.max(box.right - box.left, Math.min(wanted, limit.width - box.left - 24))}px`
    element.style.height = `${Math.max(box.bottom - box.top, Math.min(element.scrollHeight + 4, limit.height - box.top - 24))}px`
  }, [canvas, edit, scrolled])

  useEffect(() => {
    if (edit.place !== "cell") return
    const element = input.current
    element?.focus({ preventScroll: true })
    element?.setSelectionRange(element.value.length, element.value.length)
  }, [edit.place])

  return (
    <textarea
      ref={input}
      className={styles.editor}
      style={{ font: cellFont(style), textAlign: style.horizontalAlignment === "Right" ? "right" : "left" }}
      aria-label="Cell"
      data-testid="cell-editor"
      data-returns-focus
      spellCheck={false}
      rows={1}
      value={edit.text}
      onChange={(event) => session.changeEdit(event.target.value)}
      onFocus={() => session.placeEdit("cell")}
      onKeyDown={(event: KeyboardEvent<HTMLTextAreaElement>) => editKey(session, event)}
    />
  )
}
