import assert from "node:assert/strict"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { pathToFileURL } from "node:url"
import { AppError } from "../../../../shared/errors.ts"
import type { ParsedPart } from "../../../../server/files/parse/fileParser.ts"
import { createFileParser } from "../../../../server/files/parse/parseInProcess.ts"

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

describe("createFileParser", function () {
  this.timeout(60_000)
  let folder: string
  const program = (source: string): URL => {
    const path = join(folder, "program.mjs")
    writeFileSync(path, source)
    return pathToFileURL(path)
  }

  before(() => (folder = mkdtempSync(join(tmpdir(), "parser-"))))
  after(() => rmSync(folder, { recursive: true }))

  it("gives outline, blocks and sheet of a file that comes in parts", async () => {
    async function* parts(): AsyncGenerator<Uint8Array> {
      yield text("Region;Rev")
      await Promise.resolve()
      yield text("enue\nNorth;1,5\n")
    }
    const read = await all(createFileParser()(parts(), "sales.csv", never))
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
    for await (const part of createFileParser()(text(rows), "a.csv", never)) {
      assert.ok(part)
      if (++taken === 3) break
    }
    assert.equal(taken, 3)
  })

  it("refuses more bytes than an upload may have", async () => {
    async function* endless(): AsyncGenerator<Uint8Array> {
      for (;;) yield await Promise.resolve(new Uint8Array(8 * 1024 * 1024))
    }
    await fails(createFileParser()(endless(), "a.csv", never), "message_too_large", /larger than 50 MB/)
  })

  it("tells what the source of the bytes throws", async () => {
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield text("a,b")
      await Promise.resolve()
      throw new AppError("storage_unavailable", "Away.")
    }
    await fails(createFileParser()(broken(), "a.csv", never), "storage_unavailable")
  })

  it("stops when it is told to", async () => {
    const controller = new AbortController()
    const parts = createFileParser({ program: program("setInterval(() => undefined, 1000)") })
    const reading = fails(parts(text("a"), "a.csv", controller.signal), "cancelled")
    controller.abort()
    await reading
    await fails(createFileParser()(text("a"), "a.csv", controller.signal), "cancelled")
  })

  it("says that a file broke its reader, or took too much memory or time", async () => {
    const read = (source: string, limitMs?: number): AsyncIterable<ParsedPart> =>
      createFileParser({ program: program(source), ...(limitMs !== undefined && { limitMs }) })(text("a"), "a", never)
    await fails(read("process.exit(1)"), "unreadable_file", /more memory/)
    await fails(read("process.kill(process.pid, 'SIGKILL')"), "unreadable_file", /more memory/)
    await fails(read("process.kill(process.pid, 'SIGTERM')"), "timeout", /too long/)
    await fails(read("for (;;) ;", 2000), "timeout", /too long/)
  })

  it("gives its process nothing of the environment", async () => {
    const source =
      "process.on('message', () => process.send({ kind: 'failed', code: 'not_found', message: JSON.stringify(Object.keys(process.env)) }))"
    await assert.rejects(all(createFileParser({ program: program(source) })(text("a"), "a", never)), (error) => {
      assert.doesNotMatch(String(error), /PATH|HOME|DATABASE/)
      return true
    })
  })
})
