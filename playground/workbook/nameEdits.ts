import { tryParseAddress } from "../../shared/address.ts"
import type { Book } from "./book.ts"
import type { SimName } from "./contract.ts"
import { saved, type Step } from "./history.ts"
import { SimError } from "./simError.ts"

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase()

/** Excel's rules for names of ranges and tables. @throws SimError InvalidArgument */
export function checkIdentifier(name: string): void {
  const valid = /^[\p{L}_\\][\p{L}\p{N}_.\\?]*$/u.test(name) && name.length <= 255 && !/^[rc]$/i.test(name)
  if (!valid || tryParseAddress(name) || /^r\d*c\d*$/i.test(name))
    throw new SimError(
      "InvalidArgument",
      "The name is invalid: start with a letter or underscore, use no spaces, and don't make it look like a cell.",
    )
}

const findName = (book: Book, name: string, scope: string | null): SimName | undefined =>
  book.names.find((item) => same(item.name, name) && item.scope === scope)

/** True when a table or a name of the workbook has this name. */
export const isTaken = (book: Book, name: string): boolean =>
  findName(book, name, null) !== undefined ||
  book.sheets.some((sheet) => sheet.tables.some((table) => same(table.name, name)))

function namesStep(book: Book, names: readonly SimName[]): Step {
  const swap = saved(
    () => book.names,
    (items) => (book.names = items),
  )
  book.names = names
  return { swaps: [swap], done: [{ kind: "viewChanged" }], undone: [{ kind: "viewChanged" }], touched: "structure" }
}

/** @throws SimError InvalidArgument, ItemAlreadyExists */
export function addName(book: Book, name: SimName): Step {
  checkIdentifier(name.name)
  if (name.scope === null ? isTaken(book, name.name) : findName(book, name.name, name.scope))
    throw new SimError("ItemAlreadyExists", "A resource with the same name or identifier already exists.")
  const formula = name.formula.startsWith("=") ? name.formula : `=${name.formula}`
  return namesStep(book, [...book.names, { ...name, formula }])
}

/** @throws SimError ItemNotFound */
export function deleteName(book: Book, name: string, scope: string | null): Step {
  const found = findName(book, name, scope)
  if (!found) throw new SimError("ItemNotFound", "The requested resource doesn't exist.")
  return namesStep(
    book,
    book.names.filter((item) => item !== found),
  )
}
