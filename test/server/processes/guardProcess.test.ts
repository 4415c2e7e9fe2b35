import assert from "node:assert/strict"
import { spawnSync } from "node:child_process"
import { pathToFileURL } from "node:url"
import { programFile, programOptions } from "../../support/program.ts"

const guard = pathToFileURL(programFile("server/processes/guardProcess")).href

/** How a process ends that may work for so many seconds. */
const endOf = (work: string, seconds: number): NodeJS.Signals | null =>
  spawnSync(
    process.execPath,
    [
      ...programOptions,
      "--input-type=module",
      "-e",
      `import { guardProcess } from ${JSON.stringify(guard)}; guardProcess({ bytes: 1_450 * 1024 * 1024, seconds: ${seconds} }); ${work}`,
    ],
    { timeout: 60_000, killSignal: "SIGINT" },
  ).signal

describe("guardProcess", () => {
  it("ends a process that works without end, even in one loop", () => {
    assert.equal(endOf("for (;;) ;", 0.5), "SIGTERM")
  })

  it("ends a process that holds too much outside of its heap", () => {
    assert.equal(
      endOf("const held = []; for (;;) held.push(new Uint8Array(16 * 1024 * 1024).fill(1)); ", 60),
      "SIGKILL",
    )
  })
})
