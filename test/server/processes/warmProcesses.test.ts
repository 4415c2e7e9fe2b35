import assert from "node:assert/strict"
import { spawnSync } from "node:child_process"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { pathToFileURL } from "node:url"
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
})
