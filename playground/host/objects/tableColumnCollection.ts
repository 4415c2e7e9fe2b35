import { isGiven, optionalInteger, optionalText } from "../wireArguments.ts"
import { invalidArgument } from "../wireErrors.ts"
import { WireCollection } from "../wireCollection.ts"
import { matrixArgument } from "../matrixArgument.ts"
import type { Table } from "./table.ts"
import { TableColumn } from "./tableColumn.ts"

export class TableColumnCollection extends WireCollection<TableColumn> {
  override readonly className = "TableColumnCollection"
  readonly #table: Table

  constructor(table: Table) {
    super(table.host)
    this.#table = table
  }

  get Count(): number {
    return this.#table.area.columnCount
  }

  override all(): readonly TableColumn[] {
    return Array.from({ length: this.Count }, (_, index) => new TableColumn(this.#table, index))
  }

  /** By name (case does not matter) or by id. */
  override find(key: unknown): TableColumn | undefined {
    const columns = this.all()
    if (typeof key === "number") return columns.find((column) => column.Id === key)
    const wanted = String(key).toLowerCase()
    return columns.find((column) => column.Name.toLowerCase() === wanted)
  }

  /** Inserts a column before `index`, at the end when it is not given; `values` include the header. */
  Add(index: unknown, values: unknown, name: unknown): TableColumn {
    const { area, place } = this.#table
    const at = optionalInteger(index, area.columnCount)
    const position = at === -1 ? area.columnCount : at
    if (position < 0 || position > area.columnCount) throw invalidArgument()
    const column = { ...area, column: area.column + position, columnCount: 1 }
    const cells = isGiven(values) ? matrixArgument(values, column) : undefined
    this.workbook.insertCells(place.sheet.id, column, "Right")
    if (this.#table.area.columnCount === area.columnCount)
      this.workbook.resizeTable(this.#table.tableId, { ...area, columnCount: area.columnCount + 1 })
    if (cells) this.workbook.write(place.sheet.id, column, cells)
    const header = optionalText(name) ?? (cells ? undefined : this.#freeName())
    const added = new TableColumn(this.#table, position)
    if (header !== undefined && place.table.showHeaders) added.Name = header
    return added
  }

  #freeName(): string {
    for (let number = 1; ; number++) if (!this.find(`Column${number}`)) return `Column${number}`
  }
}
