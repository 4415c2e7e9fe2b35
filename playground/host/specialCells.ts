import { intersect, type Area } from "../../shared/address.ts"
import { excelErrors, isBlank, type CellValue } from "../../shared/cell.ts"
import type { SimSheet } from "../workbook/contract.ts"
import { invalidArgument, notImplemented } from "./wireErrors.ts"

const errors: ReadonlySet<unknown> = new Set(excelErrors)

function kindOf(value: CellValue): "Errors" | "Logical" | "Numbers" | "Text" {
  if (typeof value === "number") return "Numbers"
  if (typeof value === "boolean") return "Logical"
  return errors.has(value) ? "Errors" : "Text"
}

/** `Excel.SpecialCellType` within the used part of the area, as few rectangles as a walk along the rows finds. */
export function specialAreas(sheet: SimSheet, area: Area, type: string, valueType = "All"): Area[] {
  const used = sheet.usedArea()
  const within = used && intersect(used, area)
  if (!within) return []
  if (type === "Visible") return visibleAreas(sheet, within)
  const accepts = (value: CellValue): boolean => valueType === "All" || valueType.includes(kindOf(value))
  const isSpecial = (row: number, column: number): boolean => {
    const value = sheet.value(row, column)
    const formula = sheet.formula(row, column)
    switch (type) {
      case "Blanks":
        return isBlank(value) && formula === undefined
      case "Constants":
        return !isBlank(value) && formula === undefined && accepts(value)
      case "Formulas":
        return formula !== undefined && accepts(value)
      case "ConditionalFormats":
      case "DataValidations":
      case "SameConditionalFormat":
      case "SameDataValidation":
        throw notImplemented("Range", `getSpecialCells("${type}")`)
      default:
        throw invalidArgument()
    }
  }
  return rectangles(within, isSpecial)
}

/** Each run of shown rows with each run of shown columns. */
function visibleAreas(sheet: SimSheet, { row, column, rowCount, columnCount }: Area): Area[] {
  const rows = runs(row, rowCount, (index) => !sheet.isRowHidden(index))
  const columns = runs(column, columnCount, (index) => !sheet.isColumnHidden(index))
  return rows.flatMap(([top, height]) =>
    columns.map(([left, width]) => ({ row: top, column: left, rowCount: height, columnCount: width })),
  )
}

function runs(first: number, count: number, isIn: (index: number) => boolean): [first: number, count: number][] {
  const found: [number, number][] = []
  for (let index = first; index < first + count; index++) {
    if (!isIn(index)) continue
    const last = found.at(-1)
    if (last && last[0] + last[1] === index) last[1]++
    else found.push([index, 1])
  }
  return found
}

/** Runs along each row, joined with the run above when both have the same columns. */
function rectangles(area: Area, isIn: (row: number, column: number) => boolean): Area[] {
  const done: Area[] = []
  let open: Area[] = []
  for (let row = area.row; row < area.row + area.rowCount; row++) {
    const next: Area[] = []
    for (let column = area.column; column < area.column + area.columnCount;) {
      let columnCount = 0
      while (column + columnCount < area.column + area.columnCount && isIn(row, column + columnCount)) columnCount++
      if (columnCount > 0) {
        const above = open.find((run) => run.column === column && run.columnCount === columnCount)
        next.push(above ? { ...above, rowCount: above.rowCount + 1 } : { row, column, rowCount: 1, columnCount })
      }
      column += columnCount + 1
    }
    done.push(...open.filter((run) => !next.some((longer) => longer.row === run.row && longer.column === run.column)))
    open = next
  }
  return [...done, ...open].sort((a, b) => a.row - b.row || a.column - b.column)
}
