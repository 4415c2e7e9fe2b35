import { sortRows } from "../sortRows.ts"
import { optionalBoolean } from "../wireArguments.ts"
import { WireObject } from "../wireObject.ts"
import { sortFields } from "./rangeSort.ts"
import type { Table } from "./table.ts"

export class TableSort extends WireObject {
  override readonly className = "TableSort"
  readonly #table: Table

  constructor(table: Table) {
    super(table.host)
    this.#table = table
  }

  Apply(fields: unknown, matchCase: unknown): void {
    if (this.#table.bodyArea)
      sortRows(this.#table.GetDataBodyRange(), sortFields(fields), optionalBoolean(matchCase, false))
  }
}
