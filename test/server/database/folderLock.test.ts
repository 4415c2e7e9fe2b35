import assert from "node:assert/strict"
import { pathToFileURL } from "node:url"
import { programFile, programOptions } from "../../support/program.ts"
import { spawn } from "node:child_process"
import { once } from "node:events"
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
    assert.deepEqual(await readdir(folder), [`lock-${process.pid}`])
    await unlock()
    assert.deepEqual(await readdir(folder), [])
    await (
      await lockFolder(folder)
    )()
  })

  it("respects the lock of a running process, names its file and leaves nothing of its own", async () => {
    await writeFile(join(folder, "lock-1"), "")
    await assert.rejects(lockFolder(folder), {
      code: "storage_unavailable",
      message: new RegExp(`in use by another running server.*delete that file\\.$`),
    })
    assert.deepEqual(await readdir(folder), ["lock-1"])
  })

  for (const left of ["99999999", String(process.pid)])
    it(`does not mind lock-${left}, whose process has gone`, async () => {
      await writeFile(join(folder, `lock-${left}`), "")
      await (
        await lockFolder(folder)
      )()
      assert.deepEqual(await readdir(folder), [])
    })

  it("leaves files alone that only look like it", async () => {
    const alike = ["lock", "lock-0", "lock-1.txt", "lock-99999999999999999999", "lock-file"]
    for (const name of alike) await writeFile(join(folder, name), "")
    await (
      await lockFolder(folder)
    )()
    assert.deepEqual((await readdir(folder)).sort(), alike)
  })

  it("lets one in of several processes that find an old lock at the same moment", async () => {
    await writeFile(join(folder, "lock-99999999"), "")
    const children = Array.from({ length: 4 }, () => contender(folder))
    // They load for different times, and begin together.
    for (const { said } of children) assert.equal(await said(), "ready")
    for (const { child } of children) child.stdin.write("go\n")
    const results = await Promise.all(children.map(({ said }) => said()))
    assert.deepEqual(results.sort(), ["locked", "storage_unavailable", "storage_unavailable", "storage_unavailable"])
    await Promise.all(
      children.map(async ({ child }) => {
        child.stdin.end()
        await once(child, "exit")
      }),
    )
    assert.deepEqual(await readdir(folder), [])
  })
})

/** A process that locks the folder when it is told to, says how that went, and unlocks when its input ends. */
function contender(folder: string) {
  const lock = pathToFileURL(programFile("server/database/folderLock")).href
  const child = spawn(
    process.execPath,
    [
      ...programOptions,
      "--input-type=module",
      "--eval",
      `import { lockFolder } from ${JSON.stringify(lock)}
       console.log("ready")
       await new Promise((resolve) => process.stdin.once("data", resolve))
       const unlock = await lockFolder(${JSON.stringify(folder)}).catch((error) => console.log(error.code))
       if (unlock) console.log("locked")
       process.stdin.on("end", () => unlock?.())`,
    ],
    { stdio: ["pipe", "pipe", "inherit"] },
  )
  const lines: string[] = []
  let heard = (): void => undefined
  child.stdout.on("data", (data: Buffer) => {
    lines.push(...data.toString().trim().split("\n"))
    heard()
  })
  const said = async (): Promise<string | undefined> => {
    while (lines.length === 0) await new Promise<void>((resolve) => (heard = resolve))
    return lines.shift()
  }
  return { child, said }
}
