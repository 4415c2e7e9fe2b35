import { intersect, type Area } from "../../../shared/address.ts"
import { formatKind, type CellValue } from "../../../shared/cell.ts"
import { limits } from "../../../shared/limits.ts"
import type { SimSheet } from "../../workbook/contract.ts"
import { lastCell, type Cell } from "./selection.ts"

/** What was copied last, so that pasting it here again keeps numbers in full precision. */
export interface Copied {
  readonly text: string
  readonly cells: readonly (readonly CellValue[])[]
}

const quote = (text: string): string => (/[\t\n\r"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

/** A selection as tab-separated text, as Excel puts it on the clipboard; hidden rows and columns and what is beyond the data stay out. */
export function copyCells(sheet: SimSheet, area: Area): Copied {
  const used = sheet.usedArea()
  const part = (used && intersect(area, used)) ?? { ...area, rowCount: 1, columnCount: 1 }
  const end = lastCell(part)
  const texts: string[] = []
  const cells: CellValue[][] = []
  // From the selection's own first cell, so that pasting keeps the distance to blank leading cells.
  for (let row = area.row; row <= end.row; row++) {
    if (sheet.isRowHidden(row)) continue
    const line: string[] = []
    const values: CellValue[] = []
    for (let column = area.column; column <= end.column; column++) {
      if (sheet.isColumnHidden(column)) continue
      line.push(quote(sheet.text(row, column)))
      values.push(copiedValue(sheet, row, column))
    }
    texts.push(line.join("\t"))
    cells.push(values)
  }
  return { text: texts.join("\n"), cells }
}

/** Texts and plain numbers as they are; dates, amounts of money and percentages as they would be typed. */
function copiedValue(sheet: SimSheet, row: number, column: number): CellValue {
  const value = sheet.value(row, column)
  if (typeof value === "string") return value
  const plain = ["general", "number"].includes(formatKind(sheet.style(row, column).numberFormat))
  return typeof value === "number" && plain ? value : sheet.text(row, column)
}

/** Rows and columns of tab-separated text; quoted fields may hold tabs and line breaks. */
export function parseTabText(text: string): string[][] {
  const rows: string[][] = [[]]
  const body = text.replace(/\r\n?/g, "\n").replace(/\n$/, "")
  const field = /"((?:[^"]|"")*)"(?=[\t\n]|$)|[^\t\n]*/y
  for (let at = 0; ;) {
    field.lastIndex = at
    const match = field.exec(body)
    const raw = match?.[0] ?? ""
    rows.at(-1)?.push(match?.[1] === undefined ? raw : match[1].replaceAll('""', '"'))
    at += raw.length
    if (at >= body.length) return rows
    if (body[at] === "\n") rows.push([])
    at++
  }
}

/** Where pasted cells go, and what: one cell fills the whole selection, a block starts at the active cell. Ragged rows are padded with blanks. */
export function pasteTarget(
  cells: readonly (readonly CellValue[])[],
  selection: Area,
  anchor: Cell,
): { area: Area; cells: CellValue[][] } {
  const columns = Math.max(1, ...cells.map((row) => row.length))
  const fills =
    cells.length === 1 && columns === 1 && selection.rowCount * selection.columnCount <= limits.cellsPerBlock
  const from = fills ? selection : anchor
  const rowCount = Math.min(fills ? selection.rowCount : cells.length, limits.sheetRows - from.row)
  const columnCount = Math.min(fills ? selection.columnCount : columns, limits.sheetColumns - from.column)
  return {
    area: { row: from.row, column: from.column, rowCount, columnCount },
    cells: Array.from({ length: rowCount }, (_, row) =>
      Array.from({ length: columnCount }, (_, column) => (fills ? cells[0]?.[0] : cells[row]?.[column]) ?? ""),
    ),
  }
}
