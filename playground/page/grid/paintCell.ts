import type { Area } from "../../../shared/address.ts"
import { isBlank, isExcelError, type CellValue } from "../../../shared/cell.ts"
import type { CellStyle } from "../../workbook/contract.ts"
import {
  alignment,
  cellFont,
  drawnText,
  fitNumber,
  fontPixels,
  formatColor,
  textWidth,
  wrapLines,
  type Alignment,
} from "./cellText.ts"
import { inkOn, readableColor, type GridColors } from "./gridColors.ts"
import { shownCell } from "./overflow.ts"
import { paintLines } from "./paintLines.ts"
import { edgeOf, fill, type Box, type Place, type Scene } from "./scene.ts"
import { cellArea, contains, lastCell, sameCell, type Cell } from "./selection.ts"

const padding = 3

/** Only what lies inside `clip` is painted: the rest is hidden by headers or frozen panes. */
export interface ClippedPlace extends Place {
  readonly clip: Box
}

/** Paints one cell of the sheet: fill, text (its own, a merged cell's, or what runs over from a neighbour), lines and selection. */
export function paintCell(context: CanvasRenderingContext2D, scene: Scene, { cell, box, clip }: ClippedPlace): void {
  const { sheet, colors, mergeAt } = scene
  context.beginPath()
  context.rect(clip.left, clip.top, clip.right - clip.left, clip.bottom - clip.top)
  context.clip()
  const merge = mergeAt(cell)
  const shown = merge ? { row: merge.row, column: merge.column } : cell
  const style = sheet.style(shown.row, shown.column)
  const paper = style.fill ?? colors.cell
  fill(context, paper, box)

  const source = merge ? shown : shownCell(context, scene, cell)
  if (source && !isBlank(sheet.value(source.row, source.column)))
    paintText(context, scene, { cell: source, box: boxOf(scene, { cell, box }, merge ?? cellArea(source)) }, paper)

  const right = { row: cell.row, column: cell.column + 1 }
  const crossed = !merge && source !== undefined && sameCell(source, shownCell(context, scene, right))
  paintLines(context, scene, { cell, box }, { filled: style.fill !== undefined, crossed })
  paintSelection(context, scene, { cell, box })
}

/** Where another area lies on the canvas, seen from a cell whose place is known. */
function boxOf({ rows, columns }: Scene, { cell, box }: Place, area: Area): Box {
  const left = box.left - columns.offset(cell.column)
  const top = box.top - rows.offset(cell.row)
  return {
    left: left + columns.offset(area.column),
    right: left + columns.offset(area.column + area.columnCount),
    top: top + rows.offset(area.row),
    bottom: top + rows.offset(area.row + area.rowCount),
  }
}

/** How much of a text lies left of the point it is aligned to. */
const shareBefore: Record<Alignment, number> = { left: 0, center: 0.5, right: 1 }

function paintText(context: CanvasRenderingContext2D, scene: Scene, { cell, box }: Place, paper: string): void {
  const { sheet, colors } = scene
  const value = sheet.value(cell.row, cell.column)
  const style = sheet.style(cell.row, cell.column)
  const font = cellFont(style)
  const widthOf = (text: string): number => textWidth(context, font, text)
  const room = box.right - box.left - 2 * padding
  const lines = linesOf(scene, cell, room, widthOf)
  context.font = font
  context.fillStyle = textColor(style, value, colors, paper)
  context.textBaseline = "alphabetic"
  const align = alignment(style, value)
  context.textAlign = align
  const x = box.left + padding + room * shareBefore[align]
  const lineHeight = Math.round(fontPixels(style) * 1.25)
  const height = lines.length * lineHeight
  // Of lines that do not fit the first are shown; one line stays where it belongs and loses what sticks out.
  const overflows = lines.length > 1 && height > box.bottom - box.top
  const top = topOf(overflows ? "Top" : style.verticalAlignment, box, height)
  lines.forEach((line, index) => {
    const baseline = Math.round(top + index * lineHeight + lineHeight * 0.76)
    context.fillText(line, x, baseline)
    if (style.underline) {
      const width = widthOf(line)
      context.fillRect(x - width * shareBefore[align], baseline + 2, width, 1)
    }
  })
}

function linesOf({ sheet }: Scene, { row, column }: Cell, room: number, widthOf: (text: string) => number): string[] {
  const value = sheet.value(row, column)
  const { numberFormat: format, wrapText } = sheet.style(row, column)
  const text = drawnText(sheet, row, column)
  if (typeof value === "number") return [fitNumber({ value, text, format }, room, widthOf)]
  return wrapText ? wrapLines(text, room, widthOf) : [text.replace(/\s*[\r\n]+\s*/g, " ")]
}

function topOf(alignment: CellStyle["verticalAlignment"], { top, bottom }: Box, height: number): number {
  if (alignment === "Top") return top + 1
  return alignment === "Center" ? (top + bottom - height) / 2 : bottom - height - 1
}

function textColor(style: CellStyle, value: CellValue, colors: GridColors, paper: string): string {
  const chosen = formatColor(style.numberFormat, value) ?? style.fontColor
  if (isExcelError(value) && (!chosen || /^#0{6}$/.test(chosen))) return readableColor(colors.error, paper)
  if (!chosen) return paper === colors.cell ? colors.text : inkOn(paper)
  return colors.onPaper ? chosen : readableColor(chosen, paper)
}

function paintSelection(context: CanvasRenderingContext2D, scene: Scene, { cell, box }: Place): void {
  const { area, active, colors, mergeAt } = scene
  if (!contains(area, cell)) return
  const activeArea = mergeAt(active) ?? cellArea(active)
  if (!contains(activeArea, cell)) fill(context, colors.shade, box)
  const last = lastCell(area)
  if (cell.row === area.row) fill(context, colors.accent, edgeOf(box, "top", 2))
  if (cell.column === area.column) fill(context, colors.accent, edgeOf(box, "left", 2))
  if (cell.row === last.row) fill(context, colors.accent, edgeOf(box, "bottom", 2))
  if (cell.column === last.column) fill(context, colors.accent, edgeOf(box, "right", 2))
}
