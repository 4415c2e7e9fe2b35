import type { Area } from "../../../shared/address.ts"
import { onSheet, parseArea } from "../areas.ts"
import { copyCells, type CopyType } from "../copyCells.ts"
import { findCell, matchesOf, replaceText, searchOptions } from "../findCells.ts"
import { mergedWithin } from "../merges.ts"
import { directDependents, directPrecedents, type SheetCells } from "../precedents.ts"
import { specialAreas } from "../specialCells.ts"
import { isGiven, oneOf, optionalBoolean, optionalOneOf, optionalText, textArgument } from "../wireArguments.ts"
import { invalidArgument, itemNotFound } from "../wireErrors.ts"
import { nullObject, type Found } from "../wireObject.ts"
import { RangeAreas } from "./rangeAreas.ts"
import { RangeFormat } from "./rangeFormat.ts"
import { RangeGeometry } from "./rangeGeometry.ts"
import { RangeSort } from "./rangeSort.ts"
import { RangeView } from "./rangeView.ts"
import { RemoveDuplicatesResult } from "./removeDuplicatesResult.ts"
import { TableScopedCollection } from "./tableScopedCollection.ts"
import { WorkbookRangeAreas } from "./workbookRangeAreas.ts"
import { Worksheet } from "./worksheet.ts"

/** A rectangle of cells. Values and position are in rangeCells, neighbours in rangeGeometry, edits here. */
export class Range extends RangeGeometry {
  override readonly className = "Range"
  override readonly navigation = ["Format", "Worksheet", "Sort"]
  override readonly keptByReference = true

  override at(area: Area): Range {
    return new Range(this.host, this.sheetId, onSheet(area))
  }

  get Format(): RangeFormat {
    return new RangeFormat(this)
  }
  get Sort(): RangeSort {
    return new RangeSort(this)
  }
  get Worksheet(): Worksheet {
    return new Worksheet(this.host, this.sheetId)
  }

  Select(): void {
    this.workbook.select(this.sheetId, this.area)
  }

  Calculate(): void {
    this.workbook.calculate()
  }

  SetDirty(): void {}

  Clear(applyTo: unknown): void {
    const what = optionalOneOf(applyTo, clearTargets, "All")
    // Links are not kept by the simulated workbook: there is nothing to clear.
    if (what === "Hyperlinks" || what === "RemoveHyperlinks") return
    this.workbook.clear(this.sheetId, this.area, what)
  }

  Insert(shift: unknown): Range {
    this.workbook.insertCells(this.sheetId, this.area, oneOf(shift, ["Down", "Right"]))
    return this.at(this.area)
  }

  Delete(shift: unknown): void {
    this.workbook.deleteCells(this.sheetId, this.area, oneOf(shift, ["Up", "Left"]))
  }

  Merge(across: unknown): void {
    if (!optionalBoolean(across, false)) return this.workbook.merge(this.sheetId, this.area)
    for (let row = 0; row < this.area.rowCount; row++)
      this.workbook.merge(this.sheetId, { ...this.area, row: this.area.row + row, rowCount: 1 })
  }

  Unmerge(): void {
    this.workbook.unmerge(this.sheetId, this.area)
  }

  GetMergedAreasOrNullObject(): Found {
    const merged = mergedWithin(this.sheet, this.area)
    return merged.length > 0 ? new RangeAreas(this.host, this.sheetId, merged) : nullObject
  }

  CopyFrom(source: unknown, copyType: unknown, skipBlanks: unknown, transpose: unknown): void {
    const type: CopyType = optionalOneOf(copyType, ["All", "Formulas", "Values", "Formats"], "All")
    copyCells(this.#sourceArgument(source), this, {
      type,
      skipBlanks: optionalBoolean(skipBlanks, false),
      transpose: optionalBoolean(transpose, false),
    })
  }

  MoveTo(destination: unknown): void {
    const target = this.#sourceArgument(destination)
    const moved = target.at({ ...this.area, row: target.area.row, column: target.area.column })
    copyCells(this, moved, { type: "All", skipBlanks: false, transpose: false })
    this.workbook.clear(this.sheetId, this.area, "All")
  }

  Find(text: unknown, criteria: unknown): Range {
    const found = this.FindOrNullObject(text, criteria)
    if (found === nullObject) throw itemNotFound()
    return found
  }

  FindOrNullObject(text: unknown, criteria: unknown): Range | typeof nullObject {
    const cell = findCell(this.sheet, this.area, textArgument(text), searchOptions(criteria))
    return cell ? this.at({ ...cell, rowCount: 1, columnCount: 1 }) : nullObject
  }

  /** Number of replacements made. */
  ReplaceAll(text: unknown, replacement: unknown, criteria: unknown): number {
    const options = searchOptions(criteria)
    const what = textArgument(text)
    const by = textArgument(replacement)
    let replaced = 0
    for (const cell of matchesOf(this.sheet, this.area, what, options)) {
      const shown = this.sheet.formula(cell.row, cell.column) ?? this.sheet.value(cell.row, cell.column)
      const next = replaceText(String(shown), what, by, options)
      this.workbook.write(this.sheetId, { ...cell, rowCount: 1, columnCount: 1 }, [[next.text]])
      replaced += next.count
    }
    return replaced
  }

  GetSpecialCells(type: unknown, valueType: unknown): RangeAreas {
    const areas = specialAreas(this.sheet, this.area, textArgument(type), optionalText(valueType))
    if (areas.length === 0) throw itemNotFound()
    return new RangeAreas(this.host, this.sheetId, areas)
  }

  GetSpecialCellsOrNullObject(type: unknown, valueType: unknown): Found {
    const areas = specialAreas(this.sheet, this.area, textArgument(type), optionalText(valueType))
    return areas.length > 0 ? new RangeAreas(this.host, this.sheetId, areas) : nullObject
  }

  GetVisibleView(): RangeView {
    return new RangeView(this)
  }

  GetTables(fullyContained: unknown): TableScopedCollection {
    return new TableScopedCollection(this, optionalBoolean(fullyContained, false))
  }

  RemoveDuplicates(columns: unknown, includesHeader: unknown): RemoveDuplicatesResult {
    return new RemoveDuplicatesResult(this, columns, includesHeader)
  }

  GetDirectPrecedents(): WorkbookRangeAreas {
    return this.#workbookAreas(directPrecedents(this.workbook, this.sheet, this.area))
  }

  GetDirectDependents(): WorkbookRangeAreas {
    return this.#workbookAreas(directDependents(this.workbook, this.sheet, this.area))
  }

  /** Excel refuses where there is none. */
  #workbookAreas(cells: readonly SheetCells[]): WorkbookRangeAreas {
    if (cells.length === 0) throw itemNotFound()
    return new WorkbookRangeAreas(this.host, cells)
  }

  #sourceArgument(source: unknown): Range {
    if (source instanceof Range) return source
    if (source instanceof RangeAreas && source.areas.length === 1 && source.areas[0])
      return new Range(this.host, source.sheetId, source.areas[0])
    if (typeof source !== "string") throw invalidArgument()
    return rangeOfAddress(this, source)
  }
}

const clearTargets = ["All", "Contents", "Formats", "Hyperlinks", "RemoveHyperlinks"] as const

/** The range of `Orders!A1:B2`, or of `A1:B2` on the given range's own sheet. */
export function rangeOfAddress(near: { host: Range["host"]; sheetId: string }, text: string): Range {
  const { sheet, area } = parseArea(text)
  const found = isGiven(sheet) ? near.host.workbook.sheetByName(sheet ?? "") : undefined
  if (sheet !== undefined && !found) throw invalidArgument()
  return new Range(near.host, found?.id ?? near.sheetId, onSheet(area))
}
