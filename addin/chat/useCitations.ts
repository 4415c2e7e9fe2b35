import { useCallback, useEffect, useRef, useState } from "react"
import { qualify } from "../../shared/address.ts"
import { toAppError } from "../../shared/errors.ts"
import { fileSheet } from "./fileSheet.ts"
import type { MapTarget } from "./mapTree.ts"
import type { SelectedRange, Spreadsheet } from "./spreadsheet.ts"
import { useSelection, type LiveSelection } from "./useSelection.ts"

/** Cells that were shown because of a citation, and what was selected before. */
interface Cited {
  readonly before: LiveSelection
  readonly sheet: string | undefined
  readonly address: string
}

const shows = (selection: SelectedRange | null, { sheet, address }: Cited): boolean =>
  (selection?.around ?? selection?.address) === address && (sheet === undefined || selection?.worksheet === sheet)

const sameCells = (a: SelectedRange | null, b: SelectedRange | null): boolean =>
  a?.worksheet === b?.worksheet && a?.address === b?.address

export interface Citations extends LiveSelection {
  /** What Excel shows as selected, where that is only looked at and the next question is about something else. */
  readonly lookedAt: SelectedRange | null
  /** Makes the next question about what is looked at. */
  readonly askLookedAt: () => void
  /** Why cells could not be shown, or something else outside a turn that failed. */
  readonly complaint: string | null
  readonly setComplaint: (complaint: string | null) => void
  /** Shows cells that an answer cites. */
  readonly cite: (sheet: string | undefined, address: string) => void
  /** Shows cells to explore: the next question is about them. */
  readonly jump: (target: MapTarget) => void
}

/** Shows cells in the workbook, and knows what the next question is about: looking at an answer's cells does not change it. */
export function useCitations(spreadsheet: Spreadsheet): Citations {
  const live = useSelection(spreadsheet)
  const [cited, setCited] = useState<Cited | null>(null)
  const [complaint, setComplaint] = useState<string | null>(null)
  const looking = cited !== null && cited.before.selection !== null && shows(live.selection, cited)
  const { selection, suggestions } = looking ? cited.before : live
  // The answers are not drawn again for every selection: what they call must stay the same.
  const shown = useRef(live)
  useEffect(() => {
    shown.current = { selection, suggestions }
  }, [selection, suggestions])

  const show = useCallback(
    (sheet: string | undefined, address: string) => {
      spreadsheet.jumpTo(sheet, address).catch((error: unknown) => setComplaint(toAppError(error).message))
    },
    [spreadsheet],
  )
  const cite = useCallback(
    (sheet: string | undefined, address: string) => {
      const inFile = fileSheet(sheet)
      setComplaint(
        inFile
          ? `${qualify(inFile.sheet, address)} is in the uploaded file ${inFile.file}, which is not this workbook: open that file in Excel to see the cells.`
          : null,
      )
      if (inFile) return
      setCited({ before: shown.current, sheet, address })
      show(sheet, address)
    },
    [show],
  )
  const jump = useCallback(
    ({ sheet, address }: MapTarget) => {
      setComplaint(null)
      setCited(null)
      show(sheet, address)
    },
    [show],
  )
  const lookedAt = looking && !sameCells(live.selection, selection) ? live.selection : null
  const askLookedAt = useCallback(() => setCited(null), [])
  return { selection, suggestions, lookedAt, askLookedAt, complaint, setComplaint, cite, jump }
}
