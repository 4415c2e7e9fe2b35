import assert from "node:assert/strict"
import { blockOf, partsOf, sheetOf } from "../partsOf.ts"
import { relations, worksheet, xlsxEntries, zipOf } from "../zipOf.ts"

const sheet = (rows: string, after?: string, before?: string): Buffer =>
  zipOf(xlsxEntries({ Data: worksheet(rows, after, before) }))
const dates = `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="0.0&quot; kg&quot;"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/></cellXfs></styleSheet>`

describe("readXlsx", () => {
  it("reads every type of cell", async () => {
    const parts = await partsOf(
      zipOf(
        xlsxEntries(
          {
            Data: worksheet(
              `<row r="2"><c r="B2" t="s"><v>0</v></c><c r="C2" t="s"><v>1</v></c><c r="D2" t="inlineStr"><is><t>in</t><rPh><t>hint</t></rPh><r><t>line</t></r></is></c></row>` +
                `<row r="3"><c r="B3" t="b"><v>1</v></c><c r="C3" t="e"><v>#DIV/0!</v></c><c r="D3" t="str"><f>"a"</f><v>a</v></c></row>` +
                `<row r="4"><c r="B4"><v>1.5</v></c><c r="C4" s="1"><v>60</v></c><c r="D4" t="d"><v>2024-02-29T12:00:00</v></c><c r="E4" s="2"/></row>`,
            ),
          },
          {
            "xl/styles.xml": dates,
            "xl/sharedStrings.xml": `<sst><si><t>plain</t></si><si><r><t>ri</t></r><r><t xml:space="preserve">ch_x000A_</t></r></si></sst>`,
          },
        ),
      ),
    )
    const { content, counts, sum } = sheetOf(parts)
    assert.deepEqual([content.usedRange, content.blocks.map(({ address }) => address)], ["B2:D4", ["B2:D4"]])
    assert.deepEqual(counts, { number: 1, date: 2, text: 4, boolean: 1, error: 1 })
    assert.equal(sum, 1.5 + 60 + 45351.5)
    const block = parts.find((part) => part.kind === "block")!
    assert.deepEqual(JSON.parse(block.text), {
      address: "B2:D4",
      values: [
        ["plain", "rich\n", "inline"],
        [true, "#DIV/0!", "a"],
        [1.5, 60, 45351.5],
      ],
      formulas: [
        [null, null, null],
        [null, null, '="a"'],
        [null, null, null],
      ],
      numberFormats: [
        ["General", "General", "General"],
        ["General", "General", "General"],
        ["General", "m/d/yyyy", "yyyy-mm-dd"],
      ],
    })
  })

  it("gives shared formulas to each of their cells, and array formulas to their first", async () => {
    const { formulas } = await blockOf(
      sheet(
        `<row r="1"><c r="A1"><v>1</v></c><c r="B1"><f t="shared" ref="B1:B2" si="0">A1*$A$1+_xlfn.XLOOKUP(A1,A:A,A:A)</f><v>1</v></c><c r="C1"><f t="array" ref="C1:C2">A1:A2*2</f><v>2</v></c></row>` +
          `<row r="2"><c r="A2"><v>2</v></c><c r="B2"><f t="shared" si="0"/><v>2</v></c><c r="C2"><v>4</v></c></row>`,
      ),
    )
    assert.deepEqual(formulas, [
      [null, "=A1*$A$1+XLOOKUP(A1,A:A,A:A)", "=A1:A2*2"],
      [null, "=A2*$A$1+XLOOKUP(A2,A:A,A:A)", null],
    ])
  })

  it("counts the dates of a 1904 workbook from 1900", async () => {
    const rows = '<row r="1"><c r="A1" s="1"><v>42735</v></c><c r="B1"><v>15</v></c></row>'
    const more = { workbook: '<workbookPr date1904="1"/>', "xl/styles.xml": dates }
    const { values } = await blockOf(zipOf(xlsxEntries({ Data: worksheet(rows) }, more)))
    assert.deepEqual(values, [[44197, 15]])
  })

  it("cuts cells into blocks on fixed lines and leaves out the empty ones", async () => {
    const parts = await partsOf(
      sheet(
        '<row r="3"><c r="C3"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>',
        "",
        '<dimension ref="A1:XFD1048576"/>',
      ),
    )
    const { content } = sheetOf(parts)
    assert.equal(content.usedRange, "C3:XFD1048576")
    assert.deepEqual(
      content.blocks.map(({ address }) => address),
      ["C3:P1024", "XEO1047553:XFD1048576"],
    )
  })

  it("reads cells without addresses, out of order and twice", async () => {
    const { values } = await blockOf(
      sheet(
        '<row><c><v>1</v></c><c><v>2</v></c></row><row r="4"><c r="B4"><v>3</v></c></row><row r="2"><c r="A2"><v>9</v></c><c r="A2"><v>4</v></c></row>',
      ),
    )
    assert.deepEqual(values, [
      [1, 2],
      [4, null],
      [null, null],
      [null, 3],
    ])
  })

  it("says which formulas have no result", async () => {
    const { content, counts, isWhole } = sheetOf(await partsOf(sheet('<row><c r="A1"><f>1+1</f></c></row>')))
    assert.deepEqual(content.notes, [
      "One formula has no stored result; open the file in Excel and save it to have it calculated.",
    ])
    assert.deepEqual([counts.number, content.usedRange, isWhole], [0, "A1", false])
  })

  it("reads tables, filters, merged and hidden cells, charts, pivots and names", async () => {
    const parts = await partsOf(
      zipOf(
        xlsxEntries(
          {
            "R&amp;D": worksheet(
              '<row r="1"><c r="A1"><v>1</v></c></row><row r="5" hidden="1"/><row r="6" hidden="1"/>',
              '<autoFilter ref="A1:B9"/><mergeCells><mergeCell ref="D1:E2"/></mergeCells><customSheetViews><customSheetView><autoFilter ref="Z1:Z9"/></customSheetView></customSheetViews>',
              '<cols><col min="3" max="4" hidden="1"/></cols>',
            ),
          },
          {
            workbook:
              '|<definedNames><definedName name="Rate">\'R&amp;D\'!$A$1</definedName><definedName name="_xlnm.Print_Area" localSheetId="0">A1</definedName><definedName name="Local" localSheetId="0">1</definedName></definedNames>',
            "xl/worksheets/_rels/sheet1.xml.rels": relations(
              ["rId1", "table", "../tables/table1.xml"],
              ["rId2", "drawing", "/xl/drawings/drawing1.xml"],
              ["rId3", "pivotTable", "../pivotTables/p.xml"],
              ["rId4", "table", "../tables/broken.xml"],
            ),
            "xl/tables/table1.xml":
              '<x:table xmlns:x="x" name="t" displayName="Sales" ref="A1:B9" totalsRowCount="1"/>',
            "xl/tables/broken.xml": "<table",
            "xl/pivotTables/p.xml":
              '<pivotTableDefinition name="Pivot1"><location ref="H3:J9"/></pivotTableDefinition>',
            "xl/drawings/drawing1.xml":
              '<xdr:wsDr xmlns:xdr="x" xmlns:c="c" xmlns:r="r"><xdr:graphicFrame><xdr:cNvPr id="2" name="Chart 1"/><c:chart r:id="rId1"/></xdr:graphicFrame></xdr:wsDr>',
            "xl/drawings/_rels/drawing1.xml.rels": relations(["rId1", "chart", "../charts/chart1.xml"]),
            "xl/charts/chart1.xml":
              '<c:chartSpace xmlns:c="c" xmlns:a="a"><c:chart><c:title><a:p><a:r><a:t>Sales by</a:t></a:r></a:p><a:p><a:r><a:t>region</a:t></a:r></a:p></c:title><c:plotArea><c:layout/><c:barChart/><c:valAx><c:title><a:t>EUR</a:t></c:title></c:valAx></c:plotArea></c:chart></c:chartSpace>',
          },
        ),
      ),
    )
    const { content } = sheetOf(parts)
    assert.deepEqual(content.definitions, {
      tables: [{ name: "Sales", address: "A1:B9", hasHeader: true, hasTotals: true }],
      autoFilter: "A1:B9",
      merged: ["D1:E2"],
      hidden: ["C:D", "5:6"],
      charts: [{ name: "Chart 1", type: "bar", title: "Sales by region" }],
      pivots: [{ name: "Pivot1", address: "H3:J9" }],
    })
    assert.deepEqual(content.notes, ["A table of the sheet is damaged and was left out."])
    assert.deepEqual(parts[0], {
      kind: "outline",
      name: "file",
      names: [
        { name: "Rate", formula: "='R&D'!$A$1", sheet: null },
        { name: "Local", formula: "=1", sheet: "R&D" },
      ],
      sheets: [{ name: "R&D", visibility: "visible" }],
    })
  })

  it("reads the other sheets when one is broken", async () => {
    const parts = await partsOf(
      zipOf(xlsxEntries({ Good: worksheet('<row><c r="A1"><v>5</v></c></row>'), Bad: "<worksheet><sheetData><row>" })),
    )
    assert.equal(sheetOf(parts).sum, 5)
    assert.deepEqual(
      parts.find((part) => part.kind === "sheet_failed"),
      {
        kind: "sheet_failed",
        sheet: 1,
        reason: "The file is damaged or incomplete; open it in Excel, save it again and upload that copy.",
      },
    )
  })
})
