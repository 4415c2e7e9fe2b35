import { AppError } from "../../shared/errors.ts"
import { unlessAborted } from "../async/unlessAborted.ts"
import type { AnalysisProcess } from "./analysisProcess.ts"
import { loadSheet } from "./loadSheet.ts"
import type { SheetSource } from "./workbookAnalysis.ts"
import type { NotHeld } from "./workerMessages.ts"

/** Loads of one sheet before a call gives up: others may take its room in between. */
export const loadsAtMost = 4

/** Asks a process, and loads the sheet when it is not held. Another load of the same sheet is waited for. @throws AppError range_too_large. */
export type WithSheet = <T>(
  process: AnalysisProcess,
  sheet: SheetSource,
  signal: AbortSignal,
  ask: () => Promise<T | NotHeld>,
) => Promise<T>

export function sheetLoader(): WithSheet {
  const loads = new WeakMap<AnalysisProcess, Map<string, Promise<void>>>()
  return async (process, sheet, signal, ask) => {
    const loading = loads.get(process) ?? new Map<string, Promise<void>>()
    loads.set(process, loading)
    for (let round = 0; round <= loadsAtMost; round++) {
      const answer = await ask()
      if (answer !== null) return answer
      const other = loading.get(sheet.key)
      if (other) {
        await unlessAborted(other, signal, cancelled)
        continue
      }
      const mine = loadSheet(process, sheet, signal)
      loading.set(
        sheet.key,
        mine.catch(() => undefined), // whoever waits asks again, and then loads it
      )
      try {
        await mine
      } finally {
        loading.delete(sheet.key)
      }
    }
    throw new AppError(
      "range_too_large",
      `The sheet ${sheet.name} finds no room beside those of other questions; ask again in a moment.`,
    )
  }
}

const cancelled = (): AppError => new AppError("cancelled", "The question was stopped.")
