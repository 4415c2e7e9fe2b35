import { useEffect, useState } from "react"
import { formatArea, parseAddress } from "../../shared/address.ts"
import type { SelectedRange, Spreadsheet } from "./spreadsheet.ts"
import { sampleRows, suggestQuestions } from "./suggestQuestions.ts"

/** Columns of a selection that are looked at for suggestions. */
const sampleColumns = 40

export interface LiveSelection {
  readonly selection: SelectedRange | null
  readonly suggestions: readonly string[]
}

/** The live selection, and questions that fit it once its first rows were looked at. The sample stays in the pane. */
export function useSelection(spreadsheet: Spreadsheet): LiveSelection {
  const [live, setLive] = useState<LiveSelection>({ selection: null, suggestions: [] })
  useEffect(() => {
    let reading: AbortController | undefined
    const stop = spreadsheet.watchSelection((selection) => {
      reading?.abort()
      setLive((before) => ({ selection, suggestions: selection ? before.suggestions : [] }))
      if (!selection) return
      const mine = (reading = new AbortController())
      const area = parseAddress(selection.address)
      const sample = formatArea({
        ...area,
        rowCount: Math.min(area.rowCount, sampleRows),
        columnCount: Math.min(area.columnCount, sampleColumns),
      })
      spreadsheet.readRange(selection.worksheet, sample, { signal: mine.signal }).then(
        (content) => !mine.signal.aborted && setLive({ selection, suggestions: suggestQuestions(content) }),
        // Without a sample there is nothing to suggest; asking itself will say what is wrong.
        () => !mine.signal.aborted && setLive({ selection, suggestions: [] }),
      )
    })
    return () => {
      reading?.abort()
      stop()
    }
  }, [spreadsheet])
  return live
}
