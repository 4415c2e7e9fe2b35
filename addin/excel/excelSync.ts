import type { SyncExcel } from "../sync/syncExcel.ts"
import { findBlocks } from "./findBlocks.ts"
import { readBlocks } from "./readBlocks.ts"
import { sheetDescription } from "./sheetDescription.ts"
import { watchEdits } from "./watchEdits.ts"
import { workbookOutline } from "./workbookOutline.ts"

/** The workbook this pane was opened in, as the sync reads it. `onError` hears of a watch that could not be ended. */
export function excelSync(onError: (error: unknown) => void): SyncExcel {
  let watch: ReturnType<typeof watchEdits> | undefined
  return {
    outline: workbookOutline,
    describe: sheetDescription,
    findBlocks,
    readBlocks,
    watch: async (listener) => (await (watch = watchEdits(listener))).watched,
    stop: () => {
      watch?.then(({ stop }) => stop()).catch(onError)
      watch = undefined
    },
  }
}
