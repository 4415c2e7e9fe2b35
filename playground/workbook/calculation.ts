import { initSync } from "@ironcalc/wasm"
import type { Area } from "../../shared/address.ts"
import { formatKind, type CellValue } from "../../shared/cell.ts"
import { limits } from "../../shared/limits.ts"
import { cellArea, type Book } from "./book.ts"
import { Engine } from "./engine.ts"
import type { Step } from "./history.ts"
import { mapReferences } from "../../shared/references.ts"
import type { Sheet } from "./sheet.ts"
import { writeSpills } from "./writeSpills.ts"

let loaded = false

/** Readies the calculation engine from the bytes (or the module) of `wasm_bg.wasm`; once per page or process. */
export function loadCalculation(wasm: BufferSource | WebAssembly.Module): void {
  if (!loaded) initSync({ module: wasm })
  loaded = true
}

interface FormulaCell {
  readonly sheet: Sheet
  readonly row: number
  readonly column: number
  readonly formula: string
}

const wholeSheet: Area = { row: 0, column: 0, rowCount: limits.sheetRows, columnCount: limits.sheetColumns }

function* formulaCells(book: Book): Generator<FormulaCell> {
  for (const sheet of book.sheets) {
    const cells: FormulaCell[] = []
    sheet.formulas.forEach(wholeSheet, (formula, row, column) => cells.push({ sheet, row, column, formula }))
    yield* cells
  }
}

/** Results that an array formula spilled count: they have to go when it goes. */
const hasFormulas = (book: Book): boolean =>
  book.sheets.some(({ formulas, spilled }) => !formulas.isEmpty || !spilled.isEmpty)

/** Equal within what two ways of adding the same doubles may differ by. */
const agrees = (a: CellValue, b: CellValue): boolean =>
  typeof a === "number" && typeof b === "number"
    ? Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b))
    : (a ?? "") === (b ?? "")

/** Results that change by themselves: a file's own are out of date by right. */
const isVolatile = (formula: string): boolean => /\b(TODAY|NOW|RAND|RANDBETWEEN|RANDARRAY)\(/i.test(formula)

const compareRounds = 5

/**
 * Keeps the results of formulas in step with the cells. The engine's copy is made when it is first needed, so a workbook
 * without formulas never pays for it. Without a loaded engine formulas keep the results they have.
 */
export class Calculation {
  readonly #book: Book
  #engine: Engine | undefined
  #mustCompare: boolean

  /** `fromFile`: the formulas carry results of Excel's own, with which the engine is compared before it replaces any. */
  constructor(book: Book, fromFile: boolean) {
    this.#book = book
    this.#mustCompare = fromFile
  }

  /** Formulas of the file that `prepare` will look at. */
  get pending(): number {
    if (!this.#mustCompare || !loaded) return 0
    let count = 0
    for (const { formulas } of this.#book.sheets) formulas.forEach(wholeSheet, () => count++)
    return count
  }

  /** Must run before the first edit of contents: finds the formulas whose results the engine does not reproduce. */
  prepare(): void {
    if (!this.#mustCompare || !loaded || !hasFormulas(this.#book)) return
    this.#mustCompare = false
    for (let round = 1; round <= compareRounds; round++) {
      const engine = this.#evaluated()
      if (!engine) return
      const wrong = [...formulaCells(this.#book)].filter((cell) => this.#isWrong(engine, cell))
      if (wrong.length === 0) return
      // Formulas that are wrong only because of a wrong precedent become right once that one keeps the file's result.
      const roots = round < compareRounds ? wrong.filter((cell) => !readsAny(cell, wrong)) : wrong
      for (const cell of roots.length > 0 ? roots : wrong) this.#keep(cell)
    }
  }

  /** Holds a formula, all cells of it when it fills an array, at what the file says. */
  #keep({ sheet, row, column }: FormulaCell): void {
    const area = { ...cellArea(row, column), ...sheet.arrays.get(row, column) }
    sheet.kept.set(row, column, true)
    sheet.spilled.clear(area)
    this.#refresh(sheet, area)
  }

  #isWrong(engine: Engine, { sheet, row, column, formula }: FormulaCell): boolean {
    const own = sheet.values.get(row, column)
    // A formula cell without a result comes from a program that does not calculate: there is nothing to compare.
    if (own === undefined || sheet.kept.get(row, column) || isVolatile(formula)) return false
    return !agrees(own, engine.result(sheet, row, column))
  }

  /** The engine in step with the cells; undefined when it gave up, and then every formula keeps the result it has. */
  #evaluated(): Engine | undefined {
    try {
      const engine = (this.#engine ??= new Engine(this.#book))
      engine.evaluate()
      return engine
    } catch {
      // Dependency chains thousands deep exhaust the engine's stack; `kept` lists those formulas.
      this.#engine = undefined
      for (const cell of formulaCells(this.#book)) this.#keep(cell)
      return undefined
    }
  }

  #refresh(sheet: Sheet, area: Area): void {
    if (this.#engine && !this.#engine.update(sheet, area)) this.#drop()
  }

  #drop(): void {
    this.#engine?.free()
    this.#engine = undefined
  }

  /** Recalculates after an edit and gives the sheets on which a result changed. */
  update(touched: Step["touched"]): Sheet[] {
    if (touched === "structure") this.#drop()
    if (!loaded) return []
    if (!hasFormulas(this.#book)) {
      this.#drop()
      return []
    }
    if (touched !== "structure") for (const { sheet, area } of touched) this.#refresh(sheet, area)
    const engine = this.#evaluated()
    if (!engine) return []
    const changed = new Set<Sheet>()
    for (const { sheet, row, column } of formulaCells(this.#book)) {
      if (sheet.kept.get(row, column)) continue
      const result = engine.result(sheet, row, column)
      if (result === sheet.value(row, column)) continue
      sheet.values.set(row, column, result ?? undefined)
      changed.add(sheet)
    }
    for (const sheet of this.#book.sheets) if (writeSpills(sheet, engine)) changed.add(sheet)
    return [...changed]
  }

  /** Number format Excel would give a General cell for the formula just typed into it. */
  formatFor(sheet: Sheet, row: number, column: number): string | undefined {
    const format = this.#engine?.formatOf(sheet, row, column)
    return formatKind(format) === "general" ? undefined : format
  }
}

/** True when a formula names a cell of the list directly. */
function readsAny(cell: FormulaCell, others: readonly FormulaCell[]): boolean {
  let reads = false
  mapReferences(cell.formula, ({ sheet, first, last }) => {
    const name = (sheet ?? cell.sheet.name).toLowerCase()
    const end = last ?? first
    reads ||= others.some(
      (other) =>
        other !== cell &&
        other.sheet.name.toLowerCase() === name &&
        within(other.row, first.row, end.row) &&
        within(other.column, first.column, end.column),
    )
    return undefined
  })
  return reads
}

const within = (index: number, a: number | undefined, b: number | undefined): boolean =>
  a === undefined || b === undefined || (index >= Math.min(a, b) && index <= Math.max(a, b))
