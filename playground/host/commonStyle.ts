import { intersect } from "../../shared/address.ts"
import type { CellStyle } from "../workbook/contract.ts"
import { sameArea } from "./areas.ts"
import type { Range } from "./objects/range.ts"

/** A property of the cells' style, or null when they differ. Cells beyond the used area have the plain style. */
export function styleOf<T>(range: Range, read: (style: CellStyle) => T): T | null {
  const { sheet, area } = range
  const used = sheet.usedArea()
  const within = used && intersect(used, area)
  if (!within) return read({})
  const first = read(sheet.style(within.row, within.column))
  if (!sameArea(within, area) && read({}) !== first) return null
  for (let row = within.row; row < within.row + within.rowCount; row++)
    for (let column = within.column; column < within.column + within.columnCount; column++)
      if (read(sheet.style(row, column)) !== first) return null
  return first
}
