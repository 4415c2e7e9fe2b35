import type { Area } from "../../shared/address.ts"
import { isBlank, serialToIso } from "../../shared/cell.ts"
import { kindOfColumn } from "./columnKind.ts"
import { valueAt, type Grid } from "./grid.ts"
import type { Header } from "./headerRow.ts"

/**
 * One text for each column from its header cells, top to bottom; names of groups are carried to the right over merged cells,
 * as far as the group above them reaches.
 */
export function headerTexts(grid: Grid, region: Area, header: Header, columns: readonly number[]): string[] {
  const top = region.row + header.titleRows
  const last = top + header.headerRows - 1
  const parts: string[][] = columns.map(() => [])
  let groupsAbove = columns.map(() => "")
  for (let row = top; row < last; row++) {
    const carried: string[] = []
    for (const [i, column] of columns.entries()) {
      const own = headerText(grid, row, column)
      const sameGroup = i > 0 && groupsAbove[i] === groupsAbove[i - 1]
      carried.push(own || (sameGroup ? (carried[i - 1] ?? "") : ""))
    }
    for (const [i, text] of carried.entries()) if (text && parts[i]?.at(-1) !== text) parts[i]?.push(text)
    groupsAbove = carried
  }
  return columns.map((column, i) => {
    const own = header.headerRows > 0 ? headerText(grid, last, column) : ""
    const above = parts[i] ?? []
    return (own && above.at(-1) !== own ? [...above, own] : above).join(" ")
  })
}

/** A header cell as a person reads it: dates as ISO text, a merged cell as a whole. */
export function headerText(grid: Grid, row: number, column: number): string {
  const merge = grid.merged?.find(
    (area) =>
      row >= area.row &&
      row < area.row + area.rowCount &&
      column >= area.column &&
      column < area.column + area.columnCount,
  )
  if (merge && (merge.row !== row || merge.column !== column)) return headerText(grid, merge.row, merge.column)
  const value = valueAt(grid, row, column)
  if (isBlank(value)) return ""
  if (typeof value !== "number") return String(value)
  const { kind } = kindOfColumn([value], () => grid.numberFormats?.[row]?.[column], "")
  return kind === "date" ? serialToIso(value) : String(value)
}
