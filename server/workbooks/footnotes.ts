import type { Area } from "../../shared/address.ts"
import { isBlank } from "../../shared/cell.ts"
import { valueAt, type Grid } from "./grid.ts"

const noteStart = /^(\*|†|source|sources|note|notes|quelle|hinweis|anmerkung|fuente|nota|remarque|footnote)\b|^[*†]/iu

/** The body of a table without trailing rows that hold one lone remark (`Source: …`, or a long sentence). */
export function withoutFootnotes(grid: Grid, body: Area): Area {
  let rowCount = body.rowCount
  while (body.columnCount > 2 && rowCount > 1 && isFootnote(grid, body, body.row + rowCount - 1)) rowCount--
  return { ...body, rowCount }
}

function isFootnote(grid: Grid, body: Area, row: number): boolean {
  const values = Array.from({ length: body.columnCount }, (_, c) => valueAt(grid, row, body.column + c))
  const filled = values.filter((value) => !isBlank(value))
  if (filled.length === 0) return true
  const [only] = filled
  return filled.length === 1 && typeof only === "string" && (noteStart.test(only.trim()) || only.length > 60)
}
