import { copyCells, parseTabText, pasteTarget, type Copied } from "./clipboard.ts"
import type { SheetSession } from "./sheetSession.ts"

export interface GridClipboard {
  /** The selected cells as text for the clipboard; what was copied is remembered in full precision. */
  readonly copy: () => string
  /** Empties the selected cells. */
  readonly clear: () => void
  readonly paste: (text: string) => void
}

/** Copying and pasting cells, by keys as well as from the menu. */
export function gridClipboard(session: SheetSession): GridClipboard {
  let copied: Copied | undefined
  return {
    copy() {
      const { sheet, area } = session.state()
      copied = copyCells(sheet, area)
      return copied.text
    },
    clear() {
      const { sheet, area } = session.state()
      session.whenCalculated(() => session.attempt((book) => book.clear(sheet.id, area, "Contents")))
    },
    paste(text) {
      const { sheet, area, anchor } = session.state()
      const same = copied && copied.text === text.replace(/\r\n?/g, "\n")
      const target = pasteTarget(same && copied ? copied.cells : parseTabText(text), area, anchor)
      session.whenCalculated(() => {
        if (session.attempt((book) => book.write(sheet.id, target.area, target.cells)))
          session.goTo(sheet.id, target.area)
      })
    },
  }
}
