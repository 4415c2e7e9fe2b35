import { columnLetter, type Area } from "../../../shared/address.ts"
import { isBlank, isExcelError } from "../../../shared/cell.ts"
import type { CellStyle, SimSheet } from "../../workbook/contract.ts"
import type { Axis } from "./axis.ts"
import { alignment, cellFont, defaultFontPoints, fitNumber, formatColor, textWidth, wrapLines } from "./cellText.ts"
import { readableColor, type GridColors } from "./gridColors.ts"
import { overflowSource } from "./overflow.ts"
import { cellArea, contains, type Cell } from "./selection.ts"

export interface Box {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

export interface Scene {
  readonly sheet: SimSheet
  readonly used: Area | undefined
  readonly mergeAt: (cell: Cell) => Area | undefined
  readonly rows: Axis
  readonly columns: Axis
  readonly colors: GridColors
  readonly active: Cell
  readonly area: Area
}

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

  const blank = isBlank(sheet.value(shown.row, shown.column))
  const source = blank && !merge ? overflowSource(context, scene, cell) : undefined
  if (source) paintText(context, scene, source, boxOf(scene, cell, box, cellArea(source)), paper)
  else if (!blank) paintText(context, scene, shown, merge ? boxOf(scene, cell, box, merge) : box, paper)

  paintLines(context, scene, cell, box, { merge, filled: style.fill !== undefined })
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
  const text = sheet.text(cell.row, cell.column)
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
  const size = ((style.fontSize ?? defaultFontPoints) * 4) / 3
  const lineHeight = Math.round(size * 1.25)
  const height = lines.length * lineHeight
  const top =
    style.verticalAlignment === "Top" || height > box.bottom - box.top
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
  if (!chosen) return readableColor(colors.text, paper)
  return colors.onPaper ? chosen : readableColor(chosen, paper)
}

const widthOfBorder = (style: string): number => (/thick|double/i.test(style) ? 3 : /medium/i.test(style) ? 2 : 1)

/** Each cell draws its right and bottom line only, so that a line between two cells is never drawn twice. */
function paintLines(
  context: CanvasRenderingContext2D,
  { sheet, colors }: Scene,
  { row, column }: Cell,
  box: Box,
  { merge, filled }: { merge: Area | undefined; filled: boolean },
): void {
  const insideMerge = (next: Cell): boolean => merge !== undefined && contains(merge, next)
  const own = sheet.style(row, column).borders
  const right = own?.right ?? sheet.style(row, column + 1).borders?.left
  const bottom = own?.bottom ?? sheet.style(row + 1, column).borders?.top
  const grid = sheet.showGridlines && !filled
  const frozenColumn = column + 1 === sheet.frozenColumns
  const frozenRow = row + 1 === sheet.frozenRows
  if (!insideMerge({ row, column: column + 1 }) || frozenColumn) {
    const line = right && { color: borderColor(right.color, colors), width: widthOfBorder(right.style) }
    const drawn =
      line ?? (frozenColumn ? { color: colors.frozenLine, width: 1 } : grid && { color: colors.line, width: 1 })
    if (drawn) fill(context, drawn.color, box.right - drawn.width, box.top, drawn.width, box.bottom - box.top)
  }
  if (!insideMerge({ row: row + 1, column }) || frozenRow) {
    const line = bottom && { color: borderColor(bottom.color, colors), width: widthOfBorder(bottom.style) }
    const drawn =
      line ?? (frozenRow ? { color: colors.frozenLine, width: 1 } : grid && { color: colors.line, width: 1 })
    if (drawn) fill(context, drawn.color, box.left, box.bottom - drawn.width, box.right - box.left, drawn.width)
  }
}

const borderColor = (color: string, colors: GridColors): string =>
  colors.onPaper ? color || colors.text : readableColor(color || colors.text, colors.cell)

function fill(context: CanvasRenderingContext2D, color: string, x: number, y: number, width: number, height: number) {
  context.fillStyle = color
  context.fillRect(x, y, width, height)
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
