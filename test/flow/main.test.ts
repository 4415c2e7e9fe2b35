import assert from "node:assert/strict"
import { spawn } from "node:child_process"
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { programFile, programOptions } from "../support/program.ts"

const program = programFile("server/main")

interface Ended {
  readonly code: number | null
  readonly output: string
  readonly errors: string
}

describe("the server's program", () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "main-"))
  })
  afterEach(() => rm(folder, { recursive: true, force: true }))

  function run(environment: Record<string, string>, signalWhenStarted?: NodeJS.Signals): Promise<Ended> {
    const { PATH = "", HOME = "" } = process.env
    const child = spawn(process.execPath, [...programOptions, program], {
      // Not in our own folder, where somebody's .env may stand.
      cwd: folder,
      env: { PATH, HOME, PORT: "0", TLS: "off", DATA_DIR: folder, LOG_LEVEL: "silent", ...environment },
    })
    let output = ""
    let errors = ""
    child.stdout.on("data", (chunk) => {
      output += String(chunk)
      if (signalWhenStarted && output.includes("Answers ")) child.kill(signalWhenStarted)
    })
    child.stderr.on("data", (chunk) => (errors += String(chunk)))
    return new Promise((resolve) => child.on("close", (code) => resolve({ code, output, errors })))
  }

  it("refuses a wrong setting with one sentence and code 1", async () => {
    const { code, output, errors } = await run({ PORT: "many", HOST: "0.0.0.0" })
    assert.deepEqual([code, output, errors], [1, "", "PORT must be a whole number from 0 to 65535.\n"])
  })

  it("refuses a data folder it cannot use with one sentence and code 1", async () => {
    const { code, errors } = await run({ DATA_DIR: "/proc/nowhere" })
    assert.equal(code, 1)
    assert.match(errors, /^The data folder \/proc\/nowhere cannot be written \(\w+\): [^\n]+\n$/)
  })

  it("prints its addresses and who answers, and stops on SIGTERM", async () => {
    const { code, output, errors } = await run({}, "SIGTERM")
    assert.equal(errors, "")
    assert.match(
      output,
      /^Playground {2}http:\/\/localhost:\d+\/playground\nTask pane {3}http:\/\/localhost:\d+\/taskpane\.html\nAnswers are computed here \(offline analyst\); set OPENAI_API_KEY or OPENAI_BASE_URL to add a model\.\n$/,
    )
    assert.equal(code, 0)
  })
})
