import assert from "node:assert/strict"
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { lockFolder } from "../../../server/database/folderLock.ts"

describe("lockFolder", () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "lock-"))
  })
  afterEach(() => rm(folder, { recursive: true, force: true }))

  it("keeps everybody else out until it is unlocked, also within one process", async () => {
    const unlock = await lockFolder(folder)
    await assert.rejects(lockFolder(folder), { code: "storage_unavailable" })
    await unlock()
    assert.deepEqual(await readdir(folder), [])
    await (
      await lockFolder(folder)
    )()
  })

  it("respects the lock of a running process", async () => {
    await writeFile(join(folder, "lock"), "1")
    await assert.rejects(lockFolder(folder), { code: "storage_unavailable" })
  })

  for (const left of ["99999999", "", "garbage", "-1", String(process.pid)])
    it(`takes over a lock that holds ${JSON.stringify(left)}, whose process has gone`, async () => {
      await writeFile(join(folder, "lock"), left)
      await (
        await lockFolder(folder)
      )()
      assert.deepEqual(await readdir(folder), [])
    })
})
