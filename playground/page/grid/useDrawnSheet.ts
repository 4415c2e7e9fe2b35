import { useEffect } from "react"
import { columnLetter } from "../../../shared/address.ts"
import type { GridColors } from "./gridColors.ts"
import type { SheetCanvas } from "./sheetCanvas.ts"
import type { SheetSession } from "./sheetSession.ts"
import { useSheetState } from "./useSheetState.ts"

/** Draws the sheet, its selection and the cursor of screen readers, and scrolls to where the person goes. */
export function useDrawnSheet(canvas: SheetCanvas | undefined, session: SheetSession, colors: GridColors): void {
  const { sheet, anchor, focus, area, version, jumps } = useSheetState(session)

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
    canvas?.input.setAttribute("aria-label", `${columnLetter(anchor.column)}${anchor.row + 1}, ${sheet.name}`)
  }, [canvas, anchor, sheet])
}

const cursor = (canvas: SheetCanvas, { row, column }: { row: number; column: number }): [number, number] => [
  Math.min(column + 1, canvas.colCount - 1),
  Math.min(row + 1, canvas.rowCount - 1),
]
