import { intersect, type Area } from "../../../shared/address.ts"
import { isBlank } from "../../../shared/cell.ts"
import { limits } from "../../../shared/limits.ts"
import { boundingArea, onSheet, parseArea } from "../areas.ts"
import { dataEdge, surroundingArea, type Direction } from "../regions.ts"
import { integerArgument, isGiven, oneOf, optionalBoolean, optionalInteger } from "../wireArguments.ts"
import { HostError, invalidArgument } from "../wireErrors.ts"
import { nullObject } from "../wireObject.ts"
import type { Range } from "./range.ts"
import { RangeCells } from "./rangeCells.ts"

/** Ranges that are found from a range. */
export abstract class RangeGeometry extends RangeCells {
  /** Another range of the same sheet. @throws InvalidArgument when it is off the sheet. */
  abstract at(area: Area): Range

  GetCell(row: unknown, column: unknown): Range {
    const { area } = this
    return this.at({
      row: area.row + integerArgument(row),
      column: area.column + integerArgument(column),
      rowCount: 1,
      columnCount: 1,
    })
  }

  GetRow(index: unknown): Range {
    const offset = integerArgument(index)
    if (offset < 0 || offset >= this.area.rowCount) throw invalidArgument()
    return this.at({ ...this.area, row: this.area.row + offset, rowCount: 1 })
  }

  GetColumn(index: unknown): Range {
    const offset = integerArgument(index)
    if (offset < 0 || offset >= this.area.columnCount) throw invalidArgument()
    return this.at({ ...this.area, column: this.area.column + offset, columnCount: 1 })
  }

  GetLastRow(): Range {
    return this.GetRow(this.area.rowCount - 1)
  }

  GetLastColumn(): Range {
    return this.GetColumn(this.area.columnCount - 1)
  }

  GetLastCell(): Range {
    return this.GetCell(this.area.rowCount - 1, this.area.columnCount - 1)
  }

  GetOffsetRange(rows: unknown, columns: unknown): Range {
    const { area } = this
    return this.at({
      ...area,
      row: area.row + integerArgument(rows),
      column: area.column + integerArgument(columns),
    })
  }

  GetResizedRange(rows: unknown, columns: unknown): Range {
    const { area } = this
    return this.at({
      ...area,
      rowCount: area.rowCount + integerArgument(rows),
      columnCount: area.columnCount + integerArgument(columns),
    })
  }

  GetAbsoluteResizedRange(rows: unknown, columns: unknown): Range {
    return this.at({ ...this.area, rowCount: integerArgument(rows), columnCount: integerArgument(columns) })
  }

  GetIntersection(other: unknown): Range {
    const found = this.GetIntersectionOrNullObject(other)
    if (found === nullObject) throw new HostError("ItemNotFound", "The requested resource doesn't exist.")
    return found
  }

  GetIntersectionOrNullObject(other: unknown): Range | typeof nullObject {
    const shared = intersect(this.area, this.areaArgument(other))
    return shared ? this.at(shared) : nullObject
  }

  GetBoundingRect(other: unknown): Range {
    return this.at(boundingArea(this.area, this.areaArgument(other)))
  }

  GetEntireRow(): Range {
    return this.at({ ...this.area, column: 0, columnCount: limits.sheetColumns })
  }

  GetEntireColumn(): Range {
    return this.at({ ...this.area, row: 0, rowCount: limits.sheetRows })
  }

  GetRowsAbove(count: unknown): Range {
    return this.#beside(optionalInteger(count, 1), "above")
  }

  GetRowsBelow(count: unknown): Range {
    return this.#beside(optionalInteger(count, 1), "below")
  }

  GetColumnsBefore(count: unknown): Range {
    return this.#beside(optionalInteger(count, 1), "before")
  }

  GetColumnsAfter(count: unknown): Range {
    return this.#beside(optionalInteger(count, 1), "after")
  }

  /** Used cells within this range; the first cell when there are none, as in Excel. */
  GetUsedRange(valuesOnly: unknown): Range {
    const used = this.GetUsedRangeOrNullObject(valuesOnly)
    return used === nullObject ? this.GetCell(0, 0) : used
  }

  GetUsedRangeOrNullObject(valuesOnly: unknown): Range | typeof nullObject {
    const onlyValues = optionalBoolean(valuesOnly, false)
    const used = this.sheet.usedArea(onlyValues)
    const inside = used && intersect(used, this.area)
    const trimmed = inside && this.#trimmed(inside, onlyValues)
    return trimmed ? this.at(trimmed) : nullObject
  }

  GetSurroundingRegion(): Range {
    return this.at(surroundingArea(this.sheet, this.area))
  }

  GetSurroundingDataRegion(): Range {
    return this.at(surroundingArea(this.sheet, this.area))
  }

  /** Where Ctrl+arrow goes from the active cell (the first, unless given). */
  GetRangeEdge(direction: unknown, activeCell: unknown): Range {
    return this.at({ ...dataEdge(this.sheet, this.#start(activeCell), way(direction)), rowCount: 1, columnCount: 1 })
  }

  /** The range extended as Ctrl+Shift+arrow does. */
  GetExtendedRange(direction: unknown, activeCell: unknown): Range {
    const edge = dataEdge(this.sheet, this.#start(activeCell), way(direction))
    return this.at(boundingArea(this.area, { ...edge, rowCount: 1, columnCount: 1 }))
  }

  _ValidateArraySize(rows: unknown, columns: unknown): void {
    if (rows !== this.area.rowCount || columns !== this.area.columnCount)
      throw new HostError(
        "InvalidArgument",
        "The number of rows or columns in the input array doesn't match the size or dimensions of the range.",
      )
  }

  /** A range or an address on this sheet. */
  areaArgument(other: unknown): Area {
    if (other instanceof RangeCells) {
      if (other.sheetId !== this.sheetId) throw invalidArgument()
      return other.area
    }
    if (typeof other !== "string") throw invalidArgument()
    const { sheet, area } = parseArea(other)
    if (sheet !== undefined && sheet.toLowerCase() !== this.sheet.name.toLowerCase()) throw invalidArgument()
    return onSheet(area)
  }

  #start(activeCell: unknown): { row: number; column: number } {
    return isGiven(activeCell) ? this.areaArgument(activeCell) : this.area
  }

  #beside(count: number, side: "above" | "below" | "before" | "after"): Range {
    if (count === 0) throw invalidArgument()
    // A negative count means the other side, as Excel documents.
    if (count < 0) return this.#beside(-count, opposite[side])
    const { area } = this
    switch (side) {
      case "above":
        return this.at({ ...area, row: area.row - count, rowCount: count })
      case "below":
        return this.at({ ...area, row: area.row + area.rowCount, rowCount: count })
      case "before":
        return this.at({ ...area, column: area.column - count, columnCount: count })
      case "after":
        return this.at({ ...area, column: area.column + area.columnCount, columnCount: count })
    }
  }

  /** The used cells of a part of the sheet's used area. */
  #trimmed(area: Area, onlyValues: boolean): Area | undefined {
    const { sheet } = this
    if (onlyValues) return sheet.valuesWithin(area)
    const filled = (row: number, column: number): boolean =>
      !isBlank(sheet.value(row, column)) ||
      sheet.formula(row, column) !== undefined ||
      Object.keys(sheet.style(row, column)).length > 0
    let found: Area | undefined
    for (let row = area.row; row < area.row + area.rowCount; row++)
      for (let column = area.column; column < area.column + area.columnCount; column++)
        if (filled(row, column)) {
          const cell = { row, column, rowCount: 1, columnCount: 1 }
          found = found ? boundingArea(found, cell) : cell
        }
    return found
  }
}

const opposite = { above: "below", below: "above", before: "after", after: "before" } as const

const way = (direction: unknown): Direction => oneOf(direction, ["Up", "Down", "Left", "Right"])
