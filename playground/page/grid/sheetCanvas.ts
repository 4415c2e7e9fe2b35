import "cheetah-grid/main.css"
import { core } from "cheetah-grid"
import type { Area } from "../../../shared/address.ts"
import { limits } from "../../../shared/limits.ts"
import type { SimSheet } from "../../workbook/contract.ts"
import { createAxis, type Axis } from "./axis.ts"
import type { GridColors } from "./gridColors.ts"
import { mergeIndex } from "./mergeIndex.ts"
import { paintCell } from "./paintCell.ts"
import { paintHeader } from "./paintHeader.ts"
import { rowSizes } from "./rowSizes.ts"
import type { Box, Scene } from "./scene.ts"
import { firstCell, lastCell, wholeColumns, wholeRows, type Cell } from "./selection.ts"

/** What lies under the pointer. `columnEdge` is the right edge of a column's header: dragging it changes the width. */
export interface Hit {
  readonly kind: "cell" | "columnHeader" | "rowHeader" | "corner" | "columnEdge"
  readonly cell: Cell
}

interface DrawContext {
  getContext(): CanvasRenderingContext2D
  getRect(): Box
  getDrawRect(): Box | null
}

const headerHeight = 22
const edgePixels = 4
/** Blank rows and columns after the last used one; more are added when they are scrolled to. */
const spare = { rows: 100, columns: 10 }

/**
 * The sheet on a canvas. cheetah-grid brings the virtual canvas, scrolling, frozen panes and the focus input (with IME);
 * its row 0 and column 0 are our headers, so its indexes are one higher than the sheet's.
 */
export class SheetCanvas extends core.DrawGrid {
  // Declared without a value: the library's constructor already calls the methods below.
  private scene: Scene | undefined
  private size = { rows: 0, columns: 0 }
  private preview: { column: number; pixels: number } | undefined
  private frame = 0

  constructor(parentElement: HTMLElement) {
    super({
      parentElement,
      disableColumnResize: true,
      defaultRowHeight: 20,
      defaultColWidth: 64,
      colCount: 1,
      rowCount: 1,
    })
    this.addDisposable({ dispose: () => cancelAnimationFrame(this.frame) })
  }

  /** Measures the sheet again: after a change of content, widths, heights, merges, or for another sheet. */
  layout(sheet: SimSheet, colors: GridColors, active: Cell, area: Area): void {
    const used = sheet.usedArea()
    const last = used ? lastCell(used) : { row: 0, column: 0 }
    if (sheet.id !== this.scene?.sheet.id) {
      this.size = { rows: 0, columns: 0 }
      this.scrollTop = 0
      this.scrollLeft = 0
    }
    this.size = {
      rows: Math.min(limits.sheetRows, Math.max(this.size.rows, 200, last.row + spare.rows)),
      columns: Math.min(limits.sheetColumns, Math.max(this.size.columns, 30, last.column + spare.columns)),
    }
    const rows = createAxis(this.size.rows, rowSizes(sheet))
    const columns = createAxis(this.size.columns, (column) => this.columnPixels(sheet, column))
    this.scene = { sheet, colors, active, area, rows, columns, used, mergeAt: mergeIndex(sheet.merges) }
    this.underlayBackgroundColor = colors.header
    this.rowCount = rows.count + 1
    this.colCount = columns.count + 1
    this.setColWidth(0, Math.max(34, 14 + 8 * String(rows.count).length))
    // As text, because the library treats the number 0 as "not set".
    for (let column = 0; column < columns.count; column++) this.setColWidth(column + 1, `${columns.size(column)}px`)
    this.freeze(sheet)
    this.updateScroll()
    this.repaint()
  }

  private columnPixels(sheet: SimSheet, column: number): number {
    if (sheet.isColumnHidden(column)) return 0
    return column === this.preview?.column ? this.preview.pixels : sheet.columnWidth(column)
  }

  /** Frozen panes, as many as leave room to scroll. */
  private freeze(sheet: SimSheet): void {
    const { rows, columns } = this.measured()
    let frozenRows = Math.min(sheet.frozenRows, rows.count)
    while (frozenRows > 0 && headerHeight + rows.offset(frozenRows) > this.canvas.height - 60) frozenRows--
    let frozenColumns = Math.min(sheet.frozenColumns, columns.count)
    while (frozenColumns > 0 && columns.offset(frozenColumns) > this.canvas.width - 120) frozenColumns--
    this.frozenRowCount = frozenRows + 1
    this.frozenColCount = frozenColumns + 1
  }

  private measured(): { rows: Axis; columns: Axis } {
    return this.scene ?? { rows: createAxis(0, () => 0), columns: createAxis(0, () => 0) }
  }

  /** Shows a column with another width while its edge is dragged; undefined ends it. */
  previewWidth(preview: { column: number; pixels: number } | undefined): void {
    this.preview = preview
    if (this.scene) this.layout(this.scene.sheet, this.scene.colors, this.scene.active, this.scene.area)
  }

  /** Shows another selection on the same sheet. */
  select(active: Cell, area: Area): void {
    if (!this.scene) return
    this.scene = { ...this.scene, active, area }
    this.repaint()
  }

  /** Paints in the next frame, once for everything that changed until then. */
  repaint(): void {
    cancelAnimationFrame(this.frame)
    this.frame = requestAnimationFrame(() => this.invalidate())
  }

  resize(): void {
    this.updateSize()
    if (this.scene) this.freeze(this.scene.sheet)
    this.updateScroll()
    this.repaint()
  }

  /** Adds rows and columns until the cell exists. True when the sheet must be laid out again. */
  grow(cell: Cell): boolean {
    const rows = Math.min(limits.sheetRows, cell.row + 1 + spare.rows)
    const columns = Math.min(limits.sheetColumns, cell.column + 1 + spare.columns)
    const grown = cell.row >= this.size.rows - 1 || cell.column >= this.size.columns - 1
    if (grown) this.size = { rows: Math.max(rows, this.size.rows), columns: Math.max(columns, this.size.columns) }
    return grown && (rows > this.measured().rows.count || columns > this.measured().columns.count)
  }

  /** The last cell in sight; used to add blank rows at the end of scrolling. */
  lastVisible(): Cell {
    return { row: this.topRow + this.visibleRowCount - 1, column: this.leftCol + this.visibleColCount - 1 }
  }

  /** Number of rows one page has. */
  get pageRows(): number {
    return Math.max(1, this.visibleRowCount - 1)
  }

  /** Scrolls a cell into sight, along the axis on which it makes sense for whole rows and columns. */
  reveal(cell: Cell, area: Area): void {
    const row = wholeColumns(area) ? this.topRow : cell.row + 1
    const column = wholeRows(area) ? this.leftCol : cell.column + 1
    this.makeVisibleCell(Math.min(column, this.colCount - 1), Math.min(row, this.rowCount - 1))
  }

  /** Scrolls to an area as Excel's go-to does: as much of it as fits, its first cell in any case. */
  revealArea(area: Area): void {
    const last = lastCell(area)
    const end = { row: Math.min(last.row, area.row + this.pageRows), column: Math.min(last.column, area.column + 5) }
    const first = firstCell(area)
    this.reveal(end, area)
    // What is frozen is always in sight: then the first cell that scrolls is what must be seen.
    this.reveal(
      {
        row: Math.max(first.row, Math.min(last.row, this.frozenRowCount - 1)),
        column: Math.max(first.column, Math.min(last.column, this.frozenColCount - 1)),
      },
      area,
    )
  }

  /** Puts the keyboard focus on the grid, at a cell (for IME and screen readers). */
  focusAt(cell: Cell): void {
    this.setFocusCursor(Math.min(cell.column + 1, this.colCount - 1), Math.min(cell.row + 1, this.rowCount - 1))
    this.input.focus({ preventScroll: true })
  }

  get input(): HTMLInputElement {
    const input = this.getElement().querySelector<HTMLInputElement>("input.grid-focus-control")
    if (!input) throw new Error("cheetah-grid has no focus input")
    return input
  }

  /** A cell's place in pixels from the top left of the grid, merged cells as a whole. */
  boxOf(cell: Cell): Box {
    const merge = this.scene?.mergeAt(cell)
    const first = this.getCellRelativeRect((merge?.column ?? cell.column) + 1, (merge?.row ?? cell.row) + 1)
    if (!merge) return first
    const { rows, columns } = this.measured()
    return {
      left: first.left,
      top: first.top,
      right: first.left + columns.offset(merge.column + merge.columnCount) - columns.offset(merge.column),
      bottom: first.top + rows.offset(merge.row + merge.rowCount) - rows.offset(merge.row),
    }
  }

  /** What is at a point of the window; points outside the canvas count as its nearest edge. */
  hit(clientX: number, clientY: number): Hit {
    const bounds = this.canvas.getBoundingClientRect()
    const x = Math.max(0, Math.min(clientX - bounds.left, bounds.width - 1)) + this.scrollLeft
    const y = Math.max(0, Math.min(clientY - bounds.top, bounds.height - 1)) + this.scrollTop
    const found = this.getCellAt(x, y)
    const inside = (index: number, count: number): number => (index < 0 ? count - 1 : Math.min(index, count - 1))
    const at = { row: inside(found.row, this.rowCount), column: inside(found.col, this.colCount) }
    const cell = { row: at.row - 1, column: at.column - 1 }
    if (cell.row < 0 && cell.column < 0) return { kind: "corner", cell }
    if (cell.row < 0) {
      const box = this.getCellRect(at.column, 0)
      if (box.right - x <= edgePixels) return { kind: "columnEdge", cell }
      if (x - box.left <= edgePixels && cell.column > 0)
        return { kind: "columnEdge", cell: { row: -1, column: cell.column - 1 } }
      return { kind: "columnHeader", cell }
    }
    return { kind: cell.column < 0 ? "rowHeader" : "cell", cell }
  }

  protected override onDrawCell(column: number, row: number, context: DrawContext): void {
    const clip = context.getDrawRect()
    if (!this.scene || !clip) return
    const cell = { row: row - 1, column: column - 1 }
    const paint = row === 0 || column === 0 ? paintHeader : paintCell
    paint(context.getContext(), this.scene, { cell, box: context.getRect(), clip })
  }

  protected override getRowHeightInternal(row: number): number {
    return row === 0 ? headerHeight : this.measured().rows.size(row - 1)
  }

  /** From the first to the last row, both included. */
  protected override getRowsHeightInternal(first: number, last: number): number {
    return this.top(last + 1) - this.top(first)
  }

  protected override getScrollHeightInternal(): number {
    return this.top(this.measured().rows.count + 1)
  }

  protected override getTargetRowAtInternal(distance: number): { row: number; top: number } {
    const row = distance < headerHeight ? 0 : this.measured().rows.at(distance - headerHeight) + 1
    // Never return undefined for a missing row: the library would then search all rows one by one.
    if (row === 0 && distance >= headerHeight) return { row: this.rowCount, top: this.getScrollHeightInternal() }
    return { row, top: this.top(row) }
  }

  private top(row: number): number {
    return row <= 0 ? 0 : headerHeight + this.measured().rows.offset(row - 1)
  }
}
