import assert from "node:assert/strict"
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { isFresh, stamped, type Build } from "../../scripts/stamp.ts"

describe("stamped", () => {
  let folder: string
  let build: Build
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "stamp-"))
    for (const name of ["sources", "output"]) mkdirSync(join(folder, name))
    writeFileSync(join(folder, "sources", "pane.ts"), "one")
    build = {
      sources: [join(folder, "sources")],
      output: join(folder, "output"),
      stamp: join(folder, "stamps", "pane"),
    }
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  const work = async (): Promise<void> => {
    writeFileSync(join(folder, "output", "pane.html"), "")
    writeFileSync(join(folder, "output", "pane.js"), "")
  }

  it("leaves a build alone that saw the same sources", async () => {
    assert.equal(isFresh(build), false)
    await stamped(build, work)
    assert.equal(isFresh(build), true)
  })

  it("builds again what is of other sources", async () => {
    await stamped(build, work)
    writeFileSync(join(folder, "sources", "pane.ts"), "two")
    assert.equal(isFresh(build), false)
    writeFileSync(join(folder, "sources", "pane.ts"), "one")
    assert.equal(isFresh(build), true)
    writeFileSync(join(folder, "sources", "new.ts"), "")
    assert.equal(isFresh(build), false)
  })

  it("does not take a build for fresh that was cut off, though its sources are those of an earlier one", async () => {
    await stamped(build, work)
    await assert.rejects(stamped(build, () => Promise.reject(new Error("killed"))))
    assert.equal(isFresh(build), false)
  })

  it("builds again when a file that it made is gone", async () => {
    await stamped(build, work)
    rmSync(join(folder, "output", "pane.js"))
    assert.equal(isFresh(build), false)
  })

  it("builds again when its stamp is half written", async () => {
    await stamped(build, work)
    writeFileSync(build.stamp, '{"sources":"')
    assert.equal(isFresh(build), false)
  })

  it("does not take an edit during the build for built", async () => {
    await stamped(build, async () => {
      await work()
      writeFileSync(join(folder, "sources", "pane.ts"), "two")
    })
    assert.equal(isFresh(build), false)
  })
})
