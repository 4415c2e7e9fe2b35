import { isBlank, isExcelError } from "../../../shared/cell.ts"
import { alignment, cellFont, drawnText, textWidth } from "./cellText.ts"
import type { Scene } from "./scene.ts"
import type { Cell } from "./selection.ts"

/** Excel stops looking at some point as well; a text this many columns wide is cut. */
const farthest = 40
const padding = 3

/** True for text that may run over blank neighbours: not wrapped, not merged, no number, no error. */
function mayOverflow({ sheet, mergeAt }: Scene, { row, column }: Cell): boolean {
  const value = sheet.value(row, column)
  return (
    typeof value === "string" && !isExcelError(value) && !sheet.style(row, column).wrapText && !mergeAt({ row, column })
  )
}

/** How far a cell's text reaches over its own left and right edge, in pixels. */
function reach(context: CanvasRenderingContext2D, { sheet, columns }: Scene, cell: Cell): [number, number] {
  const style = sheet.style(cell.row, cell.column)
  const text = drawnText(sheet, cell.row, cell.column)
  const extra = textWidth(context, cellFont(style), text) + 2 * padding - columns.size(cell.column)
  switch (alignment(style, text)) {
    case "left":
      return [0, extra]
    case "right":
      return [extra, 0]
    case "center":
      return [extra / 2, extra / 2]
  }
}

/** The cell whose text is seen in this one: itself unless blank, else the neighbour whose text runs over into it. */
export function shownCell(context: CanvasRenderingContext2D, scene: Scene, cell: Cell): Cell | undefined {
  return isBlank(scene.sheet.value(cell.row, cell.column)) ? overflowSource(context, scene, cell) : cell
}

function overflowSource(context: CanvasRenderingContext2D, scene: Scene, { row, column }: Cell): Cell | undefined {
  const { sheet, columns, used } = scene
  if (!used || row < used.row || row >= used.row + used.rowCount) return undefined
  const last = used.column + used.columnCount - 1
  for (let left = column - 1; left >= Math.max(used.column, column - farthest); left--) {
    if (isBlank(sheet.value(row, left))) continue
    const source = { row, column: left }
    if (!mayOverflow(scene, source)) break
    if (columns.offset(left + 1) + reach(context, scene, source)[1] > columns.offset(column)) return source
    break
  }
  for (let right = column + 1; right <= Math.min(last, column + farthest); right++) {
    if (isBlank(sheet.value(row, right))) continue
    const source = { row, column: right }
    if (!mayOverflow(scene, source)) break
    if (columns.offset(right) - reach(context, scene, source)[0] < columns.offset(column + 1)) return source
    break
  }
  return undefined
}
