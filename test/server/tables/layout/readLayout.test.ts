import assert from "node:assert/strict"
import { formatArea, type Area } from "../../../../shared/address.ts"
import type { CellValue } from "../../../../shared/cell.ts"
import { sheetDefinitionsSchema, sheetLayoutSchema, type SheetDefinitions } from "../../../../shared/workbookMap.ts"
import { describeTable, sheetOf } from "../../../../eval/awkwardSheets/awkwardSheet.ts"
import { SheetBuilder, type Sheet } from "../../../../server/tables/sheetGrid.ts"
import { readLayout } from "../../../../server/tables/layout/readLayout.ts"

/** A sheet of single cells, each in a block of its own. */
function sparse(
  cells: readonly (readonly [row: number, column: number, value: CellValue])[],
  definitions: Partial<SheetDefinitions> = {},
): Sheet {
  const builder = new SheetBuilder({
    name: "Far",
    definitions: sheetDefinitionsSchema.parse(definitions),
    usedRange: "A1:XFD1048576",
  })
  for (const [row, column, value] of cells) {
    const area: Area = { row, column, rowCount: 1, columnCount: 1 }
    builder.add(JSON.stringify({ address: formatArea(area), values: [[value]] }))
  }
  return builder.build()
}

describe("readLayout", () => {
  it("counts cells and adds numbers and dates", () => {
    const layout = readLayout(
      sheetOf({
        rows: [
          ["a", 1, 45_000, true, "#N/A"],
          ["", 0.1, 0.2, false, null],
        ],
        formats: ["General", "0.0", "yyyy-mm-dd"],
      }),
    )
    assert.deepEqual(layout.counts, { number: 2, date: 2, text: 1, boolean: 2, error: 1 })
    assert.equal(layout.sum, 45_001.3)
  })

  it("reads a sheet whose only cells are its first and its last", () => {
    const layout = readLayout(
      sparse([
        [0, 0, "Title"],
        [1_048_575, 16_383, 7],
      ]),
    )
    assert.deepEqual([layout.counts.number, layout.sum, layout.tables], [1, 7, []])
    assert.deepEqual(layout.texts, [{ kind: "note", address: "A1", text: "Title" }])
  })

  it("reads a row of 16,384 columns and a column of 1,048,576 rows with three cells", () => {
    const wide = sparse(Array.from({ length: 16_384 }, (_, c) => [4, c, c % 2 ? c : `k${c}`] as const))
    assert.equal(readLayout(wide).tables[0]?.address, "A5:XFD5")
    const long = sparse([
      [0, 0, "Amount"],
      [500_000, 0, 5],
      [1_048_575, 0, 6],
    ])
    assert.deepEqual(readLayout(long).sum, 11)
  })

  it("gives up on cells that are too scattered, with a sentence", () => {
    const layout = readLayout(sparse(Array.from({ length: 2_000 }, (_, i) => [i, i, i] as const)))
    assert.deepEqual(layout.tables, [])
    assert.deepEqual(layout.notes, ["The cells in A1:BXX2000 are too scattered to be read as tables."])
  })

  it("takes no harm from definitions that no Excel writes", () => {
    const everywhere = { name: "All", address: "A1:XFD1048576", hasHeader: true, hasTotals: true }
    const layout = readLayout(
      sparse(
        [
          [0, 0, "x"],
          [1_048_575, 16_383, 1],
        ],
        { tables: [everywhere, everywhere], autoFilter: "A1:XFD1048576" },
      ),
    )
    assert.equal(layout.counts.number, 1)
    assert.deepEqual(layout.tables, [])
  })

  it("keeps a found table out of one that Excel defines, though its rows go on behind it", () => {
    const layout = readLayout(
      sheetOf({
        rows: [
          ["Item", "Qty"],
          ["a", 1],
          ["b", 2],
          ["Item", "Qty"],
          ["c", 3],
          ["d", 4],
          ["e", 5],
          ["f", 6],
        ],
        definitions: { tables: [{ name: "T", address: "A4:B6", hasHeader: true, hasTotals: false }] },
      }),
    )
    assert.deepEqual(layout.tables.map(describeTable), [
      "table A1:B3 header 1: Item text, Qty integer",
      "table A4:B6 header 1: Item text, Qty integer",
      "key_value A7:B8 header 0: Column A text, Column B integer",
    ])
  })

  it("tells formulas that are copies of each other once, the largest region first", () => {
    const layout = readLayout(
      sheetOf({
        rows: [
          ["a", "b", "sum"],
          [1, 2, 3],
          [4, 5, 9],
          [5, 7, 12],
        ],
        formulas: [[], [null, null, "=A2+B2"], [null, null, "=A3+B3"], ["=SUM(A2:A3)", "=SUM(B2:B3)", null]],
      }),
    )
    assert.deepEqual(layout.formulas, [
      { r1c1: "=RC[-2]+RC[-1]", address: "C2:C3", count: 2 },
      { r1c1: "=SUM(R[-2]C:R[-1]C)", address: "A4:B4", count: 2 },
    ])
  })

  it("gives what the map's schema asks for", () => {
    const layout = readLayout(
      sheetOf({
        rows: [
          ["A", "B"],
          ["x", 1],
        ],
      }),
    )
    assert.deepEqual(sheetLayoutSchema.parse(JSON.parse(JSON.stringify(layout))), layout)
  })
})
