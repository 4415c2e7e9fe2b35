import { columnLetter } from "../../../shared/address.ts"
import { edgeOf, fill, type Box, type Place, type Scene } from "./scene.ts"
import type { Cell } from "./selection.ts"

const headerFont = '12px "Segoe UI", Arial, sans-serif'

/** Paints a column letter, a row number, or the corner (row and column -1). */
export function paintHeader(context: CanvasRenderingContext2D, scene: Scene, { cell, box }: Place): void {
  const { colors } = scene
  const selected = isSelected(scene, cell)
  fill(context, selected ? colors.headerSelected : colors.header, box)
  paintEdges(context, scene, { cell, box })
  if (cell.row < 0 && cell.column < 0) paintCorner(context, colors.headerText, box)
  else {
    if (selected) fill(context, colors.accent, edgeOf(box, cell.row < 0 ? "bottom" : "right", 2))
    context.fillStyle = selected ? colors.headerSelectedText : colors.headerText
    paintLabel(context, { cell, box })
  }
}

/** Whether the selection reaches into this column or row. */
function isSelected({ area }: Scene, { row, column }: Cell): boolean {
  if (row >= 0) return row >= area.row && row < area.row + area.rowCount
  return column >= 0 && column >= area.column && column < area.column + area.columnCount
}

/** The lines at the right and at the bottom; darker where panes are frozen. */
function paintEdges(context: CanvasRenderingContext2D, { colors, sheet }: Scene, { cell, box }: Place): void {
  const { row, column } = cell
  const lastFrozenColumn = row < 0 && column >= 0 && column + 1 === sheet.frozenColumns
  const lastFrozenRow = row >= 0 && row + 1 === sheet.frozenRows
  fill(context, lastFrozenColumn ? colors.frozenLine : colors.headerLine, edgeOf(box, "right", 1))
  fill(context, lastFrozenRow ? colors.frozenLine : colors.headerLine, edgeOf(box, "bottom", 1))
}

/** The triangle that selects everything. */
function paintCorner(context: CanvasRenderingContext2D, color: string, { right, bottom }: Box): void {
  context.fillStyle = color
  context.beginPath()
  context.moveTo(right - 4, bottom - 14)
  context.lineTo(right - 4, bottom - 4)
  context.lineTo(right - 14, bottom - 4)
  context.fill()
}

function paintLabel(context: CanvasRenderingContext2D, { cell: { row, column }, box }: Place): void {
  context.font = headerFont
  context.textAlign = "center"
  context.textBaseline = "middle"
  const label = row < 0 ? columnLetter(column) : String(row + 1)
  context.fillText(label, (box.left + box.right) / 2, (box.top + box.bottom) / 2 + 1)
}
