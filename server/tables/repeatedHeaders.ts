import type { Area } from "../../shared/address.ts"
import { isBlank } from "../../shared/cell.ts"
import { foldText } from "./cellText.ts"
import { valueAt, type Grid } from "./grid.ts"
import type { Header } from "./headerRow.ts"

/** Rows of a body that hold the last header row once more, or most of it, as printed reports do on each page. */
export function repeatedHeaders(grid: Grid, region: Area, header: Header, body: Area): number[] {
  if (header.headerRows === 0 || region.columnCount < 2) return []
  const headerRow = region.row + header.titleRows + header.headerRows - 1
  const names: (string | undefined)[] = Array.from({ length: region.columnCount }, (_, c) => {
    const value = valueAt(grid, headerRow, region.column + c)
    return isBlank(value) ? undefined : foldText(String(value))
  })
  const first = names.findIndex((name) => name !== undefined)
  const named = names.filter((name) => name !== undefined).length
  if (named < 2) return []
  const found: number[] = []
  for (let row = body.row; row < body.row + body.rowCount; row++) {
    const value = valueAt(grid, row, region.column + first)
    if (isBlank(value) || foldText(String(value)) !== names[first]) continue
    const cells = names.map((_, c) => valueAt(grid, row, region.column + c))
    const filled = cells.filter((cell) => !isBlank(cell)).length
    const isSame = cells.every((cell, c) => isBlank(cell) || names[c] === foldText(String(cell)))
    if (isSame && (filled === named || (filled > 2 && filled * 2 >= named))) found.push(row)
  }
  return found
}
