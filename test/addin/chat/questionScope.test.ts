import assert from "node:assert/strict"
import { questionScope } from "../../../addin/chat/questionScope.ts"
import type { SyncView } from "../../../addin/sync/workbookSync.ts"

const view: SyncView = {
  workbookId: "w1",
  consent: "included",
  phase: "upToDate",
  progress: null,
  label: null,
  sheets: [],
  error: null,
  syncedAt: 0,
  pending: false,
  sentBytes: 0,
}
const noFiles = { usable: () => [] }

describe("questionScope", () => {
  it("waits a moment for the last edits, and tells when some are still under way", async () => {
    const waited: number[] = []
    const sync = (pending: boolean) => ({
      view: () => view,
      flush: (ms: number) => {
        waited.push(ms)
        return Promise.resolve(pending)
      },
    })
    assert.deepEqual(await questionScope(sync(false), noFiles), { id: "w1" })
    assert.deepEqual(await questionScope(sync(true), noFiles), { id: "w1", pending: true })
    assert.deepEqual(waited, [1500, 1500])
  })

  it("uses nothing of a workbook that is not included", async () => {
    for (const consent of ["undecided", "declined"] as const) {
      const sync = { view: () => ({ ...view, consent }), flush: () => assert.fail("must not be sent") }
      assert.deepEqual(await questionScope(sync, noFiles), {})
    }
  })

  it("names the files that are used", async () => {
    const sync = { view: () => ({ ...view, consent: "declined" as const }), flush: () => Promise.resolve(false) }
    const scope = await questionScope(sync, { usable: () => ["f1", "f2"] })
    assert.deepEqual(scope, { files: ["f1", "f2"] })
  })
})
