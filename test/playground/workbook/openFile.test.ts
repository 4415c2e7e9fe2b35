import assert from "node:assert/strict"
import { CFB, utils, write, type BookType, type WorkBook, type WorkSheet } from "@e965/xlsx"
import { parseAddress } from "../../../shared/address.ts"
import type { CellValue } from "../../../shared/cell.ts"
import type { SimSheet } from "../../../playground/workbook/contract.ts"
import { openFile } from "../../../playground/workbook/openFile.ts"
import { SimError } from "../../../playground/workbook/simError.ts"
import { loadEngine } from "./loadEngine.ts"

const rows = (sheet: SimSheet): CellValue[][] => {
  const area = sheet.usedArea(true)
  if (!area) return []
  return Array.from({ length: area.row + area.rowCount }, (_, row) =>
    Array.from({ length: area.column + area.columnCount }, (_, column) => sheet.value(row, column)),
  )
}
const text = (content: string): Uint8Array => new TextEncoder().encode(content)
const csv = (content: string | Uint8Array, name = "data.csv"): SimSheet =>
  openFile(typeof content === "string" ? text(content) : content, name).activeSheet
const bytes = (book: WorkBook, bookType: BookType = "xlsx"): Uint8Array =>
  new Uint8Array(write(book, { type: "array", bookType }) as ArrayBuffer)
const bookOf = (sheet: WorkSheet, name = "Data"): WorkBook => {
  const book = utils.book_new()
  utils.book_append_sheet(book, sheet, name)
  return book
}

/** The part of the library's untyped archive module that is used here. */
interface Archive {
  readonly utils: { cfb_new(): object; cfb_add(zip: object, path: string, content: Uint8Array): void }
  write(zip: object, options: { type: "buffer"; fileType: "zip" }): Uint8Array
}

/** A package of parts, as other programs write them. */
function packageOf(parts: Record<string, string>): Uint8Array {
  const archive = CFB as Archive
  const files = archive.utils
  const zip = files.cfb_new()
  for (const [path, content] of Object.entries(parts)) files.cfb_add(zip, `/${path}`, text(content))
  return new Uint8Array(archive.write(zip, { type: "buffer", fileType: "zip" }))
}
const namespace = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`
const types = (...parts: [path: string, type: string][]): string =>
  `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>${parts
    .map(
      ([path, type]) =>
        `<Override PartName="/${path}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.${type}+xml"/>`,
    )
    .join("")}</Types>`
const relations = (...targets: [id: string, type: string, target: string][]): string =>
  `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${targets
    .map(
      ([id, type, target]) =>
        `<Relationship Id="${id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${target}"/>`,
    )
    .join("")}</Relationships>`

describe("openFile", () => {
  before(loadEngine)

  for (const bookType of ["xlsx", "xlsb", "biff8", "xlml"] as const)
    it(`reads values, formats, errors and sheets of ${bookType}`, () => {
      const sheet = utils.aoa_to_sheet([
        ["Item", "Price", "When", "Paid"],
        ["Zelt Ümläut", 249.4, 46112, true],
        [null, 1],
      ])
      sheet.B2 = { t: "n", v: 249.4, z: "$#,##0.00" }
      sheet.C2 = { t: "n", v: 46112, z: "yyyy\\-mm\\-dd" }
      sheet.D3 = { t: "e", v: 0x2a }
      const book = bookOf(sheet)
      utils.book_append_sheet(book, utils.aoa_to_sheet([["x"]]), "Secret")
      book.Workbook = { Sheets: [{ Hidden: 0 }, { Hidden: 1 }] }
      const workbook = openFile(bytes(book, bookType), "file")
      const [data, secret] = workbook.sheets
      assert.deepEqual(data && rows(data), [
        ["Item", "Price", "When", "Paid"],
        ["Zelt Ümläut", 249.4, 46112, true],
        [null, 1, null, "#N/A"],
      ])
      assert.deepEqual([data?.text(1, 1), data?.text(1, 2)], ["$249.40", "2026-03-31"])
      assert.deepEqual([secret?.name, secret?.visibility], ["Secret", "Hidden"])
    })

  it("reads formulas, names, merges, widths and hidden rows", () => {
    const sheet = utils.aoa_to_sheet([[2], [3]])
    sheet.A3 = { t: "n", v: 5, f: "SUM(A1:A2)" }
    sheet["!ref"] = "A1:A3"
    sheet["!merges"] = [{ s: { r: 4, c: 0 }, e: { r: 5, c: 2 } }]
    sheet["!cols"] = [{ width: 20 }, { hidden: true }]
    sheet["!rows"] = [{}, { hidden: true }, { hpt: 30 }]
    const book = bookOf(sheet)
    book.Workbook = { Names: [{ Name: "Rate", Ref: "Data!$A$1" }] }
    const workbook = openFile(bytes(book), "a.xlsx")
    const data = workbook.activeSheet
    assert.deepEqual([data.formula(2, 0), data.value(2, 0)], ["=SUM(A1:A2)", 5])
    assert.deepEqual(data.merges, [parseAddress("A5:C6")])
    assert.deepEqual(
      [data.columnWidth(0), data.isColumnHidden(1), data.isRowHidden(1), data.isRowHidden(0), data.rowHeight(2)],
      [140, true, true, false, 40],
    )
    assert.deepEqual(workbook.names, [{ name: "Rate", formula: "=Data!$A$1", scope: null, visible: true, comment: "" }])
  })

  it("turns the dates of a 1904 workbook into 1900 serials and leaves its numbers", () => {
    const sheet = utils.aoa_to_sheet([[42735, 15]])
    sheet.A1 = { t: "n", v: 42735, z: "yyyy-mm-dd" }
    const book = bookOf(sheet)
    book.Workbook = { WBProps: { date1904: true } }
    const data = openFile(bytes(book), "mac.xlsx").activeSheet
    assert.deepEqual([data.value(0, 0), data.text(0, 0), data.value(0, 1)], [44197, "2021-01-01", 15])
  })

  it("reads styles, frozen panes, tables and formulas without results from the package", () => {
    const parts = {
      "[Content_Types].xml": types(
        ["xl/workbook.xml", "sheet.main"],
        ["xl/worksheets/sheet1.xml", "worksheet"],
        ["xl/styles.xml", "styles"],
        ["xl/tables/table1.xml", "table"],
      ),
      "_rels/.rels": relations(["rId1", "officeDocument", "xl/workbook.xml"]),
      "xl/workbook.xml": `<workbook ${namespace}><sheets><sheet name="R&amp;D" sheetId="1" r:id="rId1"/></sheets></workbook>`,
      "xl/_rels/workbook.xml.rels": relations(
        ["rId1", "worksheet", "worksheets/sheet1.xml"],
        ["rId2", "styles", "styles.xml"],
      ),
      "xl/styles.xml": `<styleSheet ${namespace}><fonts><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="14"/><color indexed="10"/><name val="Calibri"/></font></fonts><fills><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FF217346"/></patternFill></fill></fills><borders><border/><border><bottom style="thin"><color rgb="FF0000FF"/></bottom></border></borders><cellXfs><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/><xf numFmtId="10" fontId="1" fillId="1" borderId="1"><alignment horizontal="center" wrapText="1"/></xf></cellXfs></styleSheet>`,
      "xl/worksheets/sheet1.xml": `<worksheet ${namespace}><sheetPr><tabColor indexed="11"/></sheetPr><dimension ref="A1:B3"/><sheetViews><sheetView showGridLines="0" workbookViewId="0"><pane xSplit="1" ySplit="2" state="frozen"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="12.75" defaultColWidth="10"/><sheetData><row r="1"><c r="A1" s="1" t="inlineStr"><is><t>Name</t></is></c><c r="B1" t="inlineStr"><is><t>Qty</t></is></c></row><row r="2"><c r="A2"><v>4</v></c><c r="B2"><v>5</v></c></row><row r="3"><c r="A3"><f>SUM(Sales[Qty])</f></c><c r="B3" s="1"/></row></sheetData><tableParts count="1"><tablePart r:id="rId1"/></tableParts></worksheet>`,
      "xl/worksheets/_rels/sheet1.xml.rels": relations(["rId1", "table", "../tables/table1.xml"]),
      "xl/tables/table1.xml": `<table ${namespace} id="1" name="Sales" displayName="Sales" ref="A1:B2"><tableColumns count="2"><tableColumn id="1" name="Name"/><tableColumn id="2" name="Qty"/></tableColumns><tableStyleInfo name="TableStyleMedium9"/></table>`,
    }
    const workbook = openFile(packageOf(parts), "other.xlsx")
    const sheet = workbook.activeSheet
    assert.equal(sheet.name, "R&D")
    assert.deepEqual(sheet.style(0, 0), {
      bold: true,
      borders: { bottom: { style: "thin", color: "#0000FF" } },
      fill: "#217346",
      fontColor: "#FF0000",
      fontSize: 14,
      horizontalAlignment: "Center",
      numberFormat: "0.00%",
      wrapText: true,
    })
    assert.deepEqual(sheet.style(1, 0), {})
    assert.equal(sheet.style(2, 1).bold, true)
    assert.deepEqual(
      [sheet.frozenRows, sheet.frozenColumns, sheet.showGridlines, sheet.tabColor],
      [2, 1, false, "#00FF00"],
    )
    assert.deepEqual([sheet.rowHeight(0), sheet.columnWidth(0)], [17, 70])
    assert.deepEqual(
      sheet.tables.map(({ name, area, showHeaders, showTotals, style }) => [
        name,
        area,
        showHeaders,
        showTotals,
        style,
      ]),
      [["Sales", parseAddress("A1:B2"), true, false, "TableStyleMedium9"]],
    )
    assert.equal(sheet.value(2, 0), 5)
    assert.deepEqual(workbook.unreproduced, [])
  })

  it("reads CSV fields as if they were typed", () => {
    const sheet = csv(
      'Name,Amount,When,Share\r\n"Smith, ""Jo""","$1,200",2026-03-31,12%\r\nline,"two\nlines",,true\r\n',
      "My: list.csv",
    )
    assert.equal(sheet.name, "My_ list")
    assert.deepEqual(rows(sheet), [
      ["Name", "Amount", "When", "Share"],
      ['Smith, "Jo"', 1200, 46112, 0.12],
      ["line", "two\nlines", null, true],
    ])
    assert.deepEqual([sheet.text(1, 1), sheet.text(1, 2), sheet.text(1, 3)], ["$1,200 ", "3/31/2026", "12%"])
  })

  it("finds the delimiter, also a named one", () => {
    assert.deepEqual(rows(csv("a;b\n1;2,5\n")), [
      ["a", "b"],
      [1, "2,5"],
    ])
    assert.deepEqual(rows(csv("a\tb\n1\t2", "x.tsv")), [
      ["a", "b"],
      [1, 2],
    ])
    assert.deepEqual(rows(csv("sep=|\na,1|b\n")), [["a,1", "b"]])
  })

  it("shows a formula in a text file instead of running it", () => {
    const sheet = csv("=1+1,'007\n")
    assert.deepEqual([sheet.value(0, 0), sheet.formula(0, 0), sheet.value(0, 1)], ["=1+1", undefined, "'007"])
  })

  it("reads UTF-8, UTF-16 and Windows-1252 text", () => {
    const utf16 = Uint8Array.from([0xff, 0xfe, ...[0xe9, 0x2c, 0xdf].flatMap((code) => [code, 0])])
    assert.deepEqual(rows(csv("é,ß")), [["é", "ß"]])
    assert.deepEqual(rows(csv(Uint8Array.from([0xef, 0xbb, 0xbf, ...text("é,ß")]))), [["é", "ß"]])
    assert.deepEqual(rows(csv(utf16)), [["é", "ß"]])
    assert.deepEqual(rows(csv(Uint8Array.from([0xe9, 0x2c, 0xdf, 0x2c, 0x80]))), [["é", "ß", "€"]])
  })

  it("reads ragged, quoted and unfinished text files", () => {
    assert.deepEqual(rows(csv("a,b,c\n1\n\n,,3,4")), [
      ["a", "b", "c", null],
      [1, null, null, null],
      [null, null, null, null],
      [null, null, 3, 4],
    ])
    assert.deepEqual(rows(csv('"never closed,1\n2')), [
      ['"never closed', 1],
      [2, null],
    ])
    assert.deepEqual(rows(csv('a,""\r1,')), [["a"], [1]])
  })

  it("tells what is wrong with a file that cannot be opened", () => {
    const refused = (content: Uint8Array, message: RegExp): void =>
      assert.throws(
        () => openFile(content, "file.xlsx"),
        (thrown) => thrown instanceof SimError && thrown.code === "InvalidArgument" && message.test(thrown.message),
      )
    refused(new Uint8Array(), /file\.xlsx is empty/)
    refused(new Uint8Array(61 * 1024 * 1024), /larger than 60 MB/)
    refused(Uint8Array.from([1, 0, 2, 0, 3]), /not a workbook/)
    refused(packageOf({ "hello.txt": "hello" }), /damaged or not an Excel workbook/)
    refused(bytes(bookOf(utils.aoa_to_sheet([[1]]))).slice(0, 900), /damaged or not an Excel workbook/)
    refused(
      Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 9, 9, 9]),
      /damaged or not an Excel workbook/,
    )
  })
})
