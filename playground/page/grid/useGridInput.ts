import { useEffect, useState } from "react"
import type { GridColors } from "./gridColors.ts"
import { listenToGrid } from "./listenToGrid.ts"
import type { SheetCanvas } from "./sheetCanvas.ts"
import type { SheetSession } from "./sheetSession.ts"
import { useSheetState } from "./useSheetState.ts"

/** Mouse, keyboard, clipboard and scrolling of the grid. @returns a number that grows whenever the grid has scrolled */
export function useGridInput(canvas: SheetCanvas | undefined, session: SheetSession, colors: GridColors): number {
  const [scrolled, setScrolled] = useState(0)
  const editing = useSheetState(session).edit !== undefined

  useEffect(() => {
    if (!canvas) return
    return listenToGrid(canvas, session, () => {
      setScrolled((count) => count + 1)
      const end = canvas.lastVisible()
      if (canvas.grow({ row: end.row + 2, column: end.column + 2 })) {
        const current = session.state()
        canvas.layout(current.sheet, colors, current.anchor, current.area)
      }
    })
  }, [canvas, session, colors])

  useEffect(() => {
    if (!canvas || editing) return
    // The editor has just gone with the focus in it, or the formula bar still has it: the grid goes on with the keyboard.
    const focused = document.activeElement
    if (focused === document.body || focused?.closest("[data-returns-focus]")) canvas.focusAt(session.state().anchor)
  }, [canvas, session, editing])

  return scrolled
}
