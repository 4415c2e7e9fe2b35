import assert from "node:assert/strict"
import { KnownWorkbook, restMs } from "../../../addin/chat/knownWorkbook.ts"
import { AppError } from "../../../shared/errors.ts"
import type { MapSheet, WorkbookMap } from "../../../shared/workbookMap.ts"

const map: WorkbookMap = { workbookId: "w1", name: "Book.xlsx", sheets: [], names: [] }

describe("KnownWorkbook", () => {
  it("tells what is stored, that nothing is, and why it cannot be read while what it knew stays", async () => {
    const replies: (WorkbookMap | AppError)[] = [
      map,
      new AppError("offline", "The server cannot be reached."),
      new AppError("not_found", "Nothing is stored."),
    ]
    const known = new KnownWorkbook(
      {
        workbookMap: () => {
          const reply = replies.shift()
          return reply instanceof AppError || !reply
            ? Promise.reject(reply ?? new Error("asked too often"))
            : Promise.resolve(reply)
        },
      },
      "w1",
    )
    assert.deepEqual(known.view(), { map: null, loading: true, problem: null })
    await known.read()
    assert.deepEqual(known.view(), { map, loading: false, problem: null })
    await known.read()
    assert.deepEqual([known.view().map, known.view().problem?.code], [map, "offline"])
    await known.read()
    assert.deepEqual(known.view(), { map: null, loading: false, problem: null })
  })

  it("reads once more when something changed during a read, however often that was", async () => {
    let reads = 0
    const known = new KnownWorkbook({ workbookMap: () => Promise.resolve({ ...map, name: String(++reads) }) }, "w1")
    const first = known.read()
    void known.read()
    void known.read()
    await first
    assert.deepEqual([reads, known.view().map?.name], [2, "2"])
  })
})

describe("restMs", () => {
  it("looks again soon while a sheet is being prepared", () => {
    const sheet: MapSheet = {
      sheetId: "s1",
      name: "Orders",
      visibility: "visible",
      usedRange: "A1",
      layout: null,
      charts: [],
      pivots: [],
      storedAt: "2026-01-01T00:00:00.000Z",
      index: "waiting",
      problem: null,
      chunkCount: 0,
    }
    const counts = { number: 0, date: 0, text: 0, boolean: 0, error: 0 }
    const layout = { tables: [], texts: [], formulas: [], counts, sum: 0, notes: [] }
    assert.equal(restMs({ ...map, sheets: [sheet] }), 2000)
    assert.equal(restMs({ ...map, sheets: [{ ...sheet, layout, index: "indexing" }] }), 2000)
    assert.equal(restMs({ ...map, sheets: [{ ...sheet, layout, index: "indexed" }] }), 15000)
    assert.equal(restMs(null), 15000)
  })
})
