import type { CellValue } from "../../../shared/cell.ts"
import { retyped } from "../retyped.ts"
import { integerArgument, optionalBoolean } from "../wireArguments.ts"
import { invalidArgument } from "../wireErrors.ts"
import { WireObject } from "../wireObject.ts"
import type { Range } from "./range.ts"

/** Removes the rows of a range that repeat an earlier one in the given columns, moves the rest up, and says how many went. */
export class RemoveDuplicatesResult extends WireObject {
  override readonly className = "RemoveDuplicatesResult"
  readonly #removed: number
  readonly #remaining: number

  constructor(range: Range, columns: unknown, includesHeader: unknown) {
    super(range.host)
    if (!Array.isArray(columns) || columns.length === 0) throw invalidArgument()
    const keys = columns.map(integerArgument)
    const { area, sheet } = range
    if (keys.some((key) => key < 0 || key >= area.columnCount)) throw invalidArgument()
    const header = optionalBoolean(includesHeader, false) ? 1 : 0
    const seen = new Set<string>()
    const kept: CellValue[][] = []
    for (let row = area.row + header; row < area.row + area.rowCount; row++) {
      const key = JSON.stringify(keys.map((column) => folded(sheet.value(row, area.column + column))))
      if (seen.has(key)) continue
      seen.add(key)
      kept.push(
        Array.from({ length: area.columnCount }, (_, c) => {
          const column = area.column + c
          return retyped(sheet, [row, column], [area.row + header + kept.length, column])
        }),
      )
    }
    const rows = area.rowCount - header
    this.#remaining = kept.length
    this.#removed = rows - kept.length
    if (this.#removed === 0) return
    const blank = Array.from({ length: this.#removed }, () => Array.from({ length: area.columnCount }, () => ""))
    this.workbook.write(range.sheetId, { ...area, row: area.row + header, rowCount: rows }, [...kept, ...blank])
  }

  get Removed(): number {
    return this.#removed
  }
  get UniqueRemaining(): number {
    return this.#remaining
  }
}

const folded = (value: CellValue): CellValue => (typeof value === "string" ? value.toLowerCase() : value)
