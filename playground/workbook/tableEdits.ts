import { intersect, type Area } from "../../shared/address.ts"
import { limits } from "../../shared/limits.ts"
import { checkArea, type Book } from "./book.ts"
import type { SimTable } from "./contract.ts"
import { saved, savedGrid, type Step, type Swap } from "./history.ts"
import { checkIdentifier, isTaken } from "./nameEdits.ts"
import { resolveStructuredReferences } from "./resolveStructuredReferences.ts"
import { rewriteFormulas } from "./rewriteFormulas.ts"
import type { Sheet } from "./sheet.ts"
import { shiftCells } from "./shiftCells.ts"
import { SimError } from "./simError.ts"

function freeName(book: Book): string {
  for (let number = 1; ; number++) if (!isTaken(book, `Table${number}`)) return `Table${number}`
}

/** Headers of a table are texts and unique: a blank one becomes `Column2`, a repeated one `Price2`. */
function makeHeaders(sheet: Sheet, area: Area): void {
  const used = new Set<string>()
  for (let column = area.column; column < area.column + area.columnCount; column++) {
    const own = sheet.text(area.row, column)
    const base = own || "Column"
    let header = own || `Column${column - area.column + 1}`
    for (let number = 2; used.has(header.toLowerCase()); number++) header = `${base}${number}`
    used.add(header.toLowerCase())
    sheet.values.set(area.row, column, header)
    sheet.formulas.set(area.row, column, undefined)
  }
}

function savedTables(sheet: Sheet): Swap {
  return saved(
    () => sheet.tables,
    (tables) => (sheet.tables = tables),
  )
}

function checkPlace(sheet: Sheet, area: Area, own?: SimTable): void {
  checkArea(area)
  if (sheet.tablesIn(area).some((table) => table !== own))
    throw new SimError("InvalidOperation", "A table can't overlap another table.")
  if (sheet.merges.some((merged) => intersect(merged, area)))
    throw new SimError("InvalidOperation", "A table can't contain merged cells. Unmerge the cells first.")
}

/** Without headers a row of `Column1` … is inserted above the data. @throws SimError InvalidOperation, ItemAlreadyExists */
export function addTable(
  book: Book,
  sheet: Sheet,
  area: Area,
  { hasHeaders, name = freeName(book) }: { hasHeaders: boolean; name?: string | undefined },
): { table: SimTable; step: Step } {
  checkPlace(sheet, area)
  checkIdentifier(name)
  if (isTaken(book, name))
    throw new SimError("ItemAlreadyExists", "A resource with the same name or identifier already exists.")
  const top = { ...area, rowCount: 1 }
  const inserted = hasHeaders ? undefined : shiftCells(book, sheet, { area: top, vertical: true, insert: true })
  const onlyHeader = hasHeaders && area.rowCount === 1
  const whole: Area = { ...area, rowCount: area.rowCount + (hasHeaders && !onlyHeader ? 0 : 1) }
  const swaps = [
    ...(inserted?.swaps ?? []),
    savedGrid(sheet.values, top),
    savedGrid(sheet.formulas, top),
    savedTables(sheet),
  ]
  makeHeaders(sheet, whole)
  const table: SimTable = {
    id: `{${(++book.counter).toString(16).toUpperCase().padStart(8, "0")}-0000-0000-FFFF-FFFFFFFFFFFF}`,
    name,
    area: whole,
    showHeaders: true,
    showTotals: false,
    style: "TableStyleMedium2",
  }
  sheet.tables = [...sheet.tables, table]
  const event = { sheetId: sheet.id, tableId: table.id, area: whole } as const
  return {
    table,
    step: {
      swaps,
      done: [...(inserted?.done ?? []), { kind: "tableAdded", ...event }],
      undone: [{ kind: "tableDeleted", ...event }, ...(inserted?.undone ?? [])],
      touched: "structure",
    },
  }
}

/** The table and its sheet. @throws SimError ItemNotFound */
export function findTable(book: Book, tableId: string): { sheet: Sheet; table: SimTable } {
  for (const sheet of book.sheets) for (const table of sheet.tables) if (table.id === tableId) return { sheet, table }
  throw new SimError("ItemNotFound", "The requested resource doesn't exist.")
}

/** Deletes the table with its cells; the cells below move up, as with Office.js `table.delete()`. */
export function deleteTable(book: Book, tableId: string): Step {
  const { sheet, table } = findTable(book, tableId)
  const area = table.area
  const tables = savedTables(sheet)
  sheet.tables = sheet.tables.filter((other) => other !== table)
  let step: Step
  try {
    step = shiftCells(book, sheet, { area, vertical: true, insert: false })
  } catch (refused) {
    tables()
    throw refused
  }
  const event = { sheetId: sheet.id, tableId, area } as const
  return {
    ...step,
    swaps: [tables, ...step.swaps],
    done: [{ kind: "tableDeleted", ...event }, ...step.done],
    undone: [...step.undone, { kind: "tableAdded", ...event }],
  }
}

/** Takes the table away and leaves its cells; structured references to it become plain ones, as in Excel. */
export function convertTable(book: Book, tableId: string): Step {
  const { sheet, table } = findTable(book, tableId)
  const reads = new RegExp(`(?<![\\p{L}\\p{N}_.])${table.name.replace(/[.\\?]/g, "\\$&")}(?![\\p{L}\\p{N}_.(])`, "iu")
  const { row: top, rowCount } = table.area
  const swaps = [
    savedTables(sheet),
    rewriteFormulas(book, (formula, home = sheet, row) => {
      const inside = home === sheet && row >= top && row < top + rowCount && formula.includes("[")
      return inside || reads.test(formula) ? resolveStructuredReferences(book, home, row, formula) : formula
    }),
  ]
  sheet.tables = sheet.tables.filter((other) => other !== table)
  const event = { sheetId: sheet.id, tableId, area: table.area } as const
  return {
    swaps,
    done: [{ kind: "tableDeleted", ...event }],
    undone: [{ kind: "tableAdded", ...event }],
    touched: "structure",
  }
}

/** The header stays in its row, as Excel demands. @throws SimError InvalidArgument, InvalidOperation */
export function resizeTable(book: Book, tableId: string, area: Area): Step {
  const { sheet, table } = findTable(book, tableId)
  checkPlace(sheet, area, table)
  const before = table.area
  if (area.row !== before.row || !intersect(area, before) || area.rowCount < 2 || area.row >= limits.sheetRows)
    throw new SimError(
      "InvalidArgument",
      "The headers must remain in the same row, and the resulting table must overlap the original table.",
    )
  const top = { ...area, rowCount: 1 }
  const swaps = [
    savedGrid(sheet.values, top),
    savedGrid(sheet.formulas, top),
    saved(
      () => table.area,
      (old) => (table.area = old),
    ),
  ]
  table.area = area
  if (table.showHeaders) makeHeaders(sheet, area)
  const event = { kind: "tableChanged", sheetId: sheet.id, tableId } as const
  return { swaps, done: [{ ...event, area }], undone: [{ ...event, area: before }], touched: "structure" }
}

/** Formulas that name the table follow. @throws SimError InvalidArgument, ItemAlreadyExists */
export function renameTable(book: Book, { sheet, table }: { sheet: Sheet; table: SimTable }, name: string): Step {
  checkIdentifier(name)
  if (name.toLowerCase() !== table.name.toLowerCase() && isTaken(book, name))
    throw new SimError("ItemAlreadyExists", "A resource with the same name or identifier already exists.")
  const before = new RegExp(
    `"(?:[^"]|"")*"|(?<![\\p{L}\\p{N}_.!'])${table.name.replace(/[.\\?]/g, "\\$&")}(?![\\p{L}\\p{N}_.(!'])`,
    "giu",
  )
  const swaps = [
    saved(
      () => table.name,
      (old) => (table.name = old),
    ),
    rewriteFormulas(book, (formula) => formula.replace(before, (found) => (found.startsWith('"') ? found : name))),
  ]
  table.name = name
  const event = { kind: "tableChanged", sheetId: sheet.id, tableId: table.id, area: table.area } as const
  return { swaps, done: [event], undone: [event], touched: "structure" }
}
