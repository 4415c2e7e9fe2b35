import type { Area } from "../../shared/address.ts"
import { limits } from "../../shared/limits.ts"

/** Cells of `area` are inserted (the rest moves down or right) or deleted (the rest moves up or left). */
export interface CellShift {
  readonly area: Area
  readonly vertical: boolean
  readonly insert: boolean
}

type Span = readonly [start: number, count: number]

/** A span after the shift along its axis; undefined when nothing is left. */
function shiftSpan([start, count]: Span, [at, by]: Span, insert: boolean): Span | undefined {
  const end = start + count
  if (insert) {
    if (start >= at) return [start + by, count]
    return [start, end > at ? count + by : count]
  }
  const moved = (edge: number): number => (edge <= at ? edge : Math.max(at, edge - by))
  const [first, last] = [moved(start), moved(end)]
  return last > first ? [first, last - first] : undefined
}

/** True when a shift reaches all of an area across its axis, so that the area moves as one. */
export function movesWhole(area: Area, { area: cells, vertical }: CellShift): boolean {
  return vertical
    ? area.column >= cells.column && area.column + area.columnCount <= cells.column + cells.columnCount
    : area.row >= cells.row && area.row + area.rowCount <= cells.row + cells.rowCount
}

/** Where an area is after a shift: moved, grown, shrunk, untouched, or undefined when it was deleted or pushed off the sheet. */
export function shiftArea(area: Area, shift: CellShift): Area | undefined {
  if (!movesWhole(area, shift)) return area
  const { area: cells, vertical, insert } = shift
  if (vertical) {
    if (area.rowCount === limits.sheetRows) return area
    const span = shiftSpan([area.row, area.rowCount], [cells.row, cells.rowCount], insert)
    if (!span || span[0] >= limits.sheetRows) return undefined
    return { ...area, row: span[0], rowCount: Math.min(span[1], limits.sheetRows - span[0]) }
  }
  if (area.columnCount === limits.sheetColumns) return area
  const span = shiftSpan([area.column, area.columnCount], [cells.column, cells.columnCount], insert)
  if (!span || span[0] >= limits.sheetColumns) return undefined
  return { ...area, column: span[0], columnCount: Math.min(span[1], limits.sheetColumns - span[0]) }
}

/** Where one cell is after a shift, or undefined when it was deleted. */
export function shiftCell(row: number, column: number, shift: CellShift): [row: number, column: number] | undefined {
  const { area, vertical, insert } = shift
  const [along, across] = vertical ? [row, column] : [column, row]
  const [at, by, from, width] = vertical
    ? [area.row, area.rowCount, area.column, area.columnCount]
    : [area.column, area.columnCount, area.row, area.rowCount]
  if (across < from || across >= from + width || along < at) return [row, column]
  if (!insert && along < at + by) return undefined
  const moved = along + (insert ? by : -by)
  return vertical ? [moved, column] : [row, moved]
}
