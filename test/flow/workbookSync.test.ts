import assert from "node:assert/strict"
import { restClient } from "../../addin/connection/restClient.ts"
import { restSyncServer } from "../../addin/connection/restSyncServer.ts"
import { systemClock } from "../../addin/connection/clock.ts"
import { excelSync } from "../../addin/excel/excelSync.ts"
import { createWorkbookSync } from "../../addin/sync/createWorkbookSync.ts"
import type { SyncView, WorkbookSync } from "../../addin/sync/workbookSync.ts"
import { excelInNode, type OpenedExcel } from "../addin/excel/excelInNode.ts"
import { sharedDatabase, startTestServer, type TestServer } from "../support/startTestServer.ts"

describe("a workbook synced with the server", () => {
  let server: TestServer
  let excel: OpenedExcel
  let sync: WorkbookSync
  let requests: string[]

  before(async () => {
    server = await startTestServer({}, { database: await sharedDatabase() })
    excel = await excelInNode([
      {
        name: "Orders",
        rows: [
          ["Region", "Units"],
          ["North", 10],
          ["South", 32],
        ],
      },
      { name: "Far", rows: [["first"]] },
    ])
    excel.workbook.write(excel.workbook.sheetByName("Far")?.id ?? "", at(1_048_575, 16_383), [["last"]])
    requests = []
    sync = open()
  })
  after(async () => {
    sync.close()
    excel.close()
    await server.close()
  })

  function open(): WorkbookSync {
    const token = () => server.token("syncing")
    const call: typeof fetch = (path, options) => {
      requests.push(`${options?.method} ${path as string}`)
      return fetch(server.url + (path as string), options)
    }
    return createWorkbookSync({
      workbookId: "synced",
      excel: excelSync((error) => assert.fail(error as Error)),
      server: restSyncServer(restClient({ get: token, getLasting: token, forget: () => undefined }, call).call),
      setting: {
        read: () => excel.workbook.settings.get("sync"),
        write: (value) => void excel.workbook.settings.set("sync", structuredClone(value)),
      },
      origin: server.url,
      clock: systemClock,
      backoff: () => 100,
    })
  }
  const until = (condition: (view: SyncView) => boolean): Promise<void> =>
    new Promise((resolve) => {
      const look = (): void => {
        if (!condition(sync.view())) return
        stop()
        resolve()
      }
      const stop = sync.subscribe(look)
      look()
    })
  const stored = (view: SyncView): boolean => view.phase === "upToDate" && !view.pending
  const map = async () => {
    const { body } = await server.request("GET", "/api/workbooks/synced", { user: "syncing" })
    return (body["sheets"] as { name: string; usedRange: string }[]).map(
      ({ name, usedRange }) => `${name} ${usedRange}`,
    )
  }
  const blocksSent = (): number => requests.filter((request) => request.includes("/blocks/")).length

  it("stores every sheet, also one whose cells are seventeen billion apart", async () => {
    await until(({ sheets }) => sheets.length === 2)
    sync.include(sync.view().sheets.map(({ sheetId }) => sheetId))
    await until(stored)
    assert.deepEqual(await map(), ["Orders A1:B3", "Far A1:XFD1048576"])
    assert.equal(blocksSent(), 3)
  })

  it("sends no block again when the pane is opened again, and one for an edit", async () => {
    sync.close()
    requests = []
    sync = open()
    await until(stored)
    assert.equal(blocksSent(), 0)
    excel.workbook.write(excel.workbook.sheetByName("Orders")?.id ?? "", at(3, 0), [["West"]])
    await until(({ pending }) => pending)
    await until(stored)
    assert.deepEqual([await map(), blocksSent()], [["Orders A1:B4", "Far A1:XFD1048576"], 1])
  })

  it("leaves nothing when it is forgotten", async () => {
    await sync.forget()
    assert.equal((await server.request("GET", "/api/workbooks/synced", { user: "syncing" })).status, 404)
  })
})

const at = (row: number, column: number) => ({ row, column, rowCount: 1, columnCount: 1 })
