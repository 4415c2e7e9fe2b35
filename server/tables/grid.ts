import { formatArea, intersect, parseAddress, type Area } from "../../shared/address.ts"
import { isBlank, isFormula, type CellValue } from "../../shared/cell.ts"
import { AppError } from "../../shared/errors.ts"
import { limits } from "../../shared/limits.ts"
import type { RangeContent } from "../../shared/workbook.ts"

/** All cells of one range; rows and columns of `values` count from the range's own top left cell, and a row may end before its blanks. */
export interface Grid {
  readonly worksheet: string
  readonly area: Area
  readonly values: readonly (readonly CellValue[])[]
  readonly formulas: readonly (readonly CellValue[])[] | undefined
  readonly numberFormats: readonly (readonly string[])[] | undefined
  /** Rows and columns have changed places, in the matrices and in `area`, so that records that stand in columns read as rows. */
  readonly isTurned?: true
  /** Cells merged across or down, in the grid's own rows and columns; undefined where nobody told. */
  readonly merged?: readonly Area[] | undefined
  /** Cells of one column that are merged over several rows of a table, in the grid's own rows and columns; see withMergedLabels. */
  readonly mergedDown?: readonly Area[]
}

/** Collects the horizontal bands of one range, top to bottom, into a grid. */
export class GridBuilder {
  #worksheet = ""
  #first: Area | undefined
  #cells = 0
  readonly #values: (readonly CellValue[])[] = []
  readonly #formulas: (readonly CellValue[])[] = []
  readonly #numberFormats: (readonly string[])[] = []
  #hasFormulas = true
  #hasFormats = true

  /** @throws AppError range_too_large, and invalid_request when the band does not follow the one before. */
  add(block: RangeContent): void {
    const area = parseAddress(block.address)
    this.#first ??= area
    if (this.#values.length === 0) this.#worksheet = block.worksheet
    const gap = area.row - (this.#first.row + this.#values.length)
    if (gap < 0 || area.column !== this.#first.column || block.worksheet !== this.#worksheet)
      throw new AppError("invalid_request", `The block ${block.address} does not follow the blocks before it.`)
    const width = Math.max(this.#first.columnCount, area.columnCount)
    this.#cells += (gap + block.values.length) * width
    if (this.#cells > limits.cellsPerQuestion) throw tooLarge()
    for (let i = 0; i < gap; i++) {
      this.#values.push([])
      this.#formulas.push([])
      this.#numberFormats.push([])
    }
    this.#hasFormulas &&= block.formulas !== undefined
    this.#hasFormats &&= block.numberFormats !== undefined
    for (const [r, row] of block.values.entries()) {
      this.#values.push(row)
      this.#formulas.push(block.formulas?.[r] ?? [])
      this.#numberFormats.push(block.numberFormats?.[r] ?? [])
    }
  }

  /** @throws AppError range_empty when no cell has a value. */
  build(): Grid {
    const first = this.#first
    const columnCount = this.#values.reduce((widest, row) => Math.max(widest, row.length), first?.columnCount ?? 1)
    const area = first && { ...first, rowCount: Math.max(1, this.#values.length), columnCount }
    if (!area || this.#values.every((row) => row.every(isBlank)))
      throw new AppError(
        "range_empty",
        area
          ? `The selection ${formatArea(area)} on ${this.#worksheet} has no values; select cells that hold data.`
          : "The selection has no values; select cells that hold data.",
      )
    return {
      worksheet: this.#worksheet,
      area,
      values: this.#values,
      formulas: this.#hasFormulas ? this.#formulas : undefined,
      numberFormats: this.#hasFormats ? this.#numberFormats : undefined,
    }
  }
}

/** The error for more cells than one question may read. */
export const tooLarge = (): AppError =>
  new AppError(
    "range_too_large",
    `The selection has more than ${limits.cellsPerQuestion.toLocaleString("en-US")} cells; select a smaller range.`,
  )

export const valueAt = (grid: Grid, row: number, column: number): CellValue => grid.values[row]?.[column] ?? null

/** The formula of a cell, or undefined when it holds a plain value. */
export function formulaAt(grid: Grid, row: number, column: number): string | undefined {
  const formula = grid.formulas?.[row]?.[column]
  return isFormula(formula, valueAt(grid, row, column)) ? formula : undefined
}

/** The cells of a part given in the grid's own rows and columns. */
export function partOfGrid(grid: Grid, part: Area): Grid {
  const cut = <T>(rows: readonly (readonly T[])[]): (readonly T[])[] =>
    rows.slice(part.row, part.row + part.rowCount).map((row) => row.slice(part.column, part.column + part.columnCount))
  return {
    worksheet: grid.worksheet,
    area: { ...part, row: grid.area.row + part.row, column: grid.area.column + part.column },
    values: cut(grid.values),
    formulas: grid.formulas && cut(grid.formulas),
    numberFormats: grid.numberFormats && cut(grid.numberFormats),
  }
}

/** A1 address, on the sheet, of a part of the grid given in the grid's own rows and columns. */
export const sheetAddress = (grid: Grid, part: Area): string =>
  formatArea(turnedBack(grid, { ...part, row: grid.area.row + part.row, column: grid.area.column + part.column }))

const turnedBack = (grid: Grid, area: Area): Area => (grid.isTurned ? turnArea(area) : area)

export const turnArea = ({ row, column, rowCount, columnCount }: Area): Area => ({
  row: column,
  column: row,
  rowCount: columnCount,
  columnCount: rowCount,
})

/** A part of a grid, in the grid's own rows and columns, with rows and columns changed. */
export function turnGrid(grid: Grid, part: Area): Grid {
  const turn = <T>(rows: readonly (readonly T[])[], blank: T): T[][] =>
    Array.from({ length: part.columnCount }, (_, c) =>
      Array.from({ length: part.rowCount }, (_, r) => rows[part.row + r]?.[part.column + c] ?? blank),
    )
  return {
    worksheet: grid.worksheet,
    area: turnArea({ ...part, row: grid.area.row + part.row, column: grid.area.column + part.column }),
    values: turn(grid.values, null),
    formulas: grid.formulas && turn(grid.formulas, null),
    numberFormats: grid.numberFormats && turn(grid.numberFormats, "General"),
    isTurned: true,
    merged: grid.merged?.flatMap((merge) => {
      const common = intersect(merge, part)
      return common ? [turnArea({ ...common, row: common.row - part.row, column: common.column - part.column })] : []
    }),
  }
}
