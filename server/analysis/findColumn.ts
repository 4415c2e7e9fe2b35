import { columnIndex, columnLetter } from "../../shared/address.ts"
import { AppError } from "../../shared/errors.ts"
import { foldText } from "../tables/cellText.ts"
import type { Column, Table } from "../tables/table.ts"
import { bareName, nearestName } from "../tables/nearestName.ts"

/**
 * The column a query means: by name, then without case, spaces and punctuation, then by its letter.
 * @throws AppError invalid_request that names the nearest columns.
 */
export function findColumn(table: Table, name: string): Column {
  const folded = foldText(name)
  const exact = table.columns.find((column) => foldText(column.shape.name) === folded)
  if (exact) return exact
  const bare = bareName(name)
  const alike = bare === "" ? [] : table.columns.filter((column) => bareName(column.shape.name) === bare)
  if (alike.length === 1 && alike[0]) return alike[0]
  if (alike.length > 1)
    throw new AppError("invalid_request", `"${shorten(name)}" could be ${names(alike)}; name one of them.`)
  const letter = /^(?:column\s+)?([A-Z]{1,3})$/i.exec(name.trim())?.[1]?.toUpperCase()
  const byLetter = table.columns.find((column) => column.shape.letter === letter)
  if (byLetter) return byLetter
  const near = nearestName(
    name,
    table.columns.map((column) => column.shape.name),
  )
  const hint = near === undefined ? "." : `; did you mean ${near}?`
  const outside = letter && isSheetColumn(letter) ? ` The table is in ${table.shape.tableAddress}.` : ""
  throw new AppError(
    "invalid_request",
    `There is no column ${shorten(name)}${hint} Columns: ${names(table.columns)}.${outside}`,
  )
}

const isSheetColumn = (letter: string): boolean => columnLetter(columnIndex(letter)) === letter && letter.length < 3

const shorten = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}…` : text)

function names(columns: readonly Column[]): string {
  const shown = columns.slice(0, 40).map((column) => shorten(column.shape.name))
  return columns.length > shown.length
    ? `${shown.join(", ")} and ${columns.length - shown.length} more`
    : shown.join(", ")
}
