import assert from "node:assert/strict"
import { AppError } from "../../../shared/errors.ts"
import { orders, ordersStage } from "./syncStage.ts"

describe("createWorkbookSync", () => {
  const { excel, stage, idOf, names, shown } = ordersStage()

  it("goes on after the server was away, was busy, or has forgotten the workbook", async () => {
    stage().server.failures = [
      new AppError("offline", "Away."),
      new AppError("rate_limited", "Busy.", { retryAfterMs: 200 }),
      new AppError("storage_unavailable", "Away."),
    ]
    stage().sync.include(names("Orders"))
    await stage().settled()
    assert.deepEqual(stage().server.stored("Orders"), { "A1:B3": orders })
    stage().server.forget()
    excel().workbook.write(idOf("Orders"), at(1, 1), [[11]])
    await stage().settled()
    assert.deepEqual(stage().server.stored("Orders"), {
      "A1:B3": [
        ["Region", "Units"],
        ["North", 11],
        ["South", 32],
      ],
    })
  })

  it("stops where the server refuses the person, says why, and goes on when asked to", async () => {
    stage().server.failures = [new AppError("forbidden", "You may not store workbooks.")]
    stage().sync.include(names("Orders"))
    const { error, pending } = await stage().until(({ phase }) => phase === "failed")
    assert.deepEqual([error?.message, pending], ["You may not store workbooks.", true])
    assert.equal(await stage().sync.flush(1_000), true)
    stage().sync.resume()
    assert.deepEqual([(await stage().settled()).error, stage().sync.view().pending], [null, false])
  })

  it("stores the other sheets where one is refused, and that one when it was edited", async () => {
    stage().server.failures = [undefined, new AppError("invalid_request", "Not these cells.")] as AppError[]
    stage().sync.include([idOf("Orders"), idOf("Notes")])
    await stage().until(({ phase }) => phase === "upToDate")
    assert.deepEqual(shown(), ["Orders failed", "Notes stored", "Secret left out"])
    assert.deepEqual([stage().sync.view().sheets[0]?.problem, stage().sync.view().pending], ["Not these cells.", true])
    excel().workbook.write(idOf("Orders"), at(1, 1), [[11]])
    await stage().settled()
    assert.deepEqual(shown(), ["Orders stored", "Notes stored", "Secret left out"])
  })

  it("keeps still while it is paused, and catches up", async () => {
    stage().sync.include(names("Orders"))
    await stage().settled()
    stage().sync.pause()
    stage().server.calls = []
    excel().workbook.write(idOf("Orders"), at(1, 1), [[11]])
    const { phase } = await stage().until(({ pending }) => pending)
    assert.equal(phase, "paused")
    assert.equal(await stage().sync.flush(1_000), true)
    assert.deepEqual(stage().server.calls, [])
    stage().sync.resume()
    await stage().settled()
    assert.deepEqual(stage().server.calls, ["sheet Orders", "block A1:B3", "sheet Orders"])
  })

  it("stops in the middle when it is cancelled, and includes nothing any more", async () => {
    stage().sync.include([idOf("Orders"), idOf("Notes")])
    await stage().until(({ phase }) => phase === "syncing")
    stage().sync.decline()
    const { consent, phase, pending } = stage().sync.view()
    assert.deepEqual([consent, phase, pending], ["declined", "off", false])
    await new Promise((resolve) => setTimeout(resolve, 50))
    assert.equal(stage().server.calls.includes("sheet Notes"), false)
    excel().workbook.write(idOf("Orders"), at(1, 1), [[11]])
    assert.equal(await stage().sync.flush(1_000), false)
  })

  it("waits while a cell is being edited", async () => {
    excel().workbook.cellEditMode = true
    stage().sync.include(names("Orders"))
    await new Promise((resolve) => setTimeout(resolve, 30))
    assert.deepEqual(stage().server.calls, [])
    excel().workbook.cellEditMode = false
    await stage().settled()
    assert.deepEqual(stage().server.stored("Orders"), { "A1:B3": orders })
  })
})

const at = (row: number, column: number) => ({ row, column, rowCount: 1, columnCount: 1 })
