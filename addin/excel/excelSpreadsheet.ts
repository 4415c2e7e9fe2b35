import type { Spreadsheet } from "../chat/spreadsheet.ts"
import { jumpTo } from "./jumpTo.ts"
import { readRange } from "./readRange.ts"
import { watchSelection } from "./watchSelection.ts"

/** The workbook this pane was opened in. `onError` hears of what could not be watched. */
export function excelSpreadsheet(onError: (error: unknown) => void): Spreadsheet {
  return {
    watchSelection: (listener) => watchSelection(listener, onError),
    readRange,
    jumpTo,
  }
}
