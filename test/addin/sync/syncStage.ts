import assert from "node:assert/strict"
import { excelSync } from "../../../addin/excel/excelSync.ts"
import { createWorkbookSync } from "../../../addin/sync/createWorkbookSync.ts"
import type { SyncView, WorkbookSync } from "../../../addin/sync/workbookSync.ts"
import type { CellValue } from "../../../shared/cell.ts"
import type { SimWorkbook } from "../../../playground/workbook/contract.ts"
import { excelInNode, type OpenedExcel } from "../excel/excelInNode.ts"
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

export const orders: CellValue[][] = [
  ["Region", "Units"],
  ["North", 10],
  ["South", 32],
]

export interface OrdersStage {
  readonly excel: () => OpenedExcel
  readonly stage: () => SyncStage
  /** One more pane over the same workbook. */
  readonly open: (server?: MemoryServer, origin?: string) => SyncStage
  /** Another pane, which is `stage` from now on. */
  readonly reopen: (server?: MemoryServer, origin?: string) => void
  readonly idOf: (name: string) => string
  /** The id of the sheet of that name, as a list. */
  readonly names: (name: string) => string[]
  /** The sheets as they are shown: `Orders stored`. */
  readonly shown: () => string[]
}

/** Orders, notes and a hidden sheet, fresh for each test of the `describe` that calls it; nothing is included yet. */
export function ordersStage(): OrdersStage {
  let excel: OpenedExcel | undefined
  let stages: SyncStage[] = []
  const opened = (): OpenedExcel => {
    assert.ok(excel)
    return excel
  }
  const stage = (): SyncStage => {
    const last = stages[0]
    assert.ok(last)
    return last
  }
  const open = (server?: MemoryServer, origin?: string): SyncStage => {
    const added = syncStage(opened().workbook, server, origin)
    stages.push(added)
    return added
  }
  const idOf = (name: string): string => opened().workbook.sheetByName(name)?.id ?? ""

  beforeEach(async () => {
    stages = []
    excel = await excelInNode([
      { name: "Orders", rows: orders },
      { name: "Notes", rows: [["Tax is 7 %"]] },
      { name: "Secret", rows: [["salary"]] },
    ])
    excel.workbook.setVisibility(idOf("Secret"), "Hidden")
    await open().until(({ sheets }) => sheets.length === 3)
  })
  afterEach(() => {
    for (const { sync } of stages) sync.close()
    opened().close()
  })

  return {
    excel: opened,
    stage,
    open,
    reopen(server, origin) {
      open(server, origin)
      const [added] = stages.splice(-1)
      if (added) stages.unshift(added)
    },
    idOf,
    names: (name) => [idOf(name)],
    shown: () =>
      stage()
        .sync.view()
        .sheets.map(({ name, included, state }) => `${name} ${included ? state : "left out"}`),
  }
}
