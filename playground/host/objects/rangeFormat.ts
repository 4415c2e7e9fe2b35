import type { CellStyle } from "../../workbook/contract.ts"
import { pointsPerPixel, same } from "./rangeCells.ts"
import { styleOf } from "../commonStyle.ts"
import { booleanArgument, numberArgument, oneOf } from "../wireArguments.ts"
import { WireObject } from "../wireObject.ts"
import type { Range } from "./range.ts"
import { RangeBorderCollection } from "./rangeBorderCollection.ts"
import { RangeFill } from "./rangeFill.ts"
import { RangeFont } from "./rangeFont.ts"

/** How a range looks. A property whose cells differ reads as null. */
export class RangeFormat extends WireObject {
  override readonly className = "RangeFormat"
  override readonly navigation = ["Fill", "Font", "Borders"]
  readonly #range: Range

  constructor(range: Range) {
    super(range.host)
    this.#range = range
  }

  get Fill(): RangeFill {
    return new RangeFill(this.#range)
  }
  get Font(): RangeFont {
    return new RangeFont(this.#range)
  }
  get Borders(): RangeBorderCollection {
    return new RangeBorderCollection(this.#range)
  }

  get HorizontalAlignment(): string | null {
    return styleOf(this.#range, (style) => style.horizontalAlignment ?? "General")
  }
  set HorizontalAlignment(value: unknown) {
    this.#style({ horizontalAlignment: oneOf(value, ["General", "Left", "Center", "Right"]) })
  }

  get VerticalAlignment(): string | null {
    return styleOf(this.#range, (style) => style.verticalAlignment ?? "Bottom")
  }
  set VerticalAlignment(value: unknown) {
    this.#style({ verticalAlignment: oneOf(value, ["Top", "Center", "Bottom"]) })
  }

  get WrapText(): boolean | null {
    return styleOf(this.#range, (style) => style.wrapText ?? false)
  }
  set WrapText(value: unknown) {
    this.#style({ wrapText: booleanArgument(value) })
  }

  get ColumnWidth(): number | null {
    const { area, sheet } = this.#range
    return same(span(area.column, area.columnCount), (column) => sheet.columnWidth(column) * pointsPerPixel)
  }
  set ColumnWidth(points: unknown) {
    const { area, sheetId } = this.#range
    const pixels = numberArgument(points) / pointsPerPixel
    for (const column of span(area.column, area.columnCount)) this.workbook.setColumnWidth(sheetId, column, pixels)
  }

  get RowHeight(): number | null {
    const { area, sheet } = this.#range
    return same(span(area.row, area.rowCount), (row) => sheet.rowHeight(row) * pointsPerPixel)
  }
  set RowHeight(points: unknown) {
    const { area, sheetId } = this.#range
    const pixels = numberArgument(points) / pointsPerPixel
    for (const row of span(area.row, area.rowCount)) this.workbook.setRowHeight(sheetId, row, pixels)
  }

  AutofitColumns(): void {
    this.workbook.autofitColumns(this.#range.sheetId, this.#range.area)
  }
  AutofitRows(): void {
    this.workbook.autofitRows(this.#range.sheetId, this.#range.area)
  }

  #style(style: CellStyle): void {
    this.#range.setStyle(style)
  }
}

const span = (start: number, count: number): number[] => Array.from({ length: count }, (_, index) => start + index)
