import assert from "node:assert/strict"
import { syncWords } from "../../../addin/chat/syncWords.ts"

const first = { consent: "included", progress: null, syncedAt: null } as const

describe("syncWords", () => {
  it("tells how far the first sync is", () => {
    assert.equal(syncWords({ ...first, phase: "starting" })?.words, "Including the workbook")
    assert.equal(syncWords({ ...first, phase: "syncing", progress: 0.404 })?.words, "Including the workbook 40 %")
  })

  it("makes no fuss about the edits after it", () => {
    const later = { consent: "included", progress: 0.5, syncedAt: 1 } as const
    assert.deepEqual(syncWords({ ...later, phase: "syncing" }), { words: "workbook included", settled: true })
    assert.deepEqual(syncWords({ ...later, phase: "upToDate" }), { words: "workbook included", settled: true })
  })

  it("says that it is paused or has stopped, and nothing where nothing is included", () => {
    assert.deepEqual(syncWords({ ...first, phase: "paused" }), { words: "Including is paused", settled: false })
    assert.deepEqual(syncWords({ ...first, phase: "failed" }), { words: "Including has stopped", settled: false })
    assert.equal(syncWords({ ...first, phase: "off" }), null)
    assert.equal(syncWords({ ...first, consent: "declined", phase: "off" }), null)
  })
})
