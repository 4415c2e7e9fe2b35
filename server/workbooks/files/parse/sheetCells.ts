import { formatArea, intersect, type Area } from "../../../../shared/address.ts"
import { blockSize, blockText } from "../../../../shared/block.ts"
import { formatKind, isBlank, type CellValue } from "../../../../shared/cell.ts"
import { limits } from "../../../../shared/limits.ts"
import type { CellCounts } from "../../../../shared/workbookMap.ts"
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

type HeldCell = Omit<ReadCell, "isError"> & { readonly isError: boolean }

/** Cells held of one sheet; seventeen bytes each beside their texts and formulas. */
const mostCells = 25_000_000

/** Characters of a number format code that a block takes. */
const formatCharacters = 512

const kinds = { blank: 0, number: 1, text: 2, boolean: 3, error: 4 } as const

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
      this.#kinds.push(
        typeof value === "number" ? kinds.number : typeof value === "boolean" ? kinds.boolean : kinds.blank,
      )
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
    const order = this.#isOrdered ? undefined : this.#sorted()
    const length = order?.length ?? this.#rows.length
    return new FinishedCells(length, (index) => this.#cell(order?.[index] ?? index), this.#notes())
  }

  #sorted(): Uint32Array {
    const place = (index: number): number => this.#rows.at(index) * limits.sheetColumns + this.#columns.at(index)
    const order = Uint32Array.from({ length: this.#rows.length }, (_, index) => index).sort(
      (a, b) => place(a) - place(b) || a - b,
    )
    return order.filter((index, at) => {
      const next = order[at + 1]
      return next === undefined || place(next) !== place(index)
    })
  }

  #cell(index: number): HeldCell {
    const kind = this.#kinds.at(index)
    const number = this.#numbers.at(index)
    return {
      row: this.#rows.at(index),
      column: this.#columns.at(index),
      value:
        kind === kinds.number
          ? number
          : kind === kinds.boolean
            ? number === 1
            : kind === kinds.blank
              ? null
              : (this.#texts[number] ?? null),
      isError: kind === kinds.error,
      formula: this.#formulas.get(index),
      format: this.#formatCodes[this.#formats.at(index)],
    }
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

export interface PackedBlock {
  readonly address: string
  readonly text: string
}

/** The cells of a sheet in the order of its rows. */
export class FinishedCells {
  readonly length: number
  /** Sentences about what was left out. */
  readonly notes: readonly string[]
  readonly counts: CellCounts
  readonly sum: number
  /** Encloses everything that holds a value or a formula; undefined without any. */
  readonly used: Area | undefined
  readonly #cell: (index: number) => HeldCell

  constructor(length: number, cell: (index: number) => HeldCell, notes: readonly string[]) {
    this.length = length
    this.notes = notes
    this.#cell = cell
    const counts = { number: 0, date: 0, text: 0, boolean: 0, error: 0 }
    const isDate = new Map<string | undefined, boolean>()
    let sum = 0
    let left: number = limits.sheetColumns
    let right = 0
    for (let index = 0; index < length; index++) {
      const { column, value, isError, format } = cell(index)
      left = Math.min(left, column)
      right = Math.max(right, column)
      if (typeof value === "number") {
        let date = isDate.get(format)
        if (date === undefined) isDate.set(format, (date = ["date", "time"].includes(formatKind(format))))
        counts[date ? "date" : "number"]++
        sum += value
      } else if (typeof value === "boolean") counts.boolean++
      else if (value !== null) counts[isError ? "error" : "text"]++
    }
    this.counts = counts
    this.sum = sum
    const top = length > 0 ? cell(0).row : 0
    this.used =
      length === 0
        ? undefined
        : { row: top, column: left, rowCount: cell(length - 1).row - top + 1, columnCount: right - left + 1 }
  }

  /** The blocks of `blocksOf` that hold something, in its order. */
  *blocks(): Generator<PackedBlock> {
    for (let from = 0; from < this.length;) {
      const { row } = this.#cell(from)
      const band = row - (row % blockSize.rows)
      const columns = new Map<number, number[]>()
      let to = from
      for (; to < this.length; to++) {
        const cell = this.#cell(to)
        if (cell.row >= band + blockSize.rows) break
        const block = cell.column - (cell.column % blockSize.columns)
        const members = columns.get(block)
        if (members) members.push(to)
        else columns.set(block, [to])
      }
      for (const [column, members] of [...columns].sort(([a], [b]) => a - b)) yield this.#pack(band, column, members)
      from = to
    }
  }

  #pack(row: number, column: number, members: readonly number[]): PackedBlock {
    const block = { row, column, rowCount: blockSize.rows, columnCount: blockSize.columns }
    const area = (this.used && intersect(this.used, block)) ?? block
    const matrix = <T>(blank: T): T[][] =>
      Array.from({ length: area.rowCount }, () => Array.from({ length: area.columnCount }, () => blank))
    const values = matrix<CellValue>(null)
    let formulas: CellValue[][] | undefined
    let numberFormats: string[][] | undefined
    const put = <T>(rows: T[][], cell: ReadCell, item: T): void => {
      const line = rows[cell.row - area.row]
      if (line) line[cell.column - area.column] = item
    }
    for (const index of members) {
      const cell = this.#cell(index)
      put(values, cell, cell.value)
      if (cell.formula !== undefined) put((formulas ??= matrix<CellValue>(null)), cell, cell.formula)
      if (cell.format !== undefined && cell.format !== "General")
        put((numberFormats ??= matrix("General")), cell, cell.format)
    }
    const address = formatArea(area)
    return { address, text: blockText({ worksheet: "", address, values, formulas, numberFormats }) }
  }
}
