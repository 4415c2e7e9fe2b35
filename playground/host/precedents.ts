import { intersect, type Area } from "../../shared/address.ts"
import { limits } from "../../shared/limits.ts"
import { mapReferences, type Reference } from "../../shared/references.ts"
import type { SimSheet, SimWorkbook } from "../workbook/contract.ts"
import { sameArea } from "./areas.ts"

export interface SheetCells {
  readonly sheetId: string
  readonly area: Area
}

/** The cells that the formulas of an area refer to, each once, in reading order. */
export function directPrecedents(workbook: SimWorkbook, sheet: SimSheet, area: Area): SheetCells[] {
  const found: SheetCells[] = []
  forEachFormula(sheet, area, (formula) => {
    for (const cells of referredCells(workbook, sheet, formula))
      if (!found.some((known) => known.sheetId === cells.sheetId && sameArea(known.area, cells.area))) found.push(cells)
  })
  return found
}

/** The cells of the whole workbook whose formulas refer to a cell of the area. */
export function directDependents(workbook: SimWorkbook, sheet: SimSheet, area: Area): SheetCells[] {
  return workbook.sheets.flatMap((other) => {
    const found: SheetCells[] = []
    const used = other.usedArea(true)
    if (!used) return found
    forEachFormula(other, used, (formula, row, column) => {
      const isDependent = referredCells(workbook, other, formula).some(
        (cells) => cells.sheetId === sheet.id && intersect(cells.area, area),
      )
      if (isDependent) found.push({ sheetId: other.id, area: { row, column, rowCount: 1, columnCount: 1 } })
    })
    return found
  })
}

function forEachFormula(
  sheet: SimSheet,
  area: Area,
  visit: (formula: string, row: number, column: number) => void,
): void {
  const used = sheet.usedArea(true)
  const within = used && intersect(used, area)
  if (!within) return
  for (let row = within.row; row < within.row + within.rowCount; row++)
    for (let column = within.column; column < within.column + within.columnCount; column++) {
      const formula = sheet.formula(row, column)
      if (formula !== undefined) visit(formula, row, column)
    }
}

function referredCells(workbook: SimWorkbook, own: SimSheet, formula: string): SheetCells[] {
  const cells: SheetCells[] = []
  mapReferences(formula, (reference) => {
    const sheet = reference.sheet === undefined ? own : workbook.sheetByName(reference.sheet)
    if (sheet) cells.push({ sheetId: sheet.id, area: areaOf(reference) })
    return undefined
  })
  return cells
}

function areaOf({ first, last = first }: Reference): Area {
  const [top, bottom] = ordered(first.row ?? 0, last.row ?? limits.sheetRows - 1)
  const [left, right] = ordered(first.column ?? 0, last.column ?? limits.sheetColumns - 1)
  return { row: top, column: left, rowCount: bottom - top + 1, columnCount: right - left + 1 }
}

const ordered = (a: number, b: number): [number, number] => (a <= b ? [a, b] : [b, a])
