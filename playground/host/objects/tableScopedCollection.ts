import { intersect } from "../../../shared/address.ts"
import { contains } from "../areas.ts"
import { itemNotFound } from "../wireErrors.ts"
import { WireCollection } from "../wireCollection.ts"
import type { Range } from "./range.ts"
import { Table } from "./table.ts"

/** Tables that overlap a range, or lie within it. */
export class TableScopedCollection extends WireCollection<Table> {
  override readonly className = "TableScopedCollection"
  readonly #range: Range
  readonly #fullyContained: boolean

  constructor(range: Range, fullyContained: boolean) {
    super(range.host)
    this.#range = range
    this.#fullyContained = fullyContained
  }

  override all(): readonly Table[] {
    const { sheet, area } = this.#range
    return sheet.tables
      .filter((table) => (this.#fullyContained ? contains(area, table.area) : intersect(area, table.area)))
      .map((table) => new Table(this.host, table.id))
  }

  override find(key: unknown): Table | undefined {
    const wanted = String(key).toLowerCase()
    return this.all().find((table) => table.Id === String(key) || table.Name.toLowerCase() === wanted)
  }

  GetFirst(): Table {
    const first = this.all()[0]
    if (!first) throw itemNotFound()
    return first
  }
}
