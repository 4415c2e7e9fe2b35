import { formatArea, columnLetter, quoteSheet, splitAddress, tryParseAddress, type Area } from "../../shared/address.ts"
import { limits } from "../../shared/limits.ts"
import { invalidArgument } from "./wireErrors.ts"

export const isEntireColumn = (area: Area): boolean => area.rowCount === limits.sheetRows
export const isEntireRow = (area: Area): boolean => area.columnCount === limits.sheetColumns

export const cellCount = (area: Area): number => area.rowCount * area.columnCount

export const sameArea = (a: Area, b: Area): boolean =>
  a.row === b.row && a.column === b.column && a.rowCount === b.rowCount && a.columnCount === b.columnCount

export const contains = (outer: Area, inner: Area): boolean =>
  outer.row <= inner.row &&
  outer.column <= inner.column &&
  outer.row + outer.rowCount >= inner.row + inner.rowCount &&
  outer.column + outer.columnCount >= inner.column + inner.columnCount

/** The smallest area with both. */
export function boundingArea(a: Area, b: Area): Area {
  const row = Math.min(a.row, b.row)
  const column = Math.min(a.column, b.column)
  return {
    row,
    column,
    rowCount: Math.max(a.row + a.rowCount, b.row + b.rowCount) - row,
    columnCount: Math.max(a.column + a.columnCount, b.column + b.columnCount) - column,
  }
}

/** The area itself. @throws InvalidArgument when part of it is off the sheet or it has no cells. */
export function onSheet(area: Area): Area {
  if (area.row < 0 || area.column < 0 || area.rowCount < 1 || area.columnCount < 1) throw invalidArgument()
  if (area.row + area.rowCount > limits.sheetRows || area.column + area.columnCount > limits.sheetColumns)
    throw invalidArgument()
  return area
}

export const wholeSheet: Area = { row: 0, column: 0, rowCount: limits.sheetRows, columnCount: limits.sheetColumns }

/** A1 text as Excel writes it: entire columns as `A:C`, entire rows as `3:5`. */
export function areaText(area: Area): string {
  if (isEntireRow(area)) return `${area.row + 1}:${area.row + area.rowCount}`
  if (isEntireColumn(area)) return `${columnLetter(area.column)}:${columnLetter(area.column + area.columnCount - 1)}`
  return formatArea(area)
}

export const qualifiedText = (sheet: string, area: Area): string => `${quoteSheet(sheet)}!${areaText(area)}`

/** `=Orders!$A$1:$B$2`, as a defined name stores it. */
export function absoluteReference(sheet: string, area: Area): string {
  const absolute = areaText(area).replace(/([A-Z]+)?(\d+)?/g, (_, letters?: string, digits?: string) =>
    [letters, digits]
      .filter(Boolean)
      .map((part) => `$${part}`)
      .join(""),
  )
  return `=${quoteSheet(sheet)}!${absolute}`
}

export interface SheetArea {
  readonly sheet: string | undefined
  readonly area: Area
}

/** Reads `B2`, `Orders!A1:B2`, `A:C` or a list of them. @throws InvalidArgument. */
export function parseAreas(text: string): SheetArea[] {
  return text.split(/,(?=(?:[^']*'[^']*')*[^']*$)/).map((part) => {
    const { sheet } = splitAddress(part.trim())
    const area = tryParseAddress(part.trim())
    if (!area) throw invalidArgument()
    return { sheet, area }
  })
}

export function parseArea(text: string): SheetArea {
  const [first, ...rest] = parseAreas(text)
  if (!first || rest.length > 0) throw invalidArgument()
  return first
}

/** Runs `visit` for each cell, row by row. */
export function forEachCell(area: Area, visit: (row: number, column: number) => void): void {
  for (let row = area.row; row < area.row + area.rowCount; row++)
    for (let column = area.column; column < area.column + area.columnCount; column++) visit(row, column)
}

/** One value per cell, row by row. */
export const mapCells = <T>(area: Area, read: (row: number, column: number) => T): T[][] =>
  Array.from({ length: area.rowCount }, (_, r) =>
    Array.from({ length: area.columnCount }, (_, c) => read(area.row + r, area.column + c)),
  )
