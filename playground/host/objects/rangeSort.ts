import { sortRows, type SortField } from "../sortRows.ts"
import { integerArgument, optionalBoolean, optionalOneOf, optionsArgument } from "../wireArguments.ts"
import { invalidArgument, notImplemented } from "../wireErrors.ts"
import { WireObject } from "../wireObject.ts"
import type { Range } from "./range.ts"

export class RangeSort extends WireObject {
  override readonly className = "RangeSort"
  readonly #range: Range

  constructor(range: Range) {
    super(range.host)
    this.#range = range
  }

  Apply(...[fields, matchCase, hasHeaders, orientation, method]: unknown[]): void {
    if (optionalOneOf(orientation, ["Rows", "Columns"], "Rows") === "Columns")
      throw notImplemented("RangeSort", 'apply(…, "Columns")')
    optionalOneOf(method, ["PinYin", "StrokeCount"], "PinYin")
    const body = optionalBoolean(hasHeaders, false) ? this.#withoutHeader() : this.#range
    if (body) sortRows(body, sortFields(fields), optionalBoolean(matchCase, false))
  }

  #withoutHeader(): Range | undefined {
    const { area } = this.#range
    return area.rowCount > 1 ? this.#range.at({ ...area, row: area.row + 1, rowCount: area.rowCount - 1 }) : undefined
  }
}

/** `Excel.SortField[]`; only sorting by value is simulated. */
export function sortFields(fields: unknown): SortField[] {
  if (!Array.isArray(fields) || fields.length === 0) throw invalidArgument()
  return fields.map((field: unknown) => {
    const given = optionsArgument(field)
    const sortOn = optionalOneOf(given.sortOn, ["Value", "CellColor", "FontColor", "Icon"], "Value")
    if (sortOn !== "Value") throw notImplemented("SortField", `sortOn "${sortOn}"`)
    return { column: integerArgument(given.key), ascending: optionalBoolean(given.ascending, true) }
  })
}
