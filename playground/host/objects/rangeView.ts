import { WireCollection } from "../wireCollection.ts"
import { WireObject } from "../wireObject.ts"
import type { Range } from "./range.ts"
import { valueTypeOf } from "./rangeCells.ts"

/** The rows and columns of a range that are not hidden. */
export class RangeView extends WireObject {
  override readonly className: string = "RangeView"
  override readonly navigation: readonly string[] = ["Rows"]
  readonly #range: Range
  readonly #index: number

  constructor(range: Range, index = 0) {
    super(range.host)
    this.#range = range
    this.#index = index
  }

  get Values(): unknown {
    return this.#read((row, column) => this.#range.sheet.value(row, column) ?? "")
  }
  get Text(): unknown {
    return this.#read((row, column) => this.#range.sheet.text(row, column))
  }
  get Formulas(): unknown {
    const { sheet } = this.#range
    return this.#read((row, column) => sheet.formula(row, column) ?? sheet.value(row, column) ?? "")
  }
  get NumberFormat(): unknown {
    return this.#read((row, column) => this.#range.sheet.style(row, column).numberFormat ?? "General")
  }
  get ValueTypes(): unknown {
    return this.#read((row, column) => valueTypeOf(this.#range.sheet.value(row, column)))
  }
  get CellAddresses(): unknown {
    return this.#read((row, column) => this.#range.at({ row, column, rowCount: 1, columnCount: 1 }).Address)
  }
  get RowCount(): number {
    return this.visibleRows.length
  }
  get ColumnCount(): number {
    return this.#visibleColumns.length
  }
  get Index(): number {
    return this.#index
  }
  get Rows(): RangeViewCollection {
    return new RangeViewCollection(this.#range)
  }

  GetRange(): Range {
    return this.#range
  }

  get visibleRows(): number[] {
    const { area, sheet } = this.#range
    return Array.from({ length: area.rowCount }, (_, index) => area.row + index).filter(
      (row) => !sheet.isRowHidden(row),
    )
  }

  get #visibleColumns(): number[] {
    const { area, sheet } = this.#range
    return Array.from({ length: area.columnCount }, (_, index) => area.column + index).filter(
      (column) => !sheet.isColumnHidden(column),
    )
  }

  #read<T>(read: (row: number, column: number) => T): T[][] {
    const columns = this.#visibleColumns
    return this.visibleRows.map((row) => columns.map((column) => read(row, column)))
  }
}

export class RangeViewCollection extends WireCollection<RangeView> {
  override readonly className = "RangeViewCollection"
  readonly #range: Range

  constructor(range: Range) {
    super(range.host)
    this.#range = range
  }

  override all(): readonly RangeView[] {
    const { area } = this.#range
    return new RangeView(this.#range).visibleRows.map(
      (row, index) => new RangeView(this.#range.at({ ...area, row, rowCount: 1 }), index),
    )
  }

  override find(key: unknown): RangeView | undefined {
    return typeof key === "number" ? this.all()[key] : undefined
  }
}
