import { excelSync } from "../../../addin/excel/excelSync.ts"
import { createWorkbookSync } from "../../../addin/sync/createWorkbookSync.ts"
import type { SyncView, WorkbookSync } from "../../../addin/sync/workbookSync.ts"
import type { SimWorkbook } from "../../../playground/workbook/contract.ts"
import { MemoryServer } from "./memoryServer.ts"

/** A sync between the genuine Office.js, whose globals are there, and a server in memory; time passes as fast as it can. */
export interface SyncStage {
  readonly sync: WorkbookSync
  readonly server: MemoryServer
  /** Waits until what is shown fulfils the condition. */
  until(condition: (view: SyncView) => boolean): Promise<SyncView>
  /** Everything that Excel has told is stored. */
  settled(): Promise<SyncView>
}

export function syncStage(workbook: SimWorkbook, server = new MemoryServer(), origin = "https://a.test"): SyncStage {
  const sync = createWorkbookSync({
    workbookId: "w1",
    excel: excelSync((error) => {
      throw error
    }),
    server,
    setting: {
      read: () => workbook.settings.get("sync"),
      write: (value) => void workbook.settings.set("sync", structuredClone(value)),
    },
    origin,
    clock: {
      now: () => performance.now(),
      after: (milliseconds, run) => {
        const timer = setTimeout(run, milliseconds / 100)
        return () => clearTimeout(timer)
      },
    },
    backoff: () => 100,
  })
  const until = (condition: (view: SyncView) => boolean): Promise<SyncView> =>
    new Promise((resolve) => {
      const look = (): void => {
        if (!condition(sync.view())) return
        stop()
        resolve(sync.view())
      }
      const stop = sync.subscribe(look)
      look()
    })
  return {
    sync,
    server,
    until,
    settled: async () => {
      // What Excel has to tell is on its way for one turn of the event loop.
      await new Promise((resolve) => setTimeout(resolve, 5))
      return until(({ phase, pending }) => phase === "upToDate" && !pending)
    },
  }
}
