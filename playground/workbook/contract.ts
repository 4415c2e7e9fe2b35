import type { Area } from "../../shared/address.ts"
import type { CellValue } from "../../shared/cell.ts"

/** The simulated workbook as the grid page and the Office.js host see it. Rows and columns count from zero. */
export interface CellStyle {
  readonly numberFormat?: string
  readonly bold?: boolean
  readonly italic?: boolean
  readonly underline?: boolean
  readonly fontName?: string
  readonly fontSize?: number
  /** `#RRGGBB`. */
  readonly fontColor?: string
  readonly fill?: string
  readonly horizontalAlignment?: "General" | "Left" | "Center" | "Right"
  readonly verticalAlignment?: "Top" | "Center" | "Bottom"
  readonly wrapText?: boolean
  readonly borders?: Partial<
    Record<"top" | "bottom" | "left" | "right", { readonly style: string; readonly color: string }>
  >
}

export interface SimTable {
  readonly id: string
  name: string
  /** Header, body and totals row. */
  area: Area
  showHeaders: boolean
  showTotals: boolean
  style: string
}

export interface SimName {
  name: string
  /** `=Orders!$A$1:$B$2`, or a constant formula. */
  formula: string
  /** Sheet id for a sheet-scoped name, null for the workbook. */
  scope: string | null
  visible: boolean
  comment: string
}

export type WorkbookEvent =
  | { readonly kind: "selectionChanged"; readonly sheetId: string; readonly area: Area }
  | {
      readonly kind: "changed"
      readonly sheetId: string
      readonly area: Area
      readonly changeType:
        | "RangeEdited"
        | "RowInserted"
        | "RowDeleted"
        | "ColumnInserted"
        | "ColumnDeleted"
        | "CellInserted"
        | "CellDeleted"
      readonly source: "Local" | "Remote"
      /** Set when one cell changed. */
      readonly before?: CellValue
      readonly after?: CellValue
    }
  | { readonly kind: "formatChanged"; readonly sheetId: string; readonly area: Area }
  | { readonly kind: "calculated"; readonly sheetId: string }
  | { readonly kind: "sheetAdded" | "sheetDeleted" | "sheetActivated" | "sheetDeactivated"; readonly sheetId: string }
  | { readonly kind: "sheetRenamed"; readonly sheetId: string; readonly before: string; readonly after: string }
  | { readonly kind: "sheetMoved"; readonly sheetId: string; readonly before: number; readonly after: number }
  | {
      readonly kind: "sheetVisibilityChanged"
      readonly sheetId: string
      readonly before: string
      readonly after: string
    }
  | {
      readonly kind: "tableAdded" | "tableDeleted" | "tableChanged"
      readonly sheetId: string
      readonly tableId: string
      readonly area: Area
    }
  /** Anything else a view must redraw for: column width, frozen panes, file name. */
  | { readonly kind: "viewChanged" }

export interface SimSheet {
  readonly id: string
  readonly name: string
  readonly visibility: "Visible" | "Hidden" | "VeryHidden"
  readonly tabColor: string
  readonly tables: readonly SimTable[]
  readonly frozenRows: number
  readonly frozenColumns: number
  readonly showGridlines: boolean
  /** Blank is `null`; dates are serials; errors are text such as `#N/A`. */
  value(row: number, column: number): CellValue
  /** `=…` of a formula cell, else undefined. */
  formula(row: number, column: number): string | undefined
  /** The cell as Excel shows it with its number format. */
  text(row: number, column: number): string
  style(row: number, column: number): CellStyle
  /** Merged areas of the sheet. */
  readonly merges: readonly Area[]
  /** Pixels. */
  columnWidth(column: number): number
  rowHeight(row: number): number
  isRowHidden(row: number): boolean
  isColumnHidden(column: number): boolean
  /** Smallest area with every value (and format, unless valuesOnly); undefined when the sheet is blank. */
  usedArea(valuesOnly?: boolean): Area | undefined
  /** Smallest area with every value and formula within an area, however large that is. */
  valuesWithin(area: Area): Area | undefined
}

export interface SimWorkbook {
  readonly fileName: string
  readonly sheets: readonly SimSheet[]
  readonly names: readonly SimName[]
  /** Document settings and custom document properties, as the add-in wrote them. */
  readonly settings: Map<string, unknown>
  readonly customProperties: Map<string, string | number | boolean | Date>
  readonly activeSheet: SimSheet
  readonly selection: { readonly sheetId: string; readonly area: Area }
  /** True while the person types in a cell: Office.js batches then fail with InvalidOperationInCellEditMode. */
  cellEditMode: boolean
  readonly canUndo: boolean
  readonly canRedo: boolean
  /** Formula cells that keep the opened file's own result: the calculation engine does not reproduce it. Known after the first edit. */
  readonly unreproduced: readonly { readonly sheetId: string; readonly address: string }[]

  /** Formulas of the opened file that the first edit of contents, or `prepare`, compares with the calculation engine; thousands take seconds. */
  readonly formulasToCompare: number
  prepare(): void

  on(listener: (event: WorkbookEvent) => void): () => void
  sheetByName(name: string): SimSheet | undefined
  sheetById(id: string): SimSheet | undefined

  select(sheetId: string, area: Area): void
  activate(sheetId: string): void
  /** What a person types into a cell: `12%`, `31/3/2026`, `=SUM(A1:A3)`, `'007`; parsed as Excel (en-US) does, format included. */
  type(sheetId: string, row: number, column: number, text: string): void
  /** What Office.js `values`/`formulas` write: strings are parsed like typed text, numbers and booleans as they are, null leaves the cell, "" clears it. One `changed` event. */
  write(sheetId: string, area: Area, cells: readonly (readonly CellValue[])[]): void
  clear(sheetId: string, area: Area, what: "All" | "Contents" | "Formats"): void
  setStyle(sheetId: string, area: Area, style: CellStyle): void
  /** Shifts cells, and rewrites references of formulas, tables and names. */
  insertCells(sheetId: string, area: Area, shift: "Down" | "Right"): void
  deleteCells(sheetId: string, area: Area, shift: "Up" | "Left"): void
  merge(sheetId: string, area: Area): void
  unmerge(sheetId: string, area: Area): void
  setColumnWidth(sheetId: string, column: number, pixels: number): void
  setRowHeight(sheetId: string, row: number, pixels: number): void
  autofitColumns(sheetId: string, area: Area): void
  autofitRows(sheetId: string, area: Area): void
  freeze(sheetId: string, rows: number, columns: number): void
  hide(sheetId: string, area: Area, lines: "hiddenRows" | "hiddenColumns", hidden: boolean): void
  /** `#RRGGBB`, or "" for none. */
  setTabColor(sheetId: string, color: string): void
  showGridlines(sheetId: string, shown: boolean): void

  addSheet(name?: string): SimSheet
  deleteSheet(sheetId: string): void
  renameSheet(sheetId: string, name: string): void
  moveSheet(sheetId: string, position: number): void
  setVisibility(sheetId: string, visibility: SimSheet["visibility"]): void

  addTable(sheetId: string, area: Area, hasHeaders: boolean, name?: string): SimTable
  deleteTable(tableId: string): void
  /** The cells stay; formulas that name the table then name its cells. */
  convertTable(tableId: string): void
  resizeTable(tableId: string, area: Area): void
  renameTable(tableId: string, name: string): void
  addName(name: SimName): void
  deleteName(name: string, scope: string | null): void

  /** Edits by a co-author, which Excel reports as remote. */
  asCoauthor(edit: () => void): void
  undo(): void
  redo(): void
  /** Recalculates every formula. Writes recalculate what they touch by themselves. */
  calculate(): void
}
