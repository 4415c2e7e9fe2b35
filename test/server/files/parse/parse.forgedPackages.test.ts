import assert from "node:assert/strict"
import { AppError } from "../../../../shared/errors.ts"
import { partsOf, sheetOf } from "./partsOf.ts"
import { worksheet, xlsxEntries, zipOf, type ZipEntry } from "./zipOf.ts"

const refuses = (bytes: Uint8Array, reason: RegExp): Promise<void> =>
  assert.rejects(partsOf(bytes), (error) => {
    assert.ok(error instanceof AppError && error.code === "unreadable_file", String(error))
    assert.match(error.message, reason)
    return true
  })
const one = xlsxEntries({ Data: worksheet('<row r="1"><c r="A1"><v>1</v></c></row>') })
const withPart = (part: ZipEntry): Buffer => zipOf([...one.filter(({ name }) => name !== part.name), part])

describe("forged packages", () => {
  it("are read when they are honest", async () => {
    assert.equal(sheetOf(await partsOf(zipOf(one))).sum, 1)
  })

  const rows = '<row><c t="str"><v>aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa</v></c></row>'.repeat(500_000)

  it("may not unpack to a hundred times their size", () =>
    refuses(withPart({ name: "xl/worksheets/sheet1.xml", data: worksheet(rows) }), /more than 100 times its size/))

  it("may not unpack to more than they say", () =>
    refuses(
      withPart({ name: "xl/worksheets/sheet1.xml", data: worksheet(rows), forged: { size: 1000 } }),
      /more than it says|damaged/,
    ))

  it("may not hold other bytes than their checksum says", () =>
    refuses(
      withPart({ name: "xl/worksheets/sheet1.xml", data: worksheet(""), forged: { checksum: 7 } }),
      /damaged or incomplete/,
    ))

  it("may not name parts outside of themselves", async () => {
    for (const name of ["../../etc/passwd", "/etc/passwd", "C:/x.xml", "xl\\..\\..\\x.xml"])
      await refuses(withPart({ name, data: "x" }), /points outside of it/)
  })

  it("may not declare entities, in any part that is read", async () => {
    const bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
    for (const name of ["xl/workbook.xml", "_rels/.rels", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"])
      await refuses(withPart({ name, data: `<?xml version="1.0"?>${bomb}<x>&b;</x>` }), /declares entities/)
  })

  it("may not nest elements without end", () =>
    refuses(withPart({ name: "xl/worksheets/sheet1.xml", data: "<a>".repeat(100_000) }), /nests its XML/))

  it("may not be encrypted part by part", () =>
    refuses(
      withPart({ name: "xl/worksheets/sheet1.xml", data: "x", forged: { flags: 1 } }),
      /protected with a password/,
    ))

  it("may not be cut short", async () => {
    const whole = zipOf(one)
    for (const share of [0.1, 0.5, 0.9, 0.99])
      await refuses(whole.subarray(0, Math.floor(whole.length * share)), /damaged or incomplete/)
  })

  it("are called what they are", async () => {
    await refuses(zipOf([{ name: "word/document.xml", data: "<x/>" }]), /a Word document/)
    await refuses(zipOf([{ name: "ppt/presentation.xml", data: "<x/>" }]), /a PowerPoint presentation/)
    await refuses(zipOf([{ name: "content.xml", data: "<x/>" }]), /OpenDocument/)
    await refuses(zipOf([{ name: "hello.txt", data: "hello" }]), /a zip archive/)
    await refuses(Buffer.from("%PDF-1.7 …"), /a PDF document/)
    await refuses(Buffer.from("<html><table><tr><td>1</td></tr></table></html>"), /a web page/)
    await refuses(Buffer.alloc(0), /empty/)
    await refuses(Buffer.from([1, 2, 3, 4, 0, 5, 6, 7, 0, 0, 9]), /neither a workbook nor a text file/)
  })
})
