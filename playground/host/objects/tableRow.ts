import { matrixArgument } from "../matrixArgument.ts"
import { WireObject } from "../wireObject.ts"
import type { Range } from "./range.ts"
import type { Table } from "./table.ts"

/** A data row of a table, by its place from zero. */
export class TableRow extends WireObject {
  override readonly className = "TableRow"
  readonly #table: Table
  readonly #index: number

  constructor(table: Table, index: number) {
    super(table.host)
    this.#table = table
    this.#index = index
  }

  get Index(): number {
    return this.#index
  }
  get Values(): unknown {
    return this.GetRange().Values
  }
  set Values(values: unknown) {
    const range = this.GetRange()
    this.workbook.write(range.sheetId, range.area, matrixArgument(values, range.area))
  }

  Delete(): void {
    this.#table.Rows.DeleteRowsAt(this.#index, 1)
  }

  GetRange(): Range {
    return this.#table.GetDataBodyRange().GetRow(this.#index)
  }
}
