import type { CellValue } from "../../shared/cell.ts"
import type { Engine } from "./engine.ts"
import { Grid } from "./grid.ts"
import type { Sheet } from "./sheet.ts"

function furtherResults(sheet: Sheet, engine: Engine): Grid<NonNullable<CellValue>> {
  const items = new Grid<NonNullable<CellValue>>()
  for (const [row, line] of sheet.formulas.rows)
    line.forEach((formula, column) => {
      if (formula === undefined || sheet.kept.get(row, column)) return
      const { rowCount, columnCount } = engine.arraySize(sheet, row, column) ?? { rowCount: 1, columnCount: 1 }
      for (let r = row; r < row + rowCount; r++)
        for (let c = column; c < column + columnCount; c++)
          if (r !== row || c !== column) items.set(r, c, engine.arrayItem(sheet, r, c) ?? "")
    })
  return items
}

/** Shows the further results of array formulas in the cells beside and below them; true when any of those cells changed. */
export function writeSpills(sheet: Sheet, engine: Engine): boolean {
  const items = furtherResults(sheet, engine)
  let changed = false
  const before = sheet.spilled.bounds()
  if (before)
    sheet.spilled.copy(before).forEach(before, (_, row, column) => {
      if (items.get(row, column) !== undefined) return
      sheet.spilled.set(row, column, undefined)
      sheet.values.set(row, column, undefined)
      changed = true
    })
  const area = items.bounds()
  if (area)
    items.forEach(area, (item, row, column) => {
      sheet.spilled.set(row, column, true)
      if (sheet.values.get(row, column) === item) return
      sheet.values.set(row, column, item)
      changed = true
    })
  return changed
}
