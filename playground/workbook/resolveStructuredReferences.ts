import { columnLetter, quoteSheet, type Area } from "../../shared/address.ts"
import type { Book } from "./book.ts"
import type { SimTable } from "./contract.ts"
import type { Sheet } from "./sheet.ts"

// A table name (or none, inside the table) and its bracket, which holds words or further brackets; text is skipped.
const pattern =
  /"(?:[^"]|"")*"|(?<![\p{L}\p{N}_.\]])(?<table>[\p{L}_\\][\p{L}\p{N}_.\\]*)?\[(?<inside>(?:[^[\]']|'.|\[(?:[^[\]']|'.)*\])*)\]/gu

interface Home {
  readonly sheet: Sheet
  readonly row: number
}

function findTable(book: Book, name: string | undefined, home: Home): { sheet: Sheet; table: SimTable } | undefined {
  for (const sheet of name === undefined ? [home.sheet] : book.sheets)
    for (const table of sheet.tables)
      if (
        name === undefined
          ? home.row >= table.area.row && home.row < table.area.row + table.area.rowCount
          : table.name.toLowerCase() === name.toLowerCase()
      )
        return { sheet, table }
  return undefined
}

type Rows = readonly [first: number, last: number]

/** The rows that items such as `#headers` name; undefined where the table has none of them. */
function rowsOf(table: SimTable, items: readonly string[], home: Home): Rows | undefined {
  const rows = partsOf(table)
  if (items.includes("#this row"))
    return home.row >= rows.data[0] && home.row <= rows.data[1] ? [home.row, home.row] : undefined
  if (items.includes("#all")) return [table.area.row, table.area.row + table.area.rowCount - 1]
  const named = (["headers", "data", "totals"] as const).filter((part) => items.includes(`#${part}`))
  if ((named.includes("headers") && !table.showHeaders) || (named.includes("totals") && !table.showTotals))
    return undefined
  return [rows[named[0] ?? "data"][0], rows[named.at(-1) ?? "data"][1]]
}

function partsOf({ area, showHeaders, showTotals }: SimTable): Record<"headers" | "data" | "totals", Rows> {
  const top = area.row + (showHeaders ? 1 : 0)
  const end = area.row + area.rowCount - (showTotals ? 1 : 0)
  return { headers: [area.row, area.row], data: [top, end - 1], totals: [end, end] }
}

function resolve(
  book: Book,
  name: string | undefined,
  inside: string,
  home: Home,
): (Area & { sheet: Sheet }) | undefined {
  const found = findTable(book, name, home)
  if (!found) return undefined
  const { sheet, table } = found
  const thisRow = inside.startsWith("@")
  const body = thisRow ? inside.slice(1) : inside
  const words = body.startsWith("[")
    ? [...body.matchAll(/\[((?:[^[\]']|'.)*)\]/g)].map(([, word = ""]) => word)
    : [body]
  const items = words.filter((word) => word.startsWith("#")).map((word) => word.toLowerCase())
  const columns = words
    .filter((word) => word !== "" && !word.startsWith("#"))
    .map((word) => columnOf(sheet, table, word))
  const rows = rowsOf(table, thisRow ? [...items, "#this row"] : items, home)
  if (!rows || columns.includes(-1)) return undefined
  const first = columns[0] ?? table.area.column
  const last = columns.at(-1) ?? table.area.column + table.area.columnCount - 1
  return {
    sheet,
    row: rows[0],
    rowCount: rows[1] - rows[0] + 1,
    column: Math.min(first, last),
    columnCount: Math.abs(last - first) + 1,
  }
}

function columnOf(sheet: Sheet, { area }: SimTable, header: string): number {
  const wanted = header.replace(/'(.)/g, "$1").trim().toLowerCase()
  for (let column = area.column; column < area.column + area.columnCount; column++)
    if (sheet.text(area.row, column).trim().toLowerCase() === wanted) return column
  return -1
}

/** The formula with structured references such as `Sales[Amount]` written as plain ranges; one that cannot be resolved becomes `#REF!`. */
export function resolveStructuredReferences(book: Book, sheet: Sheet, row: number, formula: string): string {
  const home = { sheet, row }
  const resolved = !formula.includes("[")
    ? formula
    : formula.replace(pattern, (...found: unknown[]) => {
        const text = String(found[0])
        const part = found.at(-1) as { table?: string; inside?: string }
        if (part.inside === undefined) return text
        const area = resolve(book, part.table, part.inside, home)
        return area ? `${quoteSheet(area.sheet.name)}!${absolute(area)}` : "#REF!"
      })
  return replaceTableNames(book, resolved)
}

/** A bare table name means its data. */
function replaceTableNames(book: Book, formula: string): string {
  let text = formula
  for (const sheet of book.sheets)
    for (const table of sheet.tables) {
      if (!text.toLowerCase().includes(table.name.toLowerCase())) continue
      const rows = rowsOf(table, [], { sheet, row: 0 })
      if (!rows) continue
      const area = { ...table.area, row: rows[0], rowCount: rows[1] - rows[0] + 1 }
      const name = table.name.replace(/[.\\?]/g, "\\$&")
      text = text.replace(
        new RegExp(`"(?:[^"]|"")*"|(?<![\\p{L}\\p{N}_.!'])${name}(?![\\p{L}\\p{N}_.(!'[])`, "giu"),
        (found) => (found.startsWith('"') ? found : `${quoteSheet(sheet.name)}!${absolute(area)}`),
      )
    }
  return text
}

const absolute = ({ row, column, rowCount, columnCount }: Area): string =>
  `$${columnLetter(column)}$${row + 1}:$${columnLetter(column + columnCount - 1)}$${row + rowCount}`
