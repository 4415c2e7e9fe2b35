import assert from "node:assert/strict"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { pathToFileURL } from "node:url"
import { AppError } from "../../../../shared/errors.ts"
import type { FileParser, ParsedPart } from "../../../../server/files/parse/fileParser.ts"
import { secondsFor } from "../../../../server/files/parse/readerLimits.ts"
import {
  openFileReaders,
  type FileReaders,
  type ReaderOptions,
} from "../../../../server/files/parse/openFileReaders.ts"

const text = (content: string): Uint8Array => new TextEncoder().encode(content)
const never = new AbortController().signal
const all = async (parts: AsyncIterable<ParsedPart>): Promise<ParsedPart[]> => {
  const taken: ParsedPart[] = []
  for await (const part of parts) taken.push(part)
  return taken
}
const fails = (parts: AsyncIterable<ParsedPart>, code: string, message?: RegExp): Promise<void> =>
  assert.rejects(all(parts), (error) => {
    assert.ok(error instanceof AppError, String(error))
    assert.equal(error.code, code)
    if (message) assert.match(error.message, message)
    return true
  })

describe("openFileReaders", () => {
  let folder: string
  const program = (source: string): URL => {
    const path = join(folder, "program.mjs")
    writeFileSync(path, source)
    return pathToFileURL(path)
  }

  const opened: FileReaders[] = []
  const parser = (options?: ReaderOptions): FileParser => {
    const readers = openFileReaders(options)
    opened.push(readers)
    return readers.parse
  }
  /** A program that has started and does this when it is told of a file; `reply` answers the call. */
  const reader = (onCall: string): URL =>
    program(`const reply = (message) => process.send({ id: called, ...message })
      let called
      process.on("message", (message) => { if (!("call" in message)) return; called = message.id; ${onCall} })
      process.on("disconnect", () => process.exit())
      process.send({ id: 0, ok: true, result: null })`)

  before(() => (folder = mkdtempSync(join(tmpdir(), "parser-"))))
  afterEach(async () => {
    for (const readers of opened.splice(0)) await readers.close()
  })
  after(() => rmSync(folder, { recursive: true }))

  it("gives outline, blocks and sheet of a file that comes in parts", async () => {
    async function* parts(): AsyncGenerator<Uint8Array> {
      yield text("Region;Rev")
      await Promise.resolve()
      yield text("enue\nNorth;1,5\n")
    }
    const read = await all(parser()(parts(), "sales.csv", never))
    assert.deepEqual(
      read.map(({ kind }) => kind),
      ["outline", "block", "sheet", "progress"],
    )
    const [outline, block, sheet] = read
    assert.ok(outline?.kind === "outline" && block?.kind === "block" && sheet?.kind === "sheet")
    assert.deepEqual(outline.sheets, [{ name: "sales", visibility: "visible" }])
    assert.deepEqual(JSON.parse(block.text), {
      address: "A1:B2",
      values: [
        ["Region", "Revenue"],
        ["North", 1.5],
      ],
    })
    assert.deepEqual(sheet.content.blocks, [{ address: "A1:B2", hash: block.hash }])
    assert.deepEqual([sheet.sum, sheet.isWhole], [1.5, true])
  })

  it("makes no more parts than are taken, and ends with whoever leaves", async () => {
    const rows = Array.from({ length: 20 * 1024 }, (_, row) => `${row}`).join("\n")
    let taken = 0
    for await (const part of parser()(text(rows), "a.csv", never)) {
      assert.ok(part)
      if (++taken === 3) break
    }
    assert.equal(taken, 3)
  })

  it("refuses more bytes than an upload may have", async () => {
    async function* endless(): AsyncGenerator<Uint8Array> {
      for (;;) yield await Promise.resolve(new Uint8Array(8 * 1024 * 1024))
    }
    await fails(parser()(endless(), "a.csv", never), "message_too_large", /larger than 50 MB/)
  })

  it("tells what the source of the bytes throws", async () => {
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield text("a,b")
      await Promise.resolve()
      throw new AppError("storage_unavailable", "Away.")
    }
    await fails(parser()(broken(), "a.csv", never), "storage_unavailable")
  })

  it("stops when it is told to", async () => {
    const controller = new AbortController()
    const parts = parser({ program: program("setInterval(() => undefined, 1000)") })
    const reading = fails(parts(text("a"), "a.csv", controller.signal), "cancelled")
    controller.abort()
    await reading
    await fails(parser()(text("a"), "a.csv", controller.signal), "cancelled")
  })

  it("says that a file broke its reader, or took too much memory or time", async () => {
    const read = (source: string, limitMs?: number): AsyncIterable<ParsedPart> =>
      parser({ program: reader(source), ...(limitMs !== undefined && { limitMs }) })(text("a"), "a", never)
    await fails(read("process.exit(1)"), "unreadable_file", /more memory/)
    await fails(read("process.kill(process.pid, 'SIGKILL')"), "unreadable_file", /more memory/)
    await fails(read("process.kill(process.pid, 'SIGTERM')"), "timeout", /too long/)
    await fails(read("for (;;) ;", 2000), "timeout", /too long/)
  })

  it("gives its process nothing of the environment", async () => {
    const source = "reply({ ok: false, code: 'not_found', message: JSON.stringify(Object.keys(process.env)) })"
    await assert.rejects(all(parser({ program: reader(source) })(text("a"), "a", never)), (error) => {
      assert.doesNotMatch(String(error), /PATH|HOME|DATABASE/)
      return true
    })
  })

  const fileOf = async (parse: FileParser, content: string): Promise<string> => {
    const [part] = await all(parse(text(content), "a.csv", never))
    assert.ok(part?.kind === "sheet_failed")
    return part.reason
  }
  /** Tells its process; whether it is fit to go on is what the file's name says. */
  const tellsProcess = `reply({ part: { kind: "sheet_failed", sheet: 0, reason: String(process.pid) } })
    reply({ ok: true, result: { fit: true } })`

  it("reads one small file after another in the same process", async () => {
    const parse = parser({ program: reader(tellsProcess) })
    assert.equal(await fileOf(parse, "a"), await fileOf(parse, "b"))
  })

  it("never reads in a process again that a file was unfit for, broke, or left early", async () => {
    const parse = parser({
      limitMs: 3000,
      program: reader(tellsProcess.replace("fit: true", "fit: false")),
    })
    assert.notEqual(await fileOf(parse, "a"), await fileOf(parse, "b"))
    const left = parser({ program: reader(tellsProcess) })
    for await (const part of left(text("a"), "a.csv", never)) {
      assert.ok(part.kind === "sheet_failed")
      assert.notEqual(part.reason, await fileOf(left, "b"))
      break
    }
  })

  it("loses no file to a process that does not start", async () => {
    const flag = join(folder, "started")
    const parse = parser({
      program: program(`import { existsSync, writeFileSync } from "node:fs"
        if (!existsSync(${JSON.stringify(flag)})) { writeFileSync(${JSON.stringify(flag)}, ""); process.exit(1) }
        process.on("message", ({ id, call }) => call && process.send({ id, ok: true, result: { fit: true } }))
        process.on("disconnect", () => process.exit())
        process.send({ id: 0, ok: true, result: null })`),
    })
    assert.deepEqual(await all(parse(text("a"), "a.csv", never)), [])
    await fails(parser({ program: program("process.exit(1)") })(text("a"), "a.csv", never), "internal", /did not start/)
  })

  it("lets larger files work longer", () => {
    assert.deepEqual([secondsFor(0), secondsFor(10 * 1024 * 1024)], [8, 33])
  })
})
