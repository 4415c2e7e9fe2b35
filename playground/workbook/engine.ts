import { Model, type CellArrayStructure } from "@ironcalc/wasm"
import { formatArea, intersect, quoteSheet, type Area } from "../../shared/address.ts"
import { isExcelError, type CellValue } from "../../shared/cell.ts"
import { cellArea, type Book } from "./book.ts"
import { enclose } from "./enclose.ts"
import { resolveStructuredReferences } from "./resolveStructuredReferences.ts"
import type { Sheet } from "./sheet.ts"

/** Codes of the engine's `getCellType`. */
const cellType = { number: 1, text: 2, logical: 4 } as const

/** Areas up to this size are cleared in no time. */
const worthClearing = 5000

const cellCount = ({ rowCount, columnCount }: Area): number => rowCount * columnCount

/** Columns and rows of the array formula that begins in a cell. */
function anchoredSize(structure: CellArrayStructure): readonly [number, number] | undefined {
  if (structure === "SingleCell") return undefined
  if ("DynamicAnchor" in structure) return structure.DynamicAnchor
  return "ArrayAnchor" in structure ? structure.ArrayAnchor : undefined
}

/**
 * IronCalc's copy of a workbook. It shows numbers only formatted and cut to 15 digits, so every formula cell has a twin
 * `=cell&""` on a mirror sheet: joining a number to text writes all its digits.
 */
export class Engine {
  readonly #model: Model
  readonly #book: Book
  readonly #indexes: ReadonlyMap<Sheet, number>
  /** Where the engine may hold something: clearing whole columns cell by cell would take it minutes. */
  readonly #held = new Map<Sheet, Area | undefined>()

  constructor(book: Book) {
    this.#book = book
    this.#model = new Model("workbook", "en", "UTC", "en")
    this.#indexes = new Map(book.sheets.map((sheet, index) => [sheet, index]))
    this.#model.pauseEvaluation()
    this.#nameSheets()
    for (const { name, scope, formula } of book.names) {
      const index = book.sheets.findIndex(({ id }) => id === scope)
      attempt(() => this.#model.newDefinedName(name, index < 0 ? undefined : index, formula.slice(1)))
    }
    for (const sheet of book.sheets) {
      const area = sheet.usedArea(true)
      if (area) this.#fill(sheet, area)
    }
  }

  #nameSheets(): void {
    const { sheets } = this.#book
    for (let count = 1; count < sheets.length * 2; count++) this.#model.newSheet()
    let prefix = "mirror"
    while (sheets.some(({ name }) => name.toLowerCase().startsWith(prefix))) prefix += "_"
    // Temporary names first, so that the default Sheet2 is free if the workbook has a Sheet2.
    for (let index = 0; index < sheets.length * 2; index++) this.#model.renameSheet(index, `${prefix}${index}`)
    sheets.forEach(({ name }, index) => attempt(() => this.#model.renameSheet(index, name)))
  }

  #index(sheet: Sheet): number {
    const index = this.#indexes.get(sheet)
    if (index === undefined) throw new Error(`The engine does not hold the sheet ${sheet.name}.`)
    return index
  }

  /** Copies the current contents of an area; false when the engine cannot, or when rebuilding it is faster. */
  update(sheet: Sheet, area: Area): boolean {
    const held = this.#held.get(sheet)
    const old = held && intersect(held, area)
    if (old && this.#isMostOfIt(old)) return false
    const cleared = !old || [this.#index(sheet), this.#mirror(sheet)].every((index) => this.#clear(index, old))
    if (cleared) this.#fill(sheet, area)
    return cleared
  }

  /** Clearing a cell and filling it again takes several times as long as filling a new one. */
  #isMostOfIt(area: Area): boolean {
    const all = [...this.#held.values()].reduce((sum, held) => sum + (held ? cellCount(held) : 0), 0)
    return cellCount(area) > worthClearing && cellCount(area) * 3 > all
  }

  /** Formats go too: a cell that held text would take the next number for text. False when the area cuts an array formula. */
  #clear(sheet: number, { row, column, rowCount, columnCount }: Area): boolean {
    return attempt(() => this.#model.rangeClearAll(sheet, row + 1, column + 1, row + rowCount, column + columnCount))
  }

  #mirror(sheet: Sheet): number {
    return this.#index(sheet) + this.#indexes.size
  }

  #fill(sheet: Sheet, area: Area): void {
    this.#held.set(sheet, enclose(this.#held.get(sheet), sheet.usedArea(true)))
    const index = this.#index(sheet)
    sheet.values.forEach(area, (value, row, column) => {
      if (sheet.spilled.get(row, column)) return
      if (sheet.formulas.get(row, column) === undefined || sheet.kept.get(row, column))
        attempt(() => this.#model.setUserInput(index, row + 1, column + 1, inputText(value)))
    })
    sheet.formulas.forEach(area, (formula, row, column) => {
      if (!sheet.kept.get(row, column)) this.#putFormula(sheet, row, column, formula)
    })
  }

  #putFormula(sheet: Sheet, row: number, column: number, formula: string): void {
    const index = this.#index(sheet)
    const text = resolveStructuredReferences(this.#book, sheet, row, formula)
    const array = sheet.arrays.get(row, column)
    const done = attempt(() =>
      array
        ? this.#model.setUserArrayFormula(index, row + 1, column + 1, array.columnCount, array.rowCount, text)
        : this.#model.setUserInput(index, row + 1, column + 1, text),
    )
    if (!done) return
    const twin = `=${quoteSheet(sheet.name)}!${formatArea(cellArea(row, column))}&""`
    this.#model.setUserInput(this.#mirror(sheet), row + 1, column + 1, twin)
  }

  evaluate(): void {
    this.#model.evaluate()
  }

  /** Result of a formula cell after `evaluate`. */
  result(sheet: Sheet, row: number, column: number): CellValue {
    const index = this.#index(sheet)
    return this.#value(index, row, column, this.#model.getFormattedCellValue(this.#mirror(sheet), row + 1, column + 1))
  }

  #value(index: number, row: number, column: number, text: string): CellValue {
    const type = this.#model.getCellType(index, row + 1, column + 1)
    if (type === cellType.number) return Number(text)
    if (type === cellType.logical) return text === "TRUE"
    if (type === cellType.text) return text
    if (text === "#CIRC!") return 0 // Excel shows zero for a circular reference
    return isExcelError(text) ? text : "#NAME?" // the engine's own errors: it does not know the function
  }

  /** Size of the area an array formula fills, as it came out of `evaluate`; undefined for a formula with one result. */
  arraySize(sheet: Sheet, row: number, column: number): Pick<Area, "rowCount" | "columnCount"> | undefined {
    const structure = this.#model.getCellArrayStructure(this.#index(sheet), row + 1, column + 1)
    const [columnCount, rowCount] = anchoredSize(structure) ?? [1, 1]
    return columnCount * rowCount > 1 ? { columnCount, rowCount } : undefined
  }

  /** A further result of an array formula; numbers to 15 digits, for such a cell has no twin. */
  arrayItem(sheet: Sheet, row: number, column: number): CellValue {
    const [index, r, c] = [this.#index(sheet), row + 1, column + 1]
    const isNumber = this.#model.getCellType(index, r, c) === cellType.number
    return this.#value(
      index,
      row,
      column,
      isNumber ? this.#model.getCellContent(index, r, c) : this.#model.getFormattedCellValue(index, r, c),
    )
  }

  /** Number format the engine gave the cell for its formula (a date for `=TODAY()`), or undefined for General. */
  formatOf(sheet: Sheet, row: number, column: number): string | undefined {
    const { num_fmt: format } = this.#model.getCellStyle(this.#index(sheet), row + 1, column + 1).style
    return /^general$/i.test(format) ? undefined : format
  }

  free(): void {
    this.#model.free()
  }
}

/** The input that makes the engine store a constant exactly. */
function inputText(value: NonNullable<CellValue>): string {
  if (typeof value === "boolean") return value ? "TRUE" : "FALSE"
  const isError: boolean = isExcelError(value)
  if (typeof value === "number" || isError) return String(value)
  return `'${value}`
}

/** False when the engine refuses: the formulas that need it are then found by comparing with the file's own results. */
function attempt(action: () => void): boolean {
  try {
    action()
    return true
  } catch {
    return false
  }
}
