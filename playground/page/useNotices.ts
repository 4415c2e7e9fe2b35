import { useCallback, useState } from "react"
import { toAppError } from "../../shared/errors.ts"
import { SimError } from "../workbook/simError.ts"
import type { Notice } from "./Notices.tsx"

/** The sentence for a failed edit or file. Errors of the workbook are written for people; of anything else only that it happened. */
const sentence = (error: unknown): string => (error instanceof SimError ? error.message : toAppError(error).message)

let lastNotice = 0

export interface NoticeBoard {
  readonly notices: readonly Notice[]
  /** The same text is shown once. */
  readonly notify: (intent: Notice["intent"], text: string) => void
  readonly report: (error: unknown) => void
  readonly dismiss: (id: number) => void
  /** Removes notices about a workbook that is no longer shown. */
  readonly keepWarnings: () => void
}

export function useNotices(): NoticeBoard {
  const [notices, setNotices] = useState<readonly Notice[]>([])
  const notify = useCallback((intent: Notice["intent"], text: string) => {
    setNotices((before) => [...before.filter((notice) => notice.text !== text), { id: ++lastNotice, intent, text }])
  }, [])
  const report = useCallback((error: unknown) => notify("error", sentence(error)), [notify])
  const dismiss = useCallback((id: number) => setNotices((all) => all.filter((notice) => notice.id !== id)), [])
  const keepWarnings = useCallback(
    () => setNotices((before) => before.filter(({ intent }) => intent === "warning")),
    [],
  )
  return { notices, notify, report, dismiss, keepWarnings }
}
