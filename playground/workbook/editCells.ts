import type { Area } from "../../shared/address.ts"
import { formatKind, type CellValue } from "../../shared/cell.ts"
import { parseTyped, type TypedCell } from "../../shared/cellText/parseTyped.ts"
import { limits } from "../../shared/limits.ts"
import { cellArea, checkArea, type Book } from "./book.ts"
import { checkFormula } from "./checkFormula.ts"
import type { CellStyle, WorkbookEvent } from "./contract.ts"
import { savedCells, type Step } from "./history.ts"
import type { Sheet } from "./sheet.ts"
import { SimError } from "./simError.ts"
import { restyle } from "./styleCells.ts"

function contentsStep(sheet: Sheet, area: Area, edit: () => void): Step {
  const swaps = [savedCells(sheet, area)]
  const event = { kind: "changed", sheetId: sheet.id, area, changeType: "RangeEdited", source: "Local" } as const
  // The value after, and both when it is undone, are filled in once formulas are calculated.
  const done: WorkbookEvent =
    area.rowCount === 1 && area.columnCount === 1
      ? { ...event, before: sheet.value(area.row, area.column), after: null }
      : event
  edit()
  return { swaps, done: [done], undone: [done], touched: [{ sheet, area }] }
}

function checkText(text: string): void {
  if (text.length > limits.cellCharacters)
    throw new SimError("InvalidArgument", `A cell holds at most ${limits.cellCharacters} characters.`)
}

/** What a string means in this cell: a Text cell takes everything as it is. */
function parseFor(style: CellStyle, text: string): TypedCell {
  checkText(text)
  if (formatKind(style.numberFormat) === "text" && text !== "") return { value: text }
  const parsed = parseTyped(text)
  if (parsed.formula) checkFormula(parsed.formula)
  return parsed
}

type Place = readonly [row: number, column: number]

function put(book: Book, sheet: Sheet, [row, column]: Place, input: TypedCell): void {
  sheet.values.set(row, column, input.value ?? undefined)
  sheet.formulas.set(row, column, input.formula)
  sheet.arrays.set(row, column, undefined)
  sheet.kept.set(row, column, undefined)
  sheet.spilled.set(row, column, undefined)
  const style = sheet.style(row, column)
  if (input.numberFormat && formatKind(style.numberFormat) === "general")
    sheet.styleIds.set(row, column, book.styles.intern({ ...style, numberFormat: input.numberFormat }))
}

/** A number typed into a percentage cell means percent, written with or without the sign. */
const asPercent = (parsed: TypedCell): TypedCell =>
  typeof parsed.value === "number" && !parsed.formula && !parsed.numberFormat?.endsWith("%")
    ? { value: parsed.value / 100 }
    : parsed

/** One cell as a person types it. */
export function typeCell(book: Book, sheet: Sheet, [row, column]: Place, text: string): Step {
  const area = cellArea(row, column)
  checkArea(area)
  const style = sheet.style(row, column)
  const parsed = parseFor(style, text)
  const input = formatKind(style.numberFormat) === "percentage" ? asPercent(parsed) : parsed
  return contentsStep(sheet, area, () => put(book, sheet, [row, column], input))
}

/** A matrix of the size of the area: strings parsed, numbers and booleans as they are, null leaves the cell. */
export function writeCells(book: Book, sheet: Sheet, area: Area, cells: readonly (readonly CellValue[])[]): Step {
  checkArea(area)
  if (cells.length !== area.rowCount || cells.some((row) => row.length !== area.columnCount))
    throw new SimError(
      "InvalidArgument",
      "The number of rows or columns in the input array doesn't match the size or dimensions of the range.",
    )
  // Everything is parsed before anything is written: a refused formula leaves the sheet as it was.
  const inputs = cells.map((line, r) =>
    line.map((value, c) => {
      if (typeof value === "string") return parseFor(sheet.style(area.row + r, area.column + c), value)
      if (typeof value === "number" && !Number.isFinite(value))
        throw new SimError("InvalidArgument", "A cell holds finite numbers only.")
      return value === null ? undefined : { value }
    }),
  )
  return contentsStep(sheet, area, () =>
    inputs.forEach((line, r) =>
      line.forEach((input, c) => {
        if (input) put(book, sheet, [area.row + r, area.column + c], input)
      }),
    ),
  )
}

/** Clears contents, formats or both. */
export function clearCells(book: Book, sheet: Sheet, area: Area, what: "All" | "Contents" | "Formats"): Step {
  checkArea(area)
  const contents = contentsStep(sheet, area, () => {
    if (what !== "Formats")
      for (const grid of [sheet.values, sheet.formulas, sheet.arrays, sheet.kept, sheet.spilled]) grid.clear(area)
  })
  if (what === "Contents") return contents
  const formats = restyle(book, sheet, area, () => ({}))
  return {
    swaps: [...contents.swaps, ...formats.swaps],
    done: what === "All" ? [...contents.done, ...formats.done] : formats.done,
    undone: what === "All" ? [...contents.undone, ...formats.undone] : formats.undone,
    touched: what === "All" ? contents.touched : [],
  }
}
