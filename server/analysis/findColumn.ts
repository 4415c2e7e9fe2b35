import { columnIndex, columnLetter } from "../../shared/address.ts"
import { AppError } from "../../shared/errors.ts"
import { foldText } from "../workbooks/cellText.ts"
import type { Column, Table } from "../workbooks/table.ts"

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
  const near = nearest(table, bare)
  const hint = near ? `; did you mean ${near.shape.name}?` : "."
  const outside = letter && isSheetColumn(letter) ? ` The table is in ${table.shape.tableAddress}.` : ""
  throw new AppError(
    "invalid_request",
    `There is no column ${shorten(name)}${hint} Columns: ${names(table.columns)}.${outside}`,
  )
}

/** A name without case, spaces and punctuation; letters and digits of every script stay. */
export const bareName = (name: string): string => foldText(name).replace(/[^\p{L}\p{N}]/gu, "")

const isSheetColumn = (letter: string): boolean => columnLetter(columnIndex(letter)) === letter && letter.length < 3

const shorten = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}…` : text)

function names(columns: readonly Column[]): string {
  const shown = columns.slice(0, 40).map((column) => shorten(column.shape.name))
  return columns.length > shown.length
    ? `${shown.join(", ")} and ${columns.length - shown.length} more`
    : shown.join(", ")
}

function nearest(table: Table, bare: string): Column | undefined {
  let best: Column | undefined
  let least = Infinity
  for (const column of table.columns) {
    const other = bareName(column.shape.name)
    if (other === "" || bare === "") continue
    const contained = other.includes(bare) || bare.includes(other)
    const distance = contained ? 0.5 : editDistance(bare.slice(0, 64), other.slice(0, 64))
    if (distance < least && (contained || distance <= Math.max(2, other.length / 3))) {
      best = column
      least = distance
    }
  }
  return best
}

/** Levenshtein distance. */
function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const current = [i]
    for (let j = 1; j <= b.length; j++)
      current[j] = Math.min(
        (previous[j] ?? 0) + 1,
        (current[j - 1] ?? 0) + 1,
        (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1),
      )
    previous = current
  }
  return previous[b.length] ?? 0
}
