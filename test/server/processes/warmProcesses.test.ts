import assert from "node:assert/strict"
import { spawnSync } from "node:child_process"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { pathToFileURL } from "node:url"
import { AppError } from "../../../shared/errors.ts"
import { WarmProcesses } from "../../../server/processes/warmProcesses.ts"
import { programFile, programOptions } from "../../support/program.ts"

describe("WarmProcesses", function () {
  this.timeout(60_000)
  let folder: string
  before(() => (folder = mkdtempSync(join(tmpdir(), "warm-"))))
  after(() => rmSync(folder, { recursive: true }))

  /** What a program prints that has a process wait for work, and then does this. */
  const printed = (then: string): string => {
    const [work, main] = [join(folder, "work.mjs"), join(folder, "main.mjs")]
    writeFileSync(
      work,
      `process.on("disconnect", () => process.exit())\nprocess.send({ id: 0, ok: true, result: null })`,
    )
    writeFileSync(
      main,
      `import { WarmProcesses } from ${JSON.stringify(pathToFileURL(programFile("server/processes/warmProcesses")).href)}
      const faults = { ended: (reason, cause) => cause, late: () => new Error(), cancelled: () => new Error() }
      const program = new URL(${JSON.stringify(pathToFileURL(work).href)})
      const processes = new WarmProcesses({ program, heapMb: 64, faults, atOnce: 1, warm: 1 })
      processes.warm()
      ${then}
      console.log("ended")`,
    )
    return spawnSync(process.execPath, [...programOptions, main], { encoding: "utf8", timeout: 30_000 }).stdout
  }

  it("do not keep a server up while they wait for work", () => {
    assert.equal(printed(""), "ended\n")
  })

  it("have ended when they are closed, which the server waits for", () => {
    assert.equal(printed("await processes.close()"), "ended\n")
  })

  it("keep their places when somebody leaves at the very moment of being let in", async () => {
    const work = join(folder, "silent.mjs")
    writeFileSync(
      work,
      `process.on("disconnect", () => process.exit())\nprocess.send({ id: 0, ok: true, result: null })`,
    )
    const left = (): AppError => new AppError("cancelled", "Left.")
    const faults = { ended: left, late: left, cancelled: left }
    const processes = new WarmProcesses({ program: pathToFileURL(work), heapMb: 64, faults, atOnce: 1, warm: 1 })
    const use = async (until: Promise<unknown>, signal: AbortSignal): Promise<void> => {
      const parts = processes.use(async function* () {
        await until
        yield 1
        return { fit: true }
      }, signal)
      for await (const part of parts) assert.equal(part, 1)
    }
    // Which turn of the queue lets the other one in is not ours to know: each of the first is tried.
    for (let turns = 0; turns < 24; turns++) {
      let finish: (() => void) | undefined
      const first = use(new Promise<void>((resolve) => (finish = resolve)), new AbortController().signal)
      const leaver = new AbortController()
      const second = use(Promise.resolve(), leaver.signal).catch((error: unknown) => (error as Error).message)
      await new Promise((resolve) => setImmediate(resolve))
      finish?.()
      for (let turn = 0; turn < turns; turn++) await Promise.resolve()
      leaver.abort()
      await Promise.all([first, second])
      const third = use(Promise.resolve(), AbortSignal.timeout(5000))
      await assert.doesNotReject(third, `nobody gets in any more after ${turns} turns`)
    }
    await processes.close()
  })
})
