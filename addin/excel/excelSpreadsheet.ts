import type { Spreadsheet } from "../chat/spreadsheet.ts"
import { describeSheet } from "./describeSheet.ts"
import { jumpTo } from "./jumpTo.ts"
import { readRange } from "./readRange.ts"
import { sheetRevisions } from "./sheetRevisions.ts"
import { watchSelection } from "./watchSelection.ts"

/** The workbook this pane was opened in. `onError` hears of what could not be watched. */
export function excelSpreadsheet(onError: (error: unknown) => void): Spreadsheet {
  const revisionOf = sheetRevisions(onError)
  return {
    watchSelection: (listener) => watchSelection(listener, onError),
    readRange,
    describeSheet: (worksheet) => describeSheet(worksheet, revisionOf),
    jumpTo,
  }
}
