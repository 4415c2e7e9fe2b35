import type { Area } from "../../../shared/address.ts"
import { isBlank, isExcelError } from "../../../shared/cell.ts"
import type { CellStyle } from "../../workbook/contract.ts"
import { alignment, cellFont, drawnText, fitNumber, fontPixels, formatColor, textWidth, wrapLines } from "./cellText.ts"
import { inkOn, readableColor, type GridColors } from "./gridColors.ts"
import { shownCell } from "./overflow.ts"
import { paintLines } from "./paintLines.ts"
import { fill, type Box, type Scene } from "./scene.ts"
import { cellArea, contains, sameCell, type Cell } from "./selection.ts"

const padding = 3

/** Paints one cell of the sheet: fill, text (its own, a merged cell's, or what runs over from a neighbour), lines and selection. */
export function paintCell(context: CanvasRenderingContext2D, scene: Scene, cell: Cell, box: Box, clip: Box): void {
  const { sheet, colors, mergeAt } = scene
  context.beginPath()
  context.rect(clip.left, clip.top, clip.right - clip.left, clip.bottom - clip.top)
  context.clip()
  const merge = mergeAt(cell)
  const shown = merge ? { row: merge.row, column: merge.column } : cell
  const style = sheet.style(shown.row, shown.column)
  const paper = style.fill ?? colors.cell
  context.fillStyle = paper
  context.fillRect(box.left, box.top, box.right - box.left, box.bottom - box.top)

  const source = merge ? shown : shownCell(context, scene, cell)
  if (source && !isBlank(sheet.value(source.row, source.column)))
    paintText(context, scene, source, boxOf(scene, cell, box, merge ?? cellArea(source)), paper)

  const right = { row: cell.row, column: cell.column + 1 }
  const crossed = !merge && source !== undefined && sameCell(source, shownCell(context, scene, right))
  paintLines(context, scene, cell, box, { filled: style.fill !== undefined, crossed })
  paintSelection(context, scene, cell, box)
}

/** Where another area lies on the canvas, seen from a cell whose place is known. */
function boxOf({ rows, columns }: Scene, cell: Cell, box: Box, area: Area): Box {
  const left = box.left - columns.offset(cell.column)
  const top = box.top - rows.offset(cell.row)
  return {
    left: left + columns.offset(area.column),
    right: left + columns.offset(area.column + area.columnCount),
    top: top + rows.offset(area.row),
    bottom: top + rows.offset(area.row + area.rowCount),
  }
}

function paintText(context: CanvasRenderingContext2D, scene: Scene, cell: Cell, box: Box, paper: string): void {
  const { sheet, colors } = scene
  const value = sheet.value(cell.row, cell.column)
  const style = sheet.style(cell.row, cell.column)
  const font = cellFont(style)
  const widthOf = (text: string): number => textWidth(context, font, text)
  const room = box.right - box.left - 2 * padding
  const text = drawnText(sheet, cell.row, cell.column)
  const lines =
    typeof value === "number"
      ? [fitNumber(value, text, style.numberFormat, room, widthOf)]
      : style.wrapText
        ? wrapLines(text, room, widthOf)
        : [text.replace(/\s*[\r\n]+\s*/g, " ")]
  context.font = font
  context.fillStyle = textColor(style, formatColor(style.numberFormat, value), isExcelError(value), colors, paper)
  context.textBaseline = "alphabetic"
  const align = alignment(style, value)
  context.textAlign = align
  const x = align === "left" ? box.left + padding : align === "right" ? box.right - padding : (box.left + box.right) / 2
  const lineHeight = Math.round(fontPixels(style) * 1.25)
  const height = lines.length * lineHeight
  // Of lines that do not fit the first are shown; one line stays where it belongs and loses what sticks out.
  const top =
    style.verticalAlignment === "Top" || (lines.length > 1 && height > box.bottom - box.top)
      ? box.top + 1
      : style.verticalAlignment === "Center"
        ? (box.top + box.bottom - height) / 2
        : box.bottom - height - 1
  lines.forEach((line, index) => {
    const baseline = Math.round(top + index * lineHeight + lineHeight * 0.76)
    context.fillText(line, x, baseline)
    if (style.underline) {
      const width = widthOf(line)
      const from = align === "left" ? x : align === "right" ? x - width : x - width / 2
      context.fillRect(from, baseline + 2, width, 1)
    }
  })
}

function textColor(
  style: CellStyle,
  formatted: string | undefined,
  error: boolean,
  colors: GridColors,
  paper: string,
): string {
  const chosen = formatted ?? style.fontColor
  if (error && (!chosen || /^#0{6}$/.test(chosen))) return readableColor(colors.error, paper)
  if (!chosen) return paper === colors.cell ? colors.text : inkOn(paper)
  return colors.onPaper ? chosen : readableColor(chosen, paper)
}

function paintSelection(context: CanvasRenderingContext2D, scene: Scene, cell: Cell, box: Box): void {
  const { area, active, colors, mergeAt } = scene
  if (!contains(area, cell)) return
  const activeArea = mergeAt(active) ?? cellArea(active)
  const width = box.right - box.left
  const height = box.bottom - box.top
  if (!contains(activeArea, cell)) fill(context, colors.shade, box.left, box.top, width, height)
  if (cell.row === area.row) fill(context, colors.accent, box.left, box.top, width, 2)
  if (cell.column === area.column) fill(context, colors.accent, box.left, box.top, 2, height)
  if (cell.row === area.row + area.rowCount - 1) fill(context, colors.accent, box.left, box.bottom - 2, width, 2)
  if (cell.column === area.column + area.columnCount - 1)
    fill(context, colors.accent, box.right - 2, box.top, 2, height)
}
