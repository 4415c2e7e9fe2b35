import { onSheet, parseArea } from "../areas.ts"
import { isGiven, optionalInteger, textArgument } from "../wireArguments.ts"
import { invalidArgument, itemNotFound } from "../wireErrors.ts"
import { nullObject, WireObject } from "../wireObject.ts"
import { Range } from "./range.ts"
import type { Worksheet } from "./worksheet.ts"

export class WorksheetFreezePanes extends WireObject {
  override readonly className = "WorksheetFreezePanes"
  readonly #worksheet: Worksheet

  constructor(worksheet: Worksheet) {
    super(worksheet.host)
    this.#worksheet = worksheet
  }

  FreezeRows(count: unknown): void {
    this.#freeze(optionalInteger(count, 1), 0)
  }

  FreezeColumns(count: unknown): void {
    this.#freeze(0, optionalInteger(count, 1))
  }

  /** Freezes the given top left range: a range or its address. */
  FreezeAt(frozenRange: unknown): void {
    if (!isGiven(frozenRange)) return this.#freeze(0, 0)
    const area = frozenRange instanceof Range ? frozenRange.area : onSheet(parseArea(textArgument(frozenRange)).area)
    this.#freeze(area.row + area.rowCount, area.column + area.columnCount)
  }

  Unfreeze(): void {
    this.#freeze(0, 0)
  }

  GetLocation(): Range {
    const location = this.GetLocationOrNullObject()
    if (location === nullObject) throw itemNotFound()
    return location
  }

  GetLocationOrNullObject(): Range | typeof nullObject {
    const { frozenRows, frozenColumns } = this.#worksheet.sheet
    if (frozenRows === 0 && frozenColumns === 0) return nullObject
    const cells = this.#worksheet.GetRangeByIndexes(0, 0, frozenRows || 1, frozenColumns || 1)
    if (frozenColumns === 0) return cells.GetEntireRow()
    return frozenRows === 0 ? cells.GetEntireColumn() : cells
  }

  #freeze(rows: number, columns: number): void {
    if (rows < 0 || columns < 0) throw invalidArgument()
    this.workbook.freeze(this.#worksheet.sheetId, rows, columns)
  }
}
