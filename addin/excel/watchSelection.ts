import type { SelectedRange } from "../chat/spreadsheet.ts"
import { officeSupports } from "./officeSupports.ts"
import { runExcel } from "./runExcel.ts"
import { selectedRange } from "./selectedRange.ts"

const debounceMs = 120

/**
 * Tells the selection now and after every change, once it has rested for a moment. Changing sheets counts: not every
 * Excel raises a selection event for it. Failures go to `onError`; watching goes on.
 */
export function watchSelection(
  listener: (selection: SelectedRange | null) => void,
  onError: (error: unknown) => void,
): () => void {
  let stopped = false
  let latest = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  const tell = async (): Promise<void> => {
    const mine = ++latest
    try {
      const selection = await runExcel(selectedRange)
      // A newer selection is already on its way.
      if (!stopped && mine === latest) listener(selection)
    } catch (error) {
      if (!stopped && mine === latest) onError(error)
    }
  }
  const changed = (): Promise<void> => {
    clearTimeout(timer)
    if (!stopped) timer = setTimeout(() => void tell(), debounceMs)
    return Promise.resolve()
  }

  const handlers = runExcel(async (context) => {
    const added = [
      context.workbook.onSelectionChanged.add(changed),
      context.workbook.worksheets.onActivated.add(changed),
      // The same cells have another address then.
      ...(officeSupports("ExcelApi 1.17") ? [context.workbook.worksheets.onNameChanged.add(changed)] : []),
    ]
    await context.sync()
    return added
  })
  handlers.then(() => tell(), onError)

  return () => {
    stopped = true
    clearTimeout(timer)
    handlers
      .then(async (added) => {
        for (const handler of added) handler.remove()
        // Handlers are removed in the context they were added in.
        await added[0]?.context.sync()
      })
      .catch(onError)
  }
}
