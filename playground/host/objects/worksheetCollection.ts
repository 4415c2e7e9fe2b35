import type { SimSheet } from "../../workbook/contract.ts"
import { optionalBoolean, optionalText } from "../wireArguments.ts"
import { itemNotFound } from "../wireErrors.ts"
import { WireCollection } from "../wireCollection.ts"
import { Worksheet } from "./worksheet.ts"

export class WorksheetCollection extends WireCollection<Worksheet> {
  override readonly className = "WorksheetCollection"
  static override readonly events = [
    "Activated",
    "Added",
    "Calculated",
    "DataChanged",
    "Deactivated",
    "Deleted",
    "FormatChanged",
    "Moved",
    "NameChanged",
    "SelectionChanged",
    "VisibilityChanged",
  ]

  override all(): readonly Worksheet[] {
    return this.workbook.sheets.map((sheet) => this.#worksheet(sheet))
  }

  /** By id or by name, whose case does not matter. */
  override find(key: unknown): Worksheet | undefined {
    if (typeof key !== "string") return undefined
    const sheet = this.workbook.sheetById(key) ?? this.workbook.sheetByName(key)
    return sheet && this.#worksheet(sheet)
  }

  Add(name: unknown): Worksheet {
    return this.#worksheet(this.workbook.addSheet(optionalText(name)))
  }

  GetActiveWorksheet(): Worksheet {
    return this.#worksheet(this.workbook.activeSheet)
  }

  override GetCount(visibleOnly?: unknown): number {
    return this.#among(visibleOnly).length
  }

  GetFirst(visibleOnly: unknown): Worksheet {
    return this.#at(0, visibleOnly)
  }

  GetLast(visibleOnly: unknown): Worksheet {
    return this.#at(-1, visibleOnly)
  }

  #among(visibleOnly: unknown): readonly SimSheet[] {
    const { sheets } = this.workbook
    return optionalBoolean(visibleOnly, false) ? sheets.filter((sheet) => sheet.visibility === "Visible") : sheets
  }

  #at(index: number, visibleOnly: unknown): Worksheet {
    const sheet = this.#among(visibleOnly).at(index)
    if (!sheet) throw itemNotFound()
    return this.#worksheet(sheet)
  }

  #worksheet(sheet: SimSheet): Worksheet {
    return new Worksheet(this.host, sheet.id)
  }
}
