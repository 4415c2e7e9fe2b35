import type { SimTable } from "../../workbook/contract.ts"
import { onSheet, parseArea } from "../areas.ts"
import type { HostSession } from "../hostSession.ts"
import { booleanArgument, textArgument } from "../wireArguments.ts"
import { invalidArgument } from "../wireErrors.ts"
import { WireCollection } from "../wireCollection.ts"
import { Range } from "./range.ts"
import { Table } from "./table.ts"

/** Tables of one sheet, or of the whole workbook when no sheet is given. */
export class TableCollection extends WireCollection<Table> {
  override readonly className: string = "TableCollection"
  static override readonly events = ["Added", "DataChanged", "Deleted"]
  readonly #sheetId: string | undefined

  constructor(host: HostSession, sheetId: string | undefined) {
    super(host)
    this.#sheetId = sheetId
  }

  get Count(): number {
    return this.all().length
  }

  override all(): readonly Table[] {
    return this.#tables().map(({ table }) => new Table(this.host, table.id))
  }

  /** By id or by name, whose case does not matter. */
  override find(key: unknown): Table | undefined {
    const wanted = String(key).toLowerCase()
    const found = this.#tables().find(({ table }) => table.id === String(key) || table.name.toLowerCase() === wanted)
    return found && new Table(this.host, found.table.id)
  }

  /** @param address a range, `A1:D5`, or `Orders!A1:D5`. */
  Add(address: unknown, hasHeaders: unknown): Table {
    const { sheetId, area } = address instanceof Range ? address : this.#place(textArgument(address))
    if (this.#sheetId !== undefined && sheetId !== this.#sheetId) throw invalidArgument()
    return new Table(this.host, this.workbook.addTable(sheetId, area, booleanArgument(hasHeaders)).id)
  }

  #place(text: string): { sheetId: string; area: Range["area"] } {
    const { sheet, area } = parseArea(text)
    const found = sheet === undefined ? undefined : this.workbook.sheetByName(sheet)
    if (sheet !== undefined && !found) throw invalidArgument()
    return { sheetId: found?.id ?? this.#sheetId ?? this.workbook.activeSheet.id, area: onSheet(area) }
  }

  #tables(): { table: SimTable }[] {
    const sheets = this.workbook.sheets.filter((sheet) => this.#sheetId === undefined || sheet.id === this.#sheetId)
    return sheets.flatMap((sheet) => sheet.tables.map((table) => ({ table })))
  }
}
