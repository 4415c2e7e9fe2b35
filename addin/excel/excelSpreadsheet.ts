import type { Spreadsheet } from "../chat/spreadsheet.ts"
import { jumpTo } from "./jumpTo.ts"
import { readRange } from "./readRange.ts"
import { watchSelection } from "./watchSelection.ts"

/** The workbook this pane was opened in. `onError` hears of a selection that could not be read. */
export const excelSpreadsheet = (onError: (error: unknown) => void): Spreadsheet => ({
  watchSelection: (listener) => watchSelection(listener, onError),
  readRange,
  jumpTo,
})
