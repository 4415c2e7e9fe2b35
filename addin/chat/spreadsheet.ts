import type { RangeContent } from "../../shared/workbook.ts"

/** What a question asked now would be about. */
export interface SelectedRange {
  readonly worksheet: string
  /** Without sheet: the selected cells, whole columns and rows cut to the used ones; the table around a single cell. */
  readonly address: string
  readonly rowCount: number
  readonly columnCount: number
  /** The single selected cell, when `address` is the table around it. */
  readonly around: string | null
  /** More than one when several areas are selected; `address` is then the largest. */
  readonly areaCount: number
}

/** What is being waited for, as a phrase; `progress` is 0 … 1 when it is known. */
export interface Waiting {
  readonly label: string
  readonly progress: number | null
}

export interface ReadOptions {
  readonly signal?: AbortSignal | undefined
  readonly onWaiting?: ((waiting: Waiting) => void) | undefined
}

/** The workbook beside the pane: Excel through Office.js, or memory in tests. */
export interface Spreadsheet {
  /** Reports the selection now and after every change; null while no cells are selected, for example a chart. Returns a function that stops it. */
  watchSelection(listener: (selection: SelectedRange | null) => void): () => void
  /**
   * Values, formulas and number formats of a range of any size, read in blocks.
   * @throws AppError not_found, excel_busy, excel_failed, cancelled.
   */
  readRange(worksheet: string, address: string, options?: ReadOptions): Promise<RangeContent>
  /** Shows and selects the cells; on the active sheet when none is named. @throws AppError not_found, excel_busy, excel_failed. */
  jumpTo(worksheet: string | undefined, address: string): Promise<void>
}
