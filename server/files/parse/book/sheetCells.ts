import { isBlank, type CellValue } from "../../../../shared/cell.ts"
import { limits } from "../../../../shared/limits.ts"
import { FinishedCells, kinds } from "./finishedCells.ts"
import { GrowingList } from "./growingList.ts"

export interface ReadCell {
  readonly row: number
  readonly column: number
  readonly value: CellValue
  /** An error's value is its text, too. */
  readonly isError?: boolean | undefined
  /** With its `=`. */
  readonly formula?: string | undefined
  /** General when it is left out. */
  readonly format?: string | undefined
}

/** Cells held of one sheet; seventeen bytes each beside their texts and formulas. */
const mostCells = 25_000_000

/** Characters of a number format code that a block takes. */
const formatCharacters = 512

/** The cells of one sheet as they are read, millions of them in little memory; then cut into blocks. */
export class SheetCells {
  readonly #rows = new GrowingList((length) => new Uint32Array(length))
  readonly #columns = new GrowingList((length) => new Uint16Array(length))
  readonly #kinds = new GrowingList((length) => new Uint8Array(length))
  readonly #formats = new GrowingList((length) => new Uint16Array(length))
  /** Numbers themselves; of text and errors the place in `#texts`. */
  readonly #numbers = new GrowingList((length) => new Float64Array(length))
  readonly #texts: string[] = []
  readonly #formulas = new Map<number, string>()
  readonly #formatCodes: string[] = ["General"]
  readonly #formatIds = new Map<string, number>([["General", 0]])
  #last = -1
  #isOrdered = true
  #left = 0
  #cut = 0
  #uncalculated = 0

  /** Takes a cell that holds a value or a formula; any other is no cell. */
  add({ row, column, value, isError, formula, format }: ReadCell): void {
    if (isBlank(value) && formula === undefined) return
    const isOutside = !(row >= 0 && column >= 0 && row < limits.sheetRows && column < limits.sheetColumns)
    if (isOutside || this.#rows.length >= mostCells) {
      this.#left++
      return
    }
    const place = row * limits.sheetColumns + column
    if (place <= this.#last) this.#isOrdered = false
    this.#last = place
    if (formula !== undefined) {
      this.#formulas.set(this.#rows.length, this.#cutText(formula))
      if (value === null) this.#uncalculated++
    }
    this.#rows.push(row)
    this.#columns.push(column)
    this.#formats.push(this.#formatId(format))
    this.#pushValue(value, isError)
  }

  #pushValue(value: CellValue, isError: boolean | undefined): void {
    if (typeof value === "string" && value !== "") {
      this.#kinds.push(isError ? kinds.error : kinds.text)
      this.#numbers.push(this.#texts.push(this.#cutText(value)) - 1)
    } else if (typeof value === "number" && !Number.isFinite(value)) this.#pushValue("#NUM!", true)
    else {
      const isBoolean = typeof value === "boolean"
      this.#kinds.push(typeof value === "number" ? kinds.number : kinds[isBoolean ? "boolean" : "blank"])
      this.#numbers.push(Number(value))
    }
  }

  #cutText(text: string): string {
    if (text.length <= limits.cellCharacters) return text
    this.#cut++
    return text.slice(0, limits.cellCharacters)
  }

  #formatId(format = "General"): number {
    const known = this.#formatIds.get(format)
    if (known !== undefined) return known
    // As many as fit two bytes; Excel itself takes some 250.
    if (this.#formatCodes.length > 0xffff || format.length > formatCharacters || format === "") return 0
    const id = this.#formatCodes.push(format) - 1
    this.#formatIds.set(format, id)
    return id
  }

  /** Orders the cells; of two at one place the later one counts, as in Excel. */
  finish(): FinishedCells {
    return new FinishedCells(
      {
        rows: this.#rows.items,
        columns: this.#columns.items,
        kinds: this.#kinds.items,
        formats: this.#formats.items,
        numbers: this.#numbers.items,
        texts: this.#texts,
        formulas: this.#formulas,
        formatCodes: this.#formatCodes,
      },
      this.#isOrdered ? Uint32Array.from({ length: this.#rows.length }, (_, index) => index) : this.#sorted(),
      this.#notes(),
    )
  }

  #sorted(): Uint32Array {
    const [rows, columns] = [this.#rows.items, this.#columns.items]
    const place = (index: number): number => (rows[index] ?? 0) * limits.sheetColumns + (columns[index] ?? 0)
    const order = Uint32Array.from({ length: this.#rows.length }, (_, index) => index).sort(
      (a, b) => place(a) - place(b) || a - b,
    )
    return order.filter((index, at) => {
      const next = order[at + 1]
      return next === undefined || place(next) !== place(index)
    })
  }

  #notes(): string[] {
    const say = (count: number, one: string, many: string): string[] =>
      count === 0 ? [] : [count === 1 ? one : `${count.toLocaleString("en-US")} ${many}`]
    return [
      ...say(
        this.#left,
        "One cell at the end was left out, because the sheet is too large.",
        "cells at the end were left out, because the sheet is too large.",
      ),
      ...say(
        this.#cut,
        `A text was cut after ${limits.cellCharacters} characters.`,
        `texts were cut after ${limits.cellCharacters} characters.`,
      ),
      ...say(
        this.#uncalculated,
        "One formula has no stored result; open the file in Excel and save it to have it calculated.",
        "formulas have no stored result; open the file in Excel and save it to have them calculated.",
      ),
    ]
  }
}
