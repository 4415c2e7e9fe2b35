import type { Area } from "../../shared/address.ts"
import { isBlank } from "../../shared/cell.ts"
import { valueAt, type Grid } from "./grid.ts"

const noteStart =
  /^(\*|†|source|sources|note|notes|quelle|hinweis|anmerkung|fuente|nota|remarque|footnote)\b|^[*†]|^[([]\d{1,2}[)\]]\s/iu

/** The body of a table without trailing rows that hold one lone remark (`Source: …`, or a long sentence) and what goes on below it. */
export function withoutFootnotes(grid: Grid, body: Area): Area {
  let rowCount = body.rowCount
  for (let rows = body.rowCount; body.columnCount > 2 && rows > 1; rows--) {
    const text = loneText(grid, body, body.row + rows - 1)
    if (text === undefined) break
    if (text === "" || noteStart.test(text.trim()) || text.length > 60) rowCount = rows - 1
  }
  return { ...body, rowCount }
}

/** The text of a row that holds nothing else; undefined where it holds more, or a value. */
function loneText(grid: Grid, body: Area, row: number): string | undefined {
  const values = Array.from({ length: body.columnCount }, (_, c) => valueAt(grid, row, body.column + c))
  const [only = "", ...others] = values.filter((value) => !isBlank(value))
  return others.length === 0 && typeof only === "string" ? only : undefined
}
