import assert from "node:assert/strict"
import { spawnSync } from "node:child_process"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { pathToFileURL } from "node:url"
import { utils, write } from "@e965/xlsx"
import { programFile, programOptions } from "../../../support/program.ts"
import { worksheet, xlsxEntries, zipOf } from "./zipOf.ts"

/** What a reader must forget. No program holds one: each looks for its pattern in everything that it can still reach. */
const secret = (number: number): string => `zq${700_000_000_000 + number}`

/** Reads a file twice as a reader does, and tells which secrets stay reachable. */
const program = `import { readFileSync } from "node:fs"
import { getHeapSnapshot } from "node:v8"
import { text } from "node:stream/consumers"
const { parseFile } = await import(${JSON.stringify(pathToFileURL(programFile("server/files/parse/parseFile")).href)})
async function read() {
  let parts = 0
  for await (const part of parseFile(readFileSync(process.argv[2]), "book")) parts += part.kind.length
  return parts
}
await read()
await read()
const left = (await text(getHeapSnapshot())).match(/zq7[0-9]{11}/g) ?? []
console.log(JSON.stringify([...new Set(left)]))
`

describe("parsing a file", function () {
  this.timeout(120_000)
  let folder: string
  before(() => (folder = mkdtempSync(join(tmpdir(), "traces-"))))
  after(() => rmSync(folder, { recursive: true }))

  const leftOf = (bytes: Uint8Array): unknown => {
    const [file, source] = [join(folder, "book.bin"), join(folder, "program.mjs")]
    writeFileSync(file, bytes)
    writeFileSync(source, program)
    const { stdout, stderr } = spawnSync(process.execPath, [...programOptions, source, file], { encoding: "utf8" })
    assert.equal(stderr.includes("Error"), false, stderr)
    return JSON.parse(stdout)
  }

  it("leaves no cell of an .xlsx or a .csv in the process, whose reader may then read for another owner", () => {
    const rows = `<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>${secret(1)}</t></is></c><c r="C1" t="str"><f>"${secret(2)}"</f><v>${secret(3)}</v></c></row>`
    const strings = { "xl/sharedStrings.xml": `<sst><si><t>${secret(0)}</t></si></sst>` }
    assert.deepEqual(leftOf(zipOf(xlsxEntries({ [secret(4)]: worksheet(rows) }, strings))), [])
    assert.deepEqual(leftOf(Buffer.from(`${secret(5)},${secret(6)}\n"${secret(7)}",1\n`)), [])
  })

  it("leaves some of an .xls, whose reader therefore reads no other file", () => {
    const book = utils.book_new()
    utils.book_append_sheet(book, utils.aoa_to_sheet([[secret(8)], [secret(9)]]), "Data")
    const bytes = new Uint8Array(write(book, { type: "array", bookType: "xlsb", bookSST: true }) as ArrayBuffer)
    assert.notDeepEqual(leftOf(bytes), [])
  })
})
