import type { CellValue } from "../../../shared/cell.ts"
import type { SimName } from "../../workbook/contract.ts"
import { parseArea, type SheetArea } from "../areas.ts"
import type { HostSession } from "../hostSession.ts"
import { booleanArgument, textArgument } from "../wireArguments.ts"
import { HostError, itemNotFound } from "../wireErrors.ts"
import { nullObject, WireObject } from "../wireObject.ts"
import { Range } from "./range.ts"
import { Worksheet } from "./worksheet.ts"

export class NamedItem extends WireObject {
  override readonly className = "NamedItem"
  override readonly navigation = ["Worksheet", "WorksheetOrNullObject"]
  readonly #name: string
  readonly #scope: string | null

  constructor(host: HostSession, name: string, scope: string | null) {
    super(host)
    this.#name = name
    this.#scope = scope
  }

  override get wireId(): string {
    return this.#name
  }

  get Name(): string {
    return this.#name
  }
  get Formula(): string {
    return this.#item().formula
  }
  set Formula(formula: unknown) {
    const { visible, comment } = this.#item()
    const text = textArgument(formula)
    this.workbook.deleteName(this.#name, this.#scope)
    this.workbook.addName({ name: this.#name, scope: this.#scope, formula: text, visible, comment })
  }
  get Visible(): boolean {
    return this.#item().visible
  }
  set Visible(visible: unknown) {
    this.#item().visible = booleanArgument(visible)
  }
  get Comment(): string {
    return this.#item().comment
  }
  set Comment(comment: unknown) {
    this.#item().comment = textArgument(comment)
  }
  get Scope(): string {
    return this.#scope === null ? "Workbook" : "Worksheet"
  }
  get Type(): string {
    if (this.#target()) return "Range"
    const value = this.#constant()
    if (typeof value === "number") return Number.isInteger(value) ? "Integer" : "Double"
    return typeof value === "boolean" ? "Boolean" : "String"
  }
  /** `Orders!$A$1:$B$2` of a range, else the constant. */
  get Value(): CellValue {
    return this.#target() ? this.Formula.slice(1) : this.#constant()
  }

  get Worksheet(): Worksheet {
    const worksheet = this.WorksheetOrNullObject
    if (worksheet === nullObject) throw itemNotFound()
    return worksheet
  }
  get WorksheetOrNullObject(): Worksheet | typeof nullObject {
    return this.#scope === null ? nullObject : new Worksheet(this.host, this.#scope)
  }

  Delete(): void {
    this.#item()
    this.workbook.deleteName(this.#name, this.#scope)
  }

  GetRange(): Range {
    const range = this.GetRangeOrNullObject()
    if (range === nullObject) throw new HostError("InvalidReference", "This name doesn't refer to a range.")
    return range
  }

  GetRangeOrNullObject(): Range | typeof nullObject {
    const target = this.#target()
    const sheet = target?.sheet === undefined ? undefined : this.workbook.sheetByName(target.sheet)
    return target && sheet ? new Range(this.host, sheet.id, target.area) : nullObject
  }

  #item(): SimName {
    const item = this.workbook.names.find(({ name, scope }) => name === this.#name && scope === this.#scope)
    if (!item) throw itemNotFound()
    return item
  }

  /** Cells the name stands for, or undefined for a constant or another formula. */
  #target(): SheetArea | undefined {
    const text = this.Formula.replace(/^=/, "")
    if (!/!/.test(text)) return undefined
    try {
      return parseArea(text)
    } catch (thrown) {
      if (thrown instanceof HostError) return undefined // a formula, or a list of areas
      throw thrown
    }
  }

  #constant(): CellValue {
    const text = this.Formula.replace(/^=/, "")
    const quoted = /^"((?:[^"]|"")*)"$/.exec(text)?.[1]
    if (quoted !== undefined) return quoted.replaceAll('""', '"')
    if (/^(true|false)$/i.test(text)) return /^true$/i.test(text)
    return text !== "" && Number.isFinite(Number(text)) ? Number(text) : this.Formula
  }
}
