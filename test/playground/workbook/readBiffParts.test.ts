import assert from "node:assert/strict"
import { CFB } from "@e965/xlsx"
import { openFile } from "../../../playground/workbook/openFile.ts"

const u16 = (...numbers: number[]): number[] => numbers.flatMap((number) => [number & 0xff, number >>> 8])
const u32 = (number: number): number[] => u16(number & 0xffff, number >>> 16)
const record = (type: number, ...bytes: number[]): number[] => [...u16(type, bytes.length), ...bytes]
const text = (characters: string): number[] => [characters.length, 0, ...Buffer.from(characters, "latin1")]
const font = (points: number, weight: number, flags: number, color: number, name: string): number[] =>
  record(0x31, ...u16(points * 20, flags, color, weight, 0), 0, 0, 0, 0, ...text(name))
/** `borders` and `fill`: the numbers of [MS-XLS] 2.5.20 CellXF from its eleventh byte on. */
const format = (fontNumber: number, alignment: number, sides: number, others: number, colors: number): number[] =>
  record(0xe0, ...u16(fontNumber, 0, 0), alignment, 0, 0, 0, ...u32(sides), ...u32(others), ...u16(colors))

/** An .xls as Excel 97 lays it out, with just the records that are read. */
function xls(globals: number[], sheet: number[]): Uint8Array {
  const archive = CFB as {
    utils: { cfb_new(): object; cfb_add(file: object, path: string, content: Uint8Array): void }
    write(file: object, options: { type: "buffer" }): Uint8Array
  }
  const start = record(0x809, ...u16(0x600, 5, 0, 0), ...u32(0), ...u32(0))
  const end = record(0x0a)
  const boundSheet = (at: number): number[] => record(0x85, ...u32(at), 0, 0, ...text("Data"))
  const offset = start.length + globals.length + boundSheet(0).length + end.length
  const part = [...record(0x809, ...u16(0x600, 16, 0, 0), ...u32(0), ...u32(0)), ...sheet, ...end]
  const file = archive.utils.cfb_new()
  archive.utils.cfb_add(
    file,
    "/Workbook",
    Uint8Array.from([...start, ...globals, ...boundSheet(offset), ...end, ...part]),
  )
  return new Uint8Array(archive.write(file, { type: "buffer" }))
}

const globals = [
  ...font(10, 400, 0, 0x7fff, "Arial"),
  ...font(14, 700, 2, 10, "Georgia"),
  ...record(0x92, ...u16(3), 0, 0, 0, 0, 255, 255, 255, 0, 0x12, 0x34, 0x56, 0),
  ...format(0, 0x20, 0, 0, 0),
  // Centred and wrapped, in the middle; a thick red line at the left; filled solid with the green of number 17.
  ...format(1, 0x1a, 0x5 | (10 << 16), 1 << 26, 17),
]
const number = (row: number, column: number, style: number): number[] =>
  record(0x203, ...u16(row, column, style), ...new Uint8Array(Float64Array.of(2.5).buffer))

describe("readBiffParts", () => {
  it("reads fonts, alignment, borders, fills and the view of an .xls", () => {
    const view = [...record(0x23e, ...u16(0x8, 0, 0), ...u32(0)), ...record(0x41, ...u16(1, 2, 2, 1), 0, 0)]
    const cells = [...number(0, 0, 1), ...number(1, 0, 0), ...record(0xbe, ...u16(2, 0, 0, 1, 1))]
    const sheet = openFile(
      xls(globals, [...record(0x862, ...new Uint8Array(16), ...u32(10)), ...cells, ...view]),
      "a.xls",
    ).activeSheet
    assert.equal(sheet.value(0, 0), 2.5)
    const style = {
      bold: true,
      italic: true,
      fontName: "Georgia",
      fontSize: 14,
      fontColor: "#123456",
      horizontalAlignment: "Center",
      verticalAlignment: "Center",
      wrapText: true,
      borders: { left: { style: "thick", color: "#123456" } },
      fill: "#008000",
    }
    assert.deepEqual(sheet.style(0, 0), style)
    assert.deepEqual(sheet.style(1, 0), {})
    assert.deepEqual([sheet.style(2, 0), sheet.style(2, 1)], [{}, style])
    assert.deepEqual(
      [sheet.frozenRows, sheet.frozenColumns, sheet.showGridlines, sheet.tabColor],
      [2, 1, false, "#123456"],
    )
  })

  it("gives the cells of a formatted column that are plain their plainness", () => {
    const cells = [...record(0x7d, ...u16(0, 3, 2048, 1, 0, 0)), ...number(0, 0, 0), ...number(0, 1, 1)]
    const sheet = openFile(xls(globals, cells), "a.xls").activeSheet
    assert.deepEqual(
      [0, 1, 2].map((column) => sheet.style(0, column).bold),
      [undefined, true, true],
    )
  })

  it("opens an .xls whose formats are cut off", () => {
    const sheet = openFile(xls(record(0xe0, 1, 0), number(0, 0, 7)), "a.xls").activeSheet
    assert.deepEqual([sheet.value(0, 0), sheet.style(0, 0)], [2.5, {}])
  })
})
