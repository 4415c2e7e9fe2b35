import type { Area } from "../../shared/address.ts"
import { isBlank, type CellValue } from "../../shared/cell.ts"
import { valueAt, type Grid } from "./grid.ts"

const noteStart =
  /^(\*|†|source|sources|note|notes|quelle|hinweis|anmerkung|fuente|nota|remarque|footnote)\b|^[*†]|^[([]\d{1,2}[)\]]\s/iu

/** A remark has this many characters, or words. */
const long = { characters: 60, words: 4 }
const sampleRows = 50

/**
 * The body of a table without what is written under it: rows that hold one lone remark (`Source: …`, a long sentence) and what goes on
 * below it, and rows of scattered words under rows of values.
 */
export function withoutFootnotes(grid: Grid, body: Area): Area {
  if (body.columnCount < 2) return body
  const usual = usualRow(grid, body)
  let rowCount = body.rowCount
  let label: number | undefined
  for (let rows = body.rowCount; rows > 1; rows--) {
    const sort = sortOf(grid, body, body.row + rows - 1, usual)
    if (sort === "data") break
    if (sort === "remark") rowCount = rows - 1
    else label = rows
  }
  // A word in the first column alone may be a row without values, unless remarks stand right below it.
  const isTop = label === rowCount && rowCount < body.rowCount && body.columnCount > 2
  return { ...body, rowCount: isTop ? rowCount - 1 : rowCount }
}

/** What a row at the bottom is; `label` where it may be a row without values. */
function sortOf(grid: Grid, body: Area, row: number, usual: UsualRow): "data" | "remark" | "label" {
  const texts = textsOf(grid, body, row)
  if (texts === undefined) return "data"
  const isSparse = usual.values > 0 && texts.length * 2 <= usual.filled
  if (texts.length > 1) return isSparse ? "remark" : "data"
  const [text = ""] = texts
  if (texts.length === 0 || isRemark(text)) return "remark"
  return isSparse && !isLabel(grid, body, row) ? "remark" : "label"
}

const isRemark = (text: string): boolean => noteStart.test(text.trim()) || text.length > long.characters

interface UsualRow {
  readonly filled: number
  /** That are no text. */
  readonly values: number
}

/** Texts and values in the rows of the upper part, of which most must be full. */
function usualRow(grid: Grid, body: Area): UsualRow {
  const rows = Array.from({ length: Math.min(sampleRows, Math.max(1, Math.ceil(body.rowCount / 2))) }, (_, r) =>
    cellsOf(grid, body, body.row + r),
  ).filter((cells) => cells.length > 0)
  const median = (counts: number[]): number => counts.sort((a, b) => a - b)[Math.floor(counts.length / 2)] ?? 0
  return {
    filled: median(rows.map((cells) => cells.length)),
    values: median(rows.map((cells) => cells.filter((value) => typeof value !== "string").length)),
  }
}

const cellsOf = (grid: Grid, body: Area, row: number): CellValue[] =>
  Array.from({ length: body.columnCount }, (_, c) => valueAt(grid, row, body.column + c)).filter(
    (value) => !isBlank(value),
  )

/** The texts of a row that holds nothing else; undefined where it holds a value. */
function textsOf(grid: Grid, body: Area, row: number): string[] | undefined {
  const cells = cellsOf(grid, body, row)
  return cells.every((value) => typeof value === "string") ? cells.map(String) : undefined
}

/** A short text where the labels of the rows stand. */
function isLabel(grid: Grid, body: Area, row: number): boolean {
  const value = valueAt(grid, row, body.column)
  return typeof value === "string" && value.trim().split(/\s+/).length < long.words
}
