import type { Area } from "../../../shared/address.ts"
import type { SimSheet, SimTable } from "../../workbook/contract.ts"
import { onSheet, parseArea } from "../areas.ts"
import type { HostSession } from "../hostSession.ts"
import { textArgument } from "../wireArguments.ts"
import { invalidArgument, itemNotFound } from "../wireErrors.ts"
import { WireObject } from "../wireObject.ts"
import { Range } from "./range.ts"
import { TableColumnCollection } from "./tableColumnCollection.ts"
import { TableRowCollection } from "./tableRowCollection.ts"
import { TableSort } from "./tableSort.ts"
import { Worksheet } from "./worksheet.ts"

export class Table extends WireObject {
  override readonly className = "Table"
  override readonly navigation = ["Columns", "Rows", "Sort", "Worksheet"]
  static override readonly events = ["DataChanged", "SelectionChanged"]
  readonly tableId: string

  constructor(host: HostSession, tableId: string) {
    super(host)
    this.tableId = tableId
  }

  /** @throws ItemNotFound when the table has been deleted meanwhile. */
  get place(): { sheet: SimSheet; table: SimTable } {
    for (const sheet of this.workbook.sheets) {
      const table = sheet.tables.find(({ id }) => id === this.tableId)
      if (table) return { sheet, table }
    }
    throw itemNotFound()
  }

  get area(): Area {
    return this.place.table.area
  }

  /** Data rows without header and totals; undefined when there are none. */
  get bodyArea(): Area | undefined {
    const { table } = this.place
    const top = table.showHeaders ? 1 : 0
    const rowCount = table.area.rowCount - top - (table.showTotals ? 1 : 0)
    return rowCount > 0 ? { ...table.area, row: table.area.row + top, rowCount } : undefined
  }

  rangeAt(area: Area): Range {
    return new Range(this.host, this.place.sheet.id, area)
  }

  get Id(): string {
    return this.tableId
  }
  get LegacyId(): string {
    return this.tableId
  }
  get Name(): string {
    return this.place.table.name
  }
  set Name(name: unknown) {
    this.workbook.renameTable(this.tableId, textArgument(name))
  }
  get ShowHeaders(): boolean {
    return this.place.table.showHeaders
  }
  get ShowTotals(): boolean {
    return this.place.table.showTotals
  }
  get Style(): string {
    return this.place.table.style
  }
  set Style(style: unknown) {
    this.place.table.style = textArgument(style)
  }
  get HighlightFirstColumn(): boolean {
    return false
  }
  get HighlightLastColumn(): boolean {
    return false
  }
  get ShowBandedColumns(): boolean {
    return false
  }
  get ShowBandedRows(): boolean {
    return true
  }
  get ShowFilterButton(): boolean {
    return true
  }

  get Columns(): TableColumnCollection {
    return new TableColumnCollection(this)
  }
  get Rows(): TableRowCollection {
    return new TableRowCollection(this)
  }
  get Sort(): TableSort {
    return new TableSort(this)
  }
  get Worksheet(): Worksheet {
    return new Worksheet(this.host, this.place.sheet.id)
  }

  GetRange(): Range {
    return this.rangeAt(this.area)
  }

  GetHeaderRowRange(): Range {
    if (!this.ShowHeaders) throw itemNotFound()
    return this.rangeAt({ ...this.area, rowCount: 1 })
  }

  GetDataBodyRange(): Range {
    if (!this.bodyArea) throw itemNotFound()
    return this.rangeAt(this.bodyArea)
  }

  GetTotalRowRange(): Range {
    const { area, showTotals } = this.place.table
    if (!showTotals) throw itemNotFound()
    return this.rangeAt({ ...area, row: area.row + area.rowCount - 1, rowCount: 1 })
  }

  Resize(newRange: unknown): void {
    const area = newRange instanceof Range ? newRange.area : onSheet(parseArea(textArgument(newRange)).area)
    if (newRange instanceof Range && newRange.sheetId !== this.place.sheet.id) throw invalidArgument()
    this.workbook.resizeTable(this.tableId, area)
  }

  /** Deletes the table with its cells. */
  Delete(): void {
    this.workbook.deleteTable(this.tableId)
  }

  /** The cells stay. */
  ConvertToRange(): Range {
    const range = this.GetRange()
    this.workbook.convertTable(this.tableId)
    return range
  }

  // Tables of the simulated workbook have no filters to clear or apply.
  ClearFilters(): void {}
  ReapplyFilters(): void {}
}
