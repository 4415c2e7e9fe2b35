import { tryParseAddress } from "../../../shared/address.ts"
import { EmptyCollection } from "../wireCollection.ts"
import { textArgument } from "../wireArguments.ts"
import { invalidReference } from "../wireErrors.ts"
import { nullObject, WireObject } from "../wireObject.ts"
import { Application } from "./application.ts"
import { DocumentProperties } from "./documentProperties.ts"
import { NamedItemCollection } from "./namedItemCollection.ts"
import { Range } from "./range.ts"
import { RangeAreas } from "./rangeAreas.ts"
import { Runtime } from "./runtime.ts"
import { SettingCollection } from "./settingCollection.ts"
import { TableCollection } from "./tableCollection.ts"
import { WorkbookProtection } from "./workbookProtection.ts"
import { WorksheetCollection } from "./worksheetCollection.ts"

/** The root of every object path: `context.workbook`. */
export class Workbook extends WireObject {
  override readonly className = "Workbook"
  override readonly navigation = [
    "Application",
    "Bindings",
    "Comments",
    "Names",
    "PivotTables",
    "Properties",
    "Protection",
    "Settings",
    "Slicers",
    "Tables",
    "Worksheets",
    "_Runtime",
  ]

  /** Raised through the classic document event, which Office.js registers without a batch. */
  static override readonly events = ["SelectionChanged"]

  get Name(): string {
    return this.workbook.fileName
  }
  get ReadOnly(): boolean {
    return false
  }
  get IsDirty(): boolean {
    return this.workbook.canUndo
  }
  /** Excel on the web saves by itself. */
  get AutoSave(): boolean {
    return true
  }
  get PreviouslySaved(): boolean {
    return true
  }
  get UsePrecisionAsDisplayed(): boolean {
    return false
  }

  get Application(): Application {
    return new Application(this.host)
  }
  get Bindings(): EmptyCollection {
    return new EmptyCollection(this.host, "BindingCollection")
  }
  get Comments(): EmptyCollection {
    return new EmptyCollection(this.host, "CommentCollection")
  }
  get Names(): NamedItemCollection {
    return new NamedItemCollection(this.host, null)
  }
  get PivotTables(): EmptyCollection {
    return new EmptyCollection(this.host, "PivotTableCollection")
  }
  get Properties(): DocumentProperties {
    return new DocumentProperties(this.host)
  }
  get Protection(): WorkbookProtection {
    return new WorkbookProtection(this.host)
  }
  get Settings(): SettingCollection {
    return new SettingCollection(this.host)
  }
  get Slicers(): EmptyCollection {
    return new EmptyCollection(this.host, "SlicerCollection")
  }
  get Tables(): TableCollection {
    return new TableCollection(this.host, undefined)
  }
  get Worksheets(): WorksheetCollection {
    return new WorksheetCollection(this.host)
  }
  get _Runtime(): Runtime {
    return new Runtime(this.host)
  }

  GetSelectedRange(): Range {
    const { sheetId, area } = this.workbook.selection
    return new Range(this.host, sheetId, area)
  }

  GetSelectedRanges(): RangeAreas {
    const { sheetId, area } = this.workbook.selection
    return new RangeAreas(this.host, sheetId, [area])
  }

  GetActiveCell(): Range {
    return this.GetSelectedRange().GetCell(0, 0)
  }

  GetActiveChartOrNullObject(): typeof nullObject {
    return nullObject
  }

  GetActiveSlicerOrNullObject(): typeof nullObject {
    return nullObject
  }

  /** The simulated workbook lives in the page: there is nothing to write to. */
  Save(): void {}

  _GetRangeForEventByReferenceId(reference: unknown): Range {
    const range = this._GetRangeOrNullObjectForEventByReferenceId(reference)
    if (range === nullObject) throw invalidReference()
    return range
  }

  /** References of events name the cells themselves: `sheetId|A1:B2`. */
  _GetRangeOrNullObjectForEventByReferenceId(reference: unknown): Range | typeof nullObject {
    const [sheetId = "", address = ""] = textArgument(reference).split("|")
    const area = tryParseAddress(address)
    return area && this.workbook.sheetById(sheetId) ? new Range(this.host, sheetId, area) : nullObject
  }

  _RemoveReference(id: unknown): void {
    this.host.release(textArgument(id))
  }

  _RemoveAllReferences(): void {
    this.host.releaseAll()
  }

  _GetReferenceCount(): number {
    return this.host.keptCount
  }
}
