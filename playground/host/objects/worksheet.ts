import type { SimSheet } from "../../workbook/contract.ts"
import { onSheet, parseAreas, wholeSheet } from "../areas.ts"
import { matchesOf, searchOptions } from "../findCells.ts"
import { colorArgument } from "../colors.ts"
import type { HostSession } from "../hostSession.ts"
import { EmptyCollection } from "../wireCollection.ts"
import {
  booleanArgument,
  integerArgument,
  oneOf,
  optionalBoolean,
  optionalText,
  textArgument,
} from "../wireArguments.ts"
import { invalidArgument, invalidReference, itemNotFound } from "../wireErrors.ts"
import { nullObject, WireObject } from "../wireObject.ts"
import { AutoFilter } from "./autoFilter.ts"
import { NamedItemCollection } from "./namedItemCollection.ts"
import { Range, rangeOfAddress } from "./range.ts"
import { RangeAreas } from "./rangeAreas.ts"
import { TableCollection } from "./tableCollection.ts"
import { WorksheetFreezePanes } from "./worksheetFreezePanes.ts"
import { WorksheetProtection } from "./worksheetProtection.ts"

export class Worksheet extends WireObject {
  override readonly className = "Worksheet"
  override readonly navigation = [
    "AutoFilter",
    "Charts",
    "Comments",
    "FreezePanes",
    "Names",
    "PivotTables",
    "Protection",
    "Shapes",
    "Slicers",
    "Tables",
  ]
  static override readonly events = [
    "Activated",
    "Calculated",
    "DataChanged",
    "Deactivated",
    "FormatChanged",
    "NameChanged",
    "SelectionChanged",
    "VisibilityChanged",
  ]
  readonly sheetId: string

  constructor(host: HostSession, sheetId: string) {
    super(host)
    this.sheetId = sheetId
  }

  /** @throws InvalidReference when the sheet has been deleted meanwhile. */
  get sheet(): SimSheet {
    const sheet = this.workbook.sheetById(this.sheetId)
    if (!sheet) throw invalidReference()
    return sheet
  }

  get Id(): string {
    return this.sheetId
  }
  get Name(): string {
    return this.sheet.name
  }
  set Name(name: unknown) {
    this.workbook.renameSheet(this.sheetId, textArgument(name))
  }
  get Position(): number {
    return this.workbook.sheets.findIndex((sheet) => sheet.id === this.sheetId)
  }
  set Position(position: unknown) {
    this.workbook.moveSheet(this.sheetId, integerArgument(position))
  }
  get Visibility(): string {
    return this.sheet.visibility
  }
  set Visibility(visibility: unknown) {
    this.workbook.setVisibility(this.sheetId, oneOf(visibility, ["Visible", "Hidden", "VeryHidden"]))
  }
  get TabColor(): string {
    return this.sheet.tabColor
  }
  set TabColor(color: unknown) {
    this.workbook.setTabColor(this.sheetId, color === "" ? "" : colorArgument(color))
  }
  get ShowGridlines(): boolean {
    return this.sheet.showGridlines
  }
  /** The name under which Office.js writes `showGridlines`. */
  get Gridlines(): boolean {
    return this.ShowGridlines
  }
  set Gridlines(shown: unknown) {
    this.workbook.showGridlines(this.sheetId, booleanArgument(shown))
  }
  get ShowHeadings(): boolean {
    return true
  }
  /** Points and characters of a new sheet in Calibri 11. */
  get StandardHeight(): number {
    return 15
  }
  get StandardWidth(): number {
    return 64
  }
  get EnableCalculation(): boolean {
    return true
  }
  get TabId(): number {
    return this.Position + 1
  }

  get AutoFilter(): AutoFilter {
    return new AutoFilter(this.host)
  }
  get Charts(): EmptyCollection {
    return new EmptyCollection(this.host, "ChartCollection")
  }
  get Comments(): EmptyCollection {
    return new EmptyCollection(this.host, "CommentCollection")
  }
  get PivotTables(): EmptyCollection {
    return new EmptyCollection(this.host, "PivotTableCollection")
  }
  get Shapes(): EmptyCollection {
    return new EmptyCollection(this.host, "ShapeCollection")
  }
  get Slicers(): EmptyCollection {
    return new EmptyCollection(this.host, "SlicerCollection")
  }
  get FreezePanes(): WorksheetFreezePanes {
    return new WorksheetFreezePanes(this)
  }
  get Names(): NamedItemCollection {
    return new NamedItemCollection(this.host, this.sheetId)
  }
  get Protection(): WorksheetProtection {
    return new WorksheetProtection(this.host)
  }
  get Tables(): TableCollection {
    return new TableCollection(this.host, this.sheetId)
  }

  Activate(): void {
    this.workbook.activate(this.sheetId)
  }

  Calculate(): void {
    this.workbook.calculate()
  }

  Delete(): void {
    this.workbook.deleteSheet(this.sheetId)
  }

  GetCell(row: unknown, column: unknown): Range {
    return this.#range({ row: integerArgument(row), column: integerArgument(column), rowCount: 1, columnCount: 1 })
  }

  /** An address, or a name of this sheet or the workbook; the whole sheet when nothing is given. */
  GetRange(address: unknown): Range {
    const text = optionalText(address)
    if (text === undefined || text === "") return this.#range(wholeSheet)
    const named = this.Names.find(text) ?? new NamedItemCollection(this.host, null).find(text)
    const ofName = named?.GetRangeOrNullObject()
    if (ofName instanceof Range && ofName.sheetId === this.sheetId) return ofName
    const range = rangeOfAddress(this, text)
    if (range.sheetId !== this.sheetId) throw invalidArgument()
    return range
  }

  GetRangeByIndexes(row: unknown, column: unknown, rowCount: unknown, columnCount: unknown): Range {
    return this.#range({
      row: integerArgument(row),
      column: integerArgument(column),
      rowCount: integerArgument(rowCount),
      columnCount: integerArgument(columnCount),
    })
  }

  GetRanges(address: unknown): RangeAreas {
    const text = optionalText(address)
    const areas = text === undefined ? [wholeSheet] : parseAreas(text).map(({ area }) => onSheet(area))
    return new RangeAreas(this.host, this.sheetId, areas)
  }

  /** The top left cell when the sheet is blank, as in Excel. */
  GetUsedRange(valuesOnly: unknown): Range {
    const used = this.GetUsedRangeOrNullObject(valuesOnly)
    return used === nullObject ? this.GetCell(0, 0) : used
  }

  GetUsedRangeOrNullObject(valuesOnly: unknown): Range | typeof nullObject {
    const used = this.sheet.usedArea(optionalBoolean(valuesOnly, false))
    return used ? this.#range(used) : nullObject
  }

  FindAll(text: unknown, criteria: unknown): RangeAreas {
    const found = this.FindAllOrNullObject(text, criteria)
    if (found === nullObject) throw itemNotFound()
    return found
  }

  FindAllOrNullObject(text: unknown, criteria: unknown): RangeAreas | typeof nullObject {
    const cells = matchesOf(this.sheet, wholeSheet, textArgument(text), searchOptions(criteria))
    const areas = cells.map((cell) => ({ ...cell, rowCount: 1, columnCount: 1 }))
    return areas.length > 0 ? new RangeAreas(this.host, this.sheetId, areas) : nullObject
  }

  ReplaceAll(text: unknown, replacement: unknown, criteria: unknown): number {
    return this.#range(wholeSheet).ReplaceAll(text, replacement, criteria)
  }

  GetNext(visibleOnly: unknown): Worksheet {
    return present(this.#neighbour(1, visibleOnly))
  }

  GetNextOrNullObject(visibleOnly: unknown): Worksheet | typeof nullObject {
    return this.#neighbour(1, visibleOnly) ?? nullObject
  }

  GetPrevious(visibleOnly: unknown): Worksheet {
    return present(this.#neighbour(-1, visibleOnly))
  }

  GetPreviousOrNullObject(visibleOnly: unknown): Worksheet | typeof nullObject {
    return this.#neighbour(-1, visibleOnly) ?? nullObject
  }

  _GetSheetById(id: unknown): Worksheet {
    const sheet = this.workbook.sheetById(textArgument(id))
    if (!sheet) throw itemNotFound()
    return new Worksheet(this.host, sheet.id)
  }

  #range(area: Range["area"]): Range {
    return new Range(this.host, this.sheetId, onSheet(area))
  }

  #neighbour(step: 1 | -1, visibleOnly: unknown): Worksheet | undefined {
    const onlyVisible = optionalBoolean(visibleOnly, false)
    const { sheets } = this.workbook
    for (let position = this.Position + step; position >= 0 && position < sheets.length; position += step) {
      const sheet = sheets[position]
      if (sheet && (!onlyVisible || sheet.visibility === "Visible")) return new Worksheet(this.host, sheet.id)
    }
    return undefined
  }
}

function present(sheet: Worksheet | undefined): Worksheet {
  if (!sheet) throw itemNotFound()
  return sheet
}
