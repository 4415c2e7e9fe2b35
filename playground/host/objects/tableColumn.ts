import { matrixArgument } from "../matrixArgument.ts"
import { textArgument } from "../wireArguments.ts"
import { WireObject } from "../wireObject.ts"
import type { Range } from "./range.ts"
import type { Table } from "./table.ts"

/** A column of a table. Its id is its place, from one. */
export class TableColumn extends WireObject {
  override readonly className = "TableColumn"
  readonly #table: Table
  readonly #index: number

  constructor(table: Table, index: number) {
    super(table.host)
    this.#table = table
    this.#index = index
  }

  get Id(): number {
    return this.#index + 1
  }
  get Index(): number {
    return this.#index
  }
  get Name(): string {
    if (!this.#table.ShowHeaders) return `Column${this.#index + 1}`
    const { area, place } = this.#table
    return String(place.sheet.value(area.row, area.column + this.#index) ?? "")
  }
  set Name(name: unknown) {
    const header = this.GetHeaderRowRange()
    this.workbook.write(header.sheetId, header.area, [[textArgument(name)]])
  }
  get Values(): unknown {
    return this.GetRange().Values
  }
  set Values(values: unknown) {
    const range = this.GetRange()
    this.workbook.write(range.sheetId, range.area, matrixArgument(values, range.area))
  }

  Delete(): void {
    const { sheetId, area } = this.GetRange()
    this.workbook.deleteCells(sheetId, area, "Left")
  }

  GetRange(): Range {
    return this.#part(this.#table.GetRange())
  }

  GetHeaderRowRange(): Range {
    return this.#part(this.#table.GetHeaderRowRange())
  }

  GetDataBodyRange(): Range {
    return this.#part(this.#table.GetDataBodyRange())
  }

  GetTotalRowRange(): Range {
    return this.#part(this.#table.GetTotalRowRange())
  }

  #part(range: Range): Range {
    return range.GetColumn(this.#index)
  }
}
