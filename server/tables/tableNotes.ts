import { cellAddress, columnLetter } from "../../shared/address.ts"
import { isNumericKind } from "../../shared/cell.ts"
import { isCodeName } from "./codeName.ts"
import { counted, type Column } from "./table.ts"

interface Found {
  /** Records stand in columns: what is called a row here is one. */
  readonly isTurned: boolean
  readonly others: readonly { address: string; isTable: boolean }[]
  readonly titleRows: readonly number[]
  readonly headerRow: number | null
  readonly totalsRows: readonly number[]
  /** Data rows that add up others. */
  readonly subtotalRows: readonly number[]
  /** Rows that hold the header once more. */
  readonly repeatedRows: readonly number[]
  readonly footnoteRows: readonly number[]
  readonly columns: readonly Column[]
  readonly sheetRows: readonly number[]
}

/** Full sentences about what reading the table skipped or assumed. */
export function tableNotes(found: Found): string[] {
  const notes: string[] = []
  if (found.titleRows.length > 0) notes.push(`Skipped the title in ${rowList(found, found.titleRows)}.`)
  if (found.headerRow === null && found.sheetRows.length > 1)
    notes.push(
      found.isTurned
        ? "No names were found beside the rows, so they are named by their numbers."
        : "No header row was found, so the columns are named by their letters.",
    )
  if (found.footnoteRows.length > 0) notes.push(`Skipped the remark in ${rowList(found, found.footnoteRows)}.`)
  if (found.repeatedRows.length > 0)
    notes.push(`Skipped the header that is repeated in ${rowList(found, found.repeatedRows)}.`)
  notes.push(...leftOutNotes(found))
  if (found.subtotalRows.length > 0)
    notes.push(
      `${rowList(found, found.subtotalRows).replace(/^./, (first) => first.toUpperCase())} ${found.subtotalRows.length > 1 ? "are subtotals" : "is a subtotal"} of rows beside ${found.subtotalRows.length > 1 ? "them" : "it"}: figures over all rows leave ${found.subtotalRows.length > 1 ? "them" : "it"} out.`,
    )
  for (const column of found.columns) notes.push(...columnNotes(column, found.sheetRows))
  return notes
}

/** What every answer over the table must say: what no figure includes (totals, other tables and cells), and what may count twice. */
export function leftOutNotes(found: Pick<Found, "isTurned" | "totalsRows" | "others">): string[] {
  const notes: string[] = []
  if (found.totalsRows.length > 0)
    notes.push(`Left the totals in ${rowList(found, found.totalsRows)} out of all figures.`)
  const tables = found.others.filter((other) => other.isTable)
  const rest = found.others.filter((other) => !other.isTable)
  if (tables.length > 0)
    notes.push(
      `The range holds more than one table; this is the largest. Select ${list(tables.map((table) => table.address))} to ask about the others.`,
    )
  if (rest.length > 0) notes.push(`Skipped ${list(rest.map((other) => other.address))} outside the table.`)
  return notes
}

function columnNotes(column: Column, sheetRows: readonly number[]): string[] {
  const { shape, numbersAsText, datesAsText } = column
  const at = (indices: readonly number[]): string =>
    list(indices.map((index) => cellAddress(shape.letter, sheetRows[index] ?? 0)))
  const notes: string[] = mergedNotes(column)
  const isRead = areRead(column)
  if (numbersAsText.length > 0 && (isRead || !isCodeName(shape.name)))
    notes.push(
      isRead
        ? `${shape.name} holds ${counted(numbersAsText.length, "number")} stored as text (${at(numbersAsText)}), which Excel does not calculate with; here ${numbersAsText.length === 1 ? "it counts" : "they count"}.`
        : `${shape.name} holds ${counted(numbersAsText.length, "number")} stored as text (${at(numbersAsText)}), which Excel does not calculate with.`,
    )
  if (datesAsText.length > 0)
    notes.push(
      `${shape.name} holds ${counted(datesAsText.length, "date")} stored as text (${at(datesAsText)}), which Excel does not treat as dates${shape.kind === "date" ? "; here they count" : ""}.`,
    )
  return notes
}

/** True where the texts that look like numbers were read as numbers. */
export const areRead = ({ values, numbersAsText }: Pick<Column, "values" | "numbersAsText">): boolean =>
  numbersAsText.some((index) => typeof values[index] === "number")

/** How cells that are merged over several rows were read. */
export function mergedNotes({ mergedDown, shape }: Column): string[] {
  if (mergedDown.length === 0) return []
  const how = isNumericKind(shape.kind) ? "a number in them counts once" : "their text counts for each of these rows"
  return [`${shape.name} has cells merged over several rows (${list(mergedDown)}): ${how}.`]
}

function rowList({ isTurned }: Pick<Found, "isTurned">, rows: readonly number[]): string {
  const names = rows.map((row) => (isTurned ? columnLetter(row - 1) : String(row)))
  return `${isTurned ? "column" : "row"}${rows.length === 1 ? "" : "s"} ${list(names)}`
}

/** `A, B and C`, cut after five with a count of the rest. */
function list(items: readonly string[]): string {
  const shown = items.slice(0, 5)
  if (items.length > shown.length)
    return `${shown.join(", ")} and ${(items.length - shown.length).toLocaleString("en-US")} more`
  return shown.length > 1 ? `${shown.slice(0, -1).join(", ")} and ${shown.at(-1)}` : (shown[0] ?? "")
}
