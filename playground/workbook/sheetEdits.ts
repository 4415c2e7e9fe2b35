import { newSheet, sheetNamed, type Book } from "./book.ts"
import type { SimSheet, WorkbookEvent } from "./contract.ts"
import { saved, type Step, type Swap } from "./history.ts"
import { renameSheetIn } from "../../shared/references.ts"
import { rewriteFormulas } from "./rewriteFormulas.ts"
import type { Sheet } from "./sheet.ts"
import { SimError } from "./simError.ts"

/** Excel's rules for a sheet name. @throws SimError InvalidArgument, ItemAlreadyExists */
function checkName(book: Book, name: string, own?: Sheet): void {
  if (
    name.trim() === "" ||
    name.length > 31 ||
    /[\\/?*[\]:]/.test(name) ||
    /^'|'$/.test(name) ||
    /^history$/i.test(name)
  )
    throw new SimError(
      "InvalidArgument",
      "The sheet name is invalid: use 1 to 31 characters, none of \\ / ? * [ ] :, and no apostrophe at either end.",
    )
  const other = sheetNamed(book, name)
  if (other && other !== own)
    throw new SimError("ItemAlreadyExists", "A resource with the same name or identifier already exists.")
}

/** The first free `Sheet1`, `Sheet2`, … */
function freeName(book: Book): string {
  for (let number = book.sheets.length + 1; ; number++) if (!sheetNamed(book, `Sheet${number}`)) return `Sheet${number}`
}

const savedSheets = (book: Book): Swap =>
  saved(
    () => [book.sheets, book.activeId] as const,
    ([sheets, activeId]) => {
      book.sheets = sheets
      book.activeId = activeId
    },
  )

/** Another sheet that can be shown once this one is gone. @throws SimError when there is none */
function nextVisible(book: Book, sheet: Sheet): Sheet {
  const index = book.sheets.indexOf(sheet)
  const others = [...book.sheets.slice(index + 1), ...book.sheets.slice(0, index).toReversed()]
  const next = others.find(({ visibility }) => visibility === "Visible")
  if (!next) throw new SimError("InvalidOperation", "A workbook must contain at least one visible worksheet.")
  return next
}

const moveTo = (before: string, after: string): WorkbookEvent[] =>
  before === after
    ? []
    : [
        { kind: "sheetDeactivated", sheetId: before },
        { kind: "sheetActivated", sheetId: after },
      ]

/** Adds a blank sheet at the end; it is not activated. */
export function addSheet(book: Book, name = freeName(book)): { sheet: Sheet; step: Step } {
  checkName(book, name)
  const swaps = [savedSheets(book)]
  const sheet = newSheet(book, name)
  book.sheets = [...book.sheets, sheet]
  book.activeId ||= sheet.id
  return {
    sheet,
    step: {
      swaps,
      done: [{ kind: "sheetAdded", sheetId: sheet.id }],
      undone: [{ kind: "sheetDeleted", sheetId: sheet.id }],
      touched: "structure",
    },
  }
}

/** References to the sheet become `#REF!`. @throws SimError for the last visible sheet */
export function deleteSheet(book: Book, sheet: Sheet): Step {
  const active = book.activeId
  const next = sheet.visibility === "Visible" || active === sheet.id ? nextVisible(book, sheet).id : active
  const after = active === sheet.id ? next : active
  const swaps = [savedSheets(book)]
  book.sheets = book.sheets.filter((other) => other !== sheet)
  book.activeId = after
  swaps.push(rewriteFormulas(book, (formula) => renameSheetIn(formula, sheet.name, undefined)))
  const names = saved(
    () => book.names,
    (items) => (book.names = items),
  )
  book.names = book.names.filter(({ scope }) => scope !== sheet.id)
  return {
    swaps: [...swaps, names],
    done: [...moveTo(active, after), { kind: "sheetDeleted", sheetId: sheet.id }],
    undone: [{ kind: "sheetAdded", sheetId: sheet.id }, ...moveTo(after, active)],
    touched: "structure",
  }
}

/** Formulas follow the new name. */
export function renameSheet(book: Book, sheet: Sheet, name: string): Step {
  checkName(book, name, sheet)
  const before = sheet.name
  const renamed = saved(
    () => sheet.name,
    (value) => (sheet.name = value),
  )
  sheet.name = name
  const swaps = [renamed, rewriteFormulas(book, (formula) => renameSheetIn(formula, before, name))]
  return {
    swaps,
    done: [{ kind: "sheetRenamed", sheetId: sheet.id, before, after: name }],
    undone: [{ kind: "sheetRenamed", sheetId: sheet.id, before: name, after: before }],
    touched: "structure",
  }
}

/** Position counts from zero. */
export function moveSheet(book: Book, sheet: Sheet, position: number): Step {
  if (!Number.isInteger(position) || position < 0 || position >= book.sheets.length)
    throw new SimError("InvalidArgument", "The argument is invalid or missing or has an incorrect format.")
  const before = book.sheets.indexOf(sheet)
  const swaps = [savedSheets(book)]
  const others = book.sheets.filter((other) => other !== sheet)
  book.sheets = others.toSpliced(position, 0, sheet)
  return {
    swaps,
    done: [{ kind: "sheetMoved", sheetId: sheet.id, before, after: position }],
    undone: [{ kind: "sheetMoved", sheetId: sheet.id, before: position, after: before }],
    touched: "structure",
  }
}

/** @throws SimError when the last visible sheet would be hidden */
export function setVisibility(book: Book, sheet: Sheet, visibility: SimSheet["visibility"]): Step {
  const before = sheet.visibility
  const active = book.activeId
  const hides = before === "Visible" && visibility !== "Visible"
  const after = hides && active === sheet.id ? nextVisible(book, sheet).id : active
  if (hides) nextVisible(book, sheet)
  const swaps = [
    savedSheets(book),
    saved(
      () => sheet.visibility,
      (value) => (sheet.visibility = value),
    ),
  ]
  sheet.visibility = visibility
  book.activeId = after
  const event = { kind: "sheetVisibilityChanged", sheetId: sheet.id } as const
  return {
    swaps,
    done: [...moveTo(active, after), { ...event, before, after: visibility }],
    undone: [{ ...event, before: visibility, after: before }, ...moveTo(after, active)],
    touched: [],
  }
}
