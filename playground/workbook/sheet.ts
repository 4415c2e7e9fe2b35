import { intersect, type Area } from "../../shared/address.ts"
import type { CellValue } from "../../shared/cell.ts"
import { cellText } from "./cellText.ts"
import type { CellStyle, SimSheet, SimTable } from "./contract.ts"
import { enclose } from "./enclose.ts"
import { Grid } from "./grid.ts"
import type { StyleTable } from "./styleTable.ts"

/** Excel's defaults for Calibri 11 at 100 %. */
const defaultColumnWidth = 64
export const defaultRowHeight = 20

/** Row heights of files are in points, those of the grid in pixels at 96 to the inch. */
export const pointsToPixels = (points: number): number => Math.round((points * 4) / 3)

/** Column widths of files are in digits of the default font, 7 pixels each. ECMA-376 part 1, 18.3.1.13. */
export const digitsToPixels = (digits: number): number => Math.trunc(digits * 7 + 0.5)

/** The state of one worksheet. Only the edits of this folder change it. */
export class Sheet implements SimSheet {
  readonly id: string
  name: string
  visibility: SimSheet["visibility"] = "Visible"
  tabColor = ""
  tables: SimTable[] = []
  frozenRows = 0
  frozenColumns = 0
  showGridlines = true
  merges: Area[] = []
  selection: Area = { row: 0, column: 0, rowCount: 1, columnCount: 1 }

  /** Results of formulas included. */
  readonly values = new Grid<NonNullable<CellValue>>()
  readonly formulas = new Grid<string>()
  /** Size of the area an array formula fills, at its first cell. */
  readonly arrays = new Grid<Pick<Area, "rowCount" | "columnCount">>()
  /** Formula cells that keep the file's own result because the engine does not reproduce it. */
  readonly kept = new Grid<true>()
  /** Cells that show a further result of an array formula; they have nothing of their own. */
  readonly spilled = new Grid<true>()
  readonly styleIds = new Grid<number>()
  rowStyles: ReadonlyMap<number, number> = new Map()
  columnStyles: ReadonlyMap<number, number> = new Map()
  columnWidths: ReadonlyMap<number, number> = new Map()
  rowHeights: ReadonlyMap<number, number> = new Map()
  /** For the rows and columns that have no size of their own. */
  usualRowHeight = defaultRowHeight
  usualColumnWidth = defaultColumnWidth
  hiddenRows: ReadonlySet<number> = new Set()
  hiddenColumns: ReadonlySet<number> = new Set()
  readonly #styles: StyleTable

  constructor(id: string, name: string, styles: StyleTable) {
    this.id = id
    this.name = name
    this.#styles = styles
  }

  value(row: number, column: number): CellValue {
    return this.values.get(row, column) ?? null
  }

  formula(row: number, column: number): string | undefined {
    return this.formulas.get(row, column)
  }

  text(row: number, column: number): string {
    return cellText(this.value(row, column), this.style(row, column).numberFormat)
  }

  styleId(row: number, column: number): number {
    return this.styleIds.get(row, column) ?? this.rowStyles.get(row) ?? this.columnStyles.get(column) ?? 0
  }

  style(row: number, column: number): CellStyle {
    return this.#styles.get(this.styleId(row, column))
  }

  columnWidth(column: number): number {
    return this.columnWidths.get(column) ?? this.usualColumnWidth
  }

  rowHeight(row: number): number {
    return this.rowHeights.get(row) ?? this.usualRowHeight
  }

  isRowHidden(row: number): boolean {
    return this.hiddenRows.has(row)
  }

  isColumnHidden(column: number): boolean {
    return this.hiddenColumns.has(column)
  }

  usedArea(valuesOnly = false): Area | undefined {
    const values = this.values.bounds()
    const formulas = this.formulas.bounds()
    const parts = valuesOnly ? [values, formulas] : [values, formulas, this.styleIds.bounds(), ...this.merges]
    return parts.reduce(enclose, undefined)
  }

  valuesWithin(area: Area): Area | undefined {
    return [this.values.boundsWithin(area), this.formulas.boundsWithin(area)].reduce(enclose, undefined)
  }

  tablesIn(area: Area): SimTable[] {
    return this.tables.filter((table) => intersect(table.area, area))
  }
}
