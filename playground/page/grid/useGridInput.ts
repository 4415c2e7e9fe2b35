import { useEffect, useState } from "react"
import type { GridColors } from "./gridColors.ts"
import type { GridClipboard } from "./gridClipboard.ts"
import type { MenuPlace } from "./listenForMenu.ts"
import { listenToGrid } from "./listenToGrid.ts"
import type { SheetCanvas } from "./sheetCanvas.ts"
import type { SheetSession } from "./sheetSession.ts"
import { useSheetState } from "./useSheetState.ts"

/** Mouse, keyboard, clipboard and scrolling of the grid. @returns a number that grows whenever the grid has scrolled */
export function useGridInput(
  canvas: SheetCanvas | undefined,
  session: SheetSession,
  colors: GridColors,
  { clipboard, onMenu }: { clipboard: GridClipboard; onMenu: (place: MenuPlace) => void },
): number {
  const [scrolled, setScrolled] = useState(0)
  const editing = useSheetState(session).edit !== undefined

  useEffect(() => {
    if (!canvas) return
    const onScroll = (): void => {
      setScrolled((count) => count + 1)
      const end = canvas.lastVisible()
      if (canvas.grow({ row: end.row + 2, column: end.column + 2 })) {
        const current = session.state()
        canvas.layout(current.sheet, colors, current.anchor, current.area)
      }
    }
    return listenToGrid(canvas, session, clipboard, { onScroll, onMenu })
  }, [canvas, session, colors, clipboard, onMenu])

  useEffect(() => {
    if (!canvas || editing) return
    // The editor has just gone with the focus in it, or the formula bar still has it: the grid goes on with the keyboard.
    const focused = document.activeElement
    if (focused === document.body || focused?.closest("[data-returns-focus]")) canvas.focusAt(session.state().anchor)
  }, [canvas, session, editing])

  return scrolled
}
