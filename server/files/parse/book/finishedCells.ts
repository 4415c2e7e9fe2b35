import { formatArea, intersect, type Area } from "../../../../shared/address.ts"
import { blockSize, blockText } from "../../../../shared/block.ts"
import { formatKind, type CellValue } from "../../../../shared/cell.ts"
import { limits } from "../../../../shared/limits.ts"
import type { CellCounts } from "../../../../shared/workbookMap.ts"

/** Of a cell's value. */
export const kinds = { blank: 0, number: 1, text: 2, boolean: 3, error: 4 } as const

/** Cells as columns of numbers, all of the same length or longer. */
export interface CellColumns {
  readonly rows: Uint32Array
  readonly columns: Uint16Array
  readonly kinds: Uint8Array
  /** Places in `formatCodes`. */
  readonly formats: Uint16Array
  /** Numbers themselves; of texts and errors the place in `texts`; 1 and 0 for booleans. */
  readonly numbers: Float64Array
  readonly texts: readonly string[]
  /** By cell. */
  readonly formulas: ReadonlyMap<number, string>
  readonly formatCodes: readonly string[]
}

export interface PackedBlock {
  readonly address: string
  readonly text: string
}

/** The cells of a sheet, row by row. */
export class FinishedCells {
  /** Sentences about what was left out. */
  readonly notes: readonly string[]
  readonly counts: CellCounts
  readonly sum: number
  /** Encloses everything that holds a value or a formula; undefined without any. */
  readonly used: Area | undefined
  readonly #cells: CellColumns
  readonly #order: Uint32Array

  /** `order` lists the cells by row and column. */
  constructor(cells: CellColumns, order: Uint32Array, notes: readonly string[]) {
    this.#cells = cells
    this.#order = order
    this.notes = notes
    const { counts, sum } = count(cells, order)
    this.counts = counts
    this.sum = sum
    this.used = enclose(cells, order)
  }

  /** The blocks of `blocksOf` that hold something, in its order. */
  *blocks(): Generator<PackedBlock> {
    const { rows, columns } = this.#cells
    const order = this.#order
    for (let from = 0; from < order.length;) {
      const first = rows[order[from] ?? 0] ?? 0
      const band = first - (first % blockSize.rows)
      const members = new Map<number, number[]>()
      for (; from < order.length; from++) {
        const cell = order[from] ?? 0
        if ((rows[cell] ?? 0) >= band + blockSize.rows) break
        const column = columns[cell] ?? 0
        const block = column - (column % blockSize.columns)
        const others = members.get(block)
        if (others) others.push(cell)
        else members.set(block, [cell])
      }
      for (const [column, cells] of [...members].sort(([a], [b]) => a - b)) yield this.#pack(band, column, cells)
    }
  }

  #pack(row: number, column: number, members: readonly number[]): PackedBlock {
    const { rows, columns, formats, formatCodes, formulas } = this.#cells
    const block = { row, column, rowCount: blockSize.rows, columnCount: blockSize.columns }
    const area = (this.used && intersect(this.used, block)) ?? block
    const matrix = <T>(blank: T): T[][] =>
      Array.from({ length: area.rowCount }, () => new Array<T>(area.columnCount).fill(blank))
    const values = matrix<CellValue>(null)
    let ownFormulas: CellValue[][] | undefined
    let numberFormats: string[][] | undefined
    for (const cell of members) {
      const r = (rows[cell] ?? 0) - area.row
      const c = (columns[cell] ?? 0) - area.column
      put(values, r, c, valueAt(this.#cells, cell))
      const formula = formulas.get(cell)
      if (formula !== undefined) put((ownFormulas ??= matrix<CellValue>(null)), r, c, formula)
      const format = formats[cell] ?? 0
      if (format !== 0) put((numberFormats ??= matrix("General")), r, c, formatCodes[format] ?? "General")
    }
    const address = formatArea(area)
    return { address, text: blockText({ worksheet: "", address, values, formulas: ownFormulas, numberFormats }) }
  }
}

function put<T>(matrix: T[][], row: number, column: number, item: T): void {
  const line = matrix[row]
  if (line) line[column] = item
}

function valueAt({ kinds: kindOf, numbers, texts }: CellColumns, cell: number): CellValue {
  const number = numbers[cell] ?? 0
  switch (kindOf[cell]) {
    case kinds.number:
      return number
    case kinds.boolean:
      return number === 1
    case kinds.text:
    case kinds.error:
      return texts[number] ?? null
    default:
      return null
  }
}

function count(
  { kinds: kindOf, formats, numbers, formatCodes }: CellColumns,
  order: Uint32Array,
): { counts: CellCounts; sum: number } {
  const isDate = formatCodes.map((code) => ["date", "time"].includes(formatKind(code)))
  const byKind = [0, 0, 0, 0, 0]
  let date = 0
  let sum = 0
  for (const cell of order) {
    const kind = kindOf[cell] ?? 0
    byKind[kind] = (byKind[kind] ?? 0) + 1
    if (kind !== kinds.number) continue
    sum += numbers[cell] ?? 0
    if (isDate[formats[cell] ?? 0]) date++
  }
  const of = (kind: keyof typeof kinds): number => byKind[kinds[kind]] ?? 0
  return {
    counts: { number: of("number") - date, date, text: of("text"), boolean: of("boolean"), error: of("error") },
    sum,
  }
}

function enclose({ rows, columns }: CellColumns, order: Uint32Array): Area | undefined {
  const [first, last] = [order[0], order.at(-1)]
  if (first === undefined || last === undefined) return undefined
  let left: number = limits.sheetColumns
  let right = 0
  for (const cell of order) {
    const column = columns[cell] ?? 0
    if (column < left) left = column
    if (column > right) right = column
  }
  const row = rows[first] ?? 0
  return { row, column: left, rowCount: (rows[last] ?? 0) - row + 1, columnCount: right - left + 1 }
}
