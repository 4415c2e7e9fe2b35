import type { KeyboardEvent } from "react"
import { step, type Direction } from "./navigation.ts"
import type { SheetSession } from "./sheetSession.ts"

const arrows: Record<string, Direction> = {
  ArrowUp: "up",
  ArrowDown: "down",
  ArrowLeft: "left",
  ArrowRight: "right",
}

/** Keys that end or change an edit, the same in the cell and in the formula bar. */
export function editKey(session: SheetSession, event: KeyboardEvent<HTMLTextAreaElement>): void {
  const { edit } = session.state()
  // An input method still composing uses Enter and arrows itself.
  if (!edit || event.nativeEvent.isComposing) return
  const commitAnd = (move: () => void): void => {
    event.preventDefault()
    event.stopPropagation()
    if (session.commitEdit()) move()
  }
  const direction = arrows[event.key]
  if (event.key === "Escape") {
    event.preventDefault()
    session.cancelEdit()
  } else if (event.key === "Enter" && event.altKey) {
    event.preventDefault()
    const { selectionStart, selectionEnd } = event.currentTarget
    const box = event.currentTarget
    session.changeEdit(`${edit.text.slice(0, selectionStart)}\n${edit.text.slice(selectionEnd)}`)
    requestAnimationFrame(() => box.setSelectionRange(selectionStart + 1, selectionStart + 1))
  } else if (event.key === "Enter") commitAnd(() => session.advance(event.shiftKey ? -1 : 1, 0))
  else if (event.key === "Tab") commitAnd(() => session.advance(0, event.shiftKey ? -1 : 1))
  else if (direction && edit.mode === "enter" && edit.place === "cell" && !event.shiftKey)
    commitAnd(() => {
      const { sheet, anchor } = session.state()
      session.select(step(sheet, anchor, direction))
    })
}
