import { columnLetter } from "../../../shared/address.ts"
import { fill, type Box, type Scene } from "./scene.ts"
import type { Cell } from "./selection.ts"

const headerFont = '12px "Segoe UI", Arial, sans-serif'

/** Paints a column letter, a row number, or the corner (row and column -1). */
export function paintHeader(context: CanvasRenderingContext2D, scene: Scene, { row, column }: Cell, box: Box): void {
  const { area, colors, sheet } = scene
  const corner = row < 0 && column < 0
  const selected =
    !corner &&
    (row < 0
      ? column >= area.column && column < area.column + area.columnCount
      : row >= area.row && row < area.row + area.rowCount)
  const width = box.right - box.left
  const height = box.bottom - box.top
  fill(context, selected ? colors.headerSelected : colors.header, box.left, box.top, width, height)
  const frozen = row < 0 ? column >= 0 && column + 1 === sheet.frozenColumns : row + 1 === sheet.frozenRows
  fill(context, row < 0 && frozen ? colors.frozenLine : colors.headerLine, box.right - 1, box.top, 1, height)
  fill(context, row >= 0 && frozen ? colors.frozenLine : colors.headerLine, box.left, box.bottom - 1, width, 1)
  if (corner) {
    context.fillStyle = colors.headerText
    context.beginPath()
    context.moveTo(box.right - 4, box.bottom - 14)
    context.lineTo(box.right - 4, box.bottom - 4)
    context.lineTo(box.right - 14, box.bottom - 4)
    context.fill()
    return
  }
  if (selected && row < 0) fill(context, colors.accent, box.left, box.bottom - 2, width, 2)
  if (selected && row >= 0) fill(context, colors.accent, box.right - 2, box.top, 2, height)
  context.font = headerFont
  context.fillStyle = selected ? colors.headerSelectedText : colors.headerText
  context.textAlign = "center"
  context.textBaseline = "middle"
  context.fillText(
    row < 0 ? columnLetter(column) : String(row + 1),
    (box.left + box.right) / 2,
    (box.top + box.bottom) / 2 + 1,
  )
}
