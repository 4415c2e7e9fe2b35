import { integerArgument, isGiven, optionalInteger } from "../wireArguments.ts"
import { invalidArgument, itemNotFound } from "../wireErrors.ts"
import { matrixArgument } from "../matrixArgument.ts"
import { WireCollection } from "../wireCollection.ts"
import type { Table } from "./table.ts"
import { TableRow } from "./tableRow.ts"

export class TableRowCollection extends WireCollection<TableRow> {
  override readonly className = "TableRowCollection"
  readonly #table: Table

  constructor(table: Table) {
    super(table.host)
    this.#table = table
  }

  get Count(): number {
    return this.#table.bodyArea?.rowCount ?? 0
  }

  override all(): readonly TableRow[] {
    return Array.from({ length: this.Count }, (_, index) => new TableRow(this.#table, index))
  }

  override find(key: unknown): TableRow | undefined {
    return typeof key === "number" ? this.all()[key] : undefined
  }

  /** Inserts rows before `index` (-1 or nothing: at the end); a single value fills one row. */
  Add(index: unknown, values: unknown): TableRow {
    const { area, bodyArea, place } = this.#table
    const at = optionalInteger(index, -1)
    const position = at === -1 ? this.Count : at
    if (position < 0 || position > this.Count) throw invalidArgument()
    const first = bodyArea?.row ?? area.row + (place.table.showHeaders ? 1 : 0)
    const rowCount = Array.isArray(values) ? values.length : 1
    if (rowCount === 0) throw invalidArgument()
    const added = { ...area, row: first + position, rowCount }
    const cells = isGiven(values) ? matrixArgument(values, added) : undefined
    this.workbook.insertCells(place.sheet.id, added, "Down")
    if (this.#table.area.rowCount === area.rowCount)
      this.workbook.resizeTable(this.#table.tableId, { ...area, rowCount: area.rowCount + rowCount })
    if (cells) this.workbook.write(place.sheet.id, added, cells)
    return new TableRow(this.#table, position)
  }

  DeleteRowsAt(index: unknown, count: unknown): void {
    const first = integerArgument(index)
    const rows = optionalInteger(count, 1)
    const body = this.#table.bodyArea
    if (!body || first < 0 || rows < 1 || first + rows > body.rowCount) throw itemNotFound()
    const { sheet } = this.#table.place
    this.workbook.deleteCells(sheet.id, { ...body, row: body.row + first, rowCount: rows }, "Up")
  }

  DeleteRows(rows: unknown): void {
    if (!Array.isArray(rows)) throw invalidArgument()
    const indexes = rows.map((row: unknown) => (row instanceof TableRow ? row.Index : integerArgument(row)))
    for (const index of [...new Set(indexes)].sort((a, b) => b - a)) this.DeleteRowsAt(index, 1)
  }
}
