import assert from "node:assert/strict"
import { rangeChunks } from "../../../../server/analysis/rangeChunks.ts"
import type { Chunk, ChunkType } from "../../../../server/tables/chunks/chunk.ts"
import { GridBuilder } from "../../../../server/tables/grid.ts"
import { readTable } from "../../../../server/tables/readTable.ts"
import { formatArea, parseAddress } from "../../../../shared/address.ts"
import type { CellValue } from "../../../../shared/cell.ts"
import type { RangeContent } from "../../../../shared/workbook.ts"

/** Chunks of cells from A1 on; text that starts with = is a formula whose value is 0. */
function chunksOf(cells: CellValue[][], over: Partial<RangeContent> = {}): Chunk[] {
  const isFormula = (cell: CellValue): boolean => typeof cell === "string" && cell.startsWith("=")
  const columnCount = Math.max(...cells.map(({ length }) => length))
  const builder = new GridBuilder()
  builder.add({
    worksheet: "Orders",
    address: formatArea({ row: 0, column: 0, rowCount: cells.length, columnCount }),
    values: cells.map((row) => row.map((cell) => (isFormula(cell) ? 0 : cell))),
    formulas: cells,
    ...over,
  })
  const grid = builder.build()
  return [...rangeChunks(grid, readTable(grid))]
}

const ofType = (chunks: readonly Chunk[], type: ChunkType): Chunk[] => chunks.filter((chunk) => chunk.type === type)

const orders: CellValue[][] = [
  ["Orders of 2026"],
  ["Region", "Product", "Quantity", "Price"],
  ["West", "Desk", 2, 100.5],
  ["East", "Lamp", 3, 10],
  ["West", "Chair", 5, 20],
  ["North", "Desk", 1, 100.5],
  ["Total", null, 11, null],
]

describe("rangeChunks", () => {
  it("says what a table is: its sheet, address, title and columns with kinds and values", () => {
    const [header] = ofType(chunksOf(orders), "header")
    assert.equal(
      header?.content,
      [
        "Sheet Orders, table A2:D6: Orders of 2026",
        "4 data rows, 4 columns",
        "Region (text): West, East, North",
        "Product (text): Desk, Lamp, Chair",
        "Quantity (integer): 2, 3, 5, 1",
        "Price (decimal): 100.5, 10, 20",
      ].join("\n"),
    )
    assert.equal(header.address, "A2:D6")
    assert.deepEqual(header.columns, ["Region", "Product", "Quantity", "Price"])
    assert.deepEqual(header.figures, [
      { value: 4, address: "A2:D6", column: null, fraction: false, statistic: "count of data rows" },
    ])
  })

  it("says what the columns add up to, each figure with its cells", () => {
    const [statistics] = ofType(chunksOf(orders), "statistics")
    assert.equal(
      statistics?.content,
      [
        "Statistics of sheet Orders, table A2:D6, 4 rows",
        "Region (A3:A6): 4 values, 3 different, most frequent West (2), East (1), North (1)",
        "Product (B3:B6): 4 values, 3 different, most frequent Desk (2), Lamp (1), Chair (1)",
        "Quantity (C3:C6): 4 values, sum 11, mean 2.75, minimum 1 in C6, maximum 5 in C5",
        "Price (D3:D6): 4 values, sum 231, mean 57.75, minimum 10 in D4, maximum 100.5 in D3",
      ].join("\n"),
    )
    const figure = (statistic: string, column: number) =>
      statistics.figures.find((known) => known.statistic === statistic && known.column === column)
    assert.deepEqual(figure("sum", 2), { value: 11, address: "C3:C6", column: 2, fraction: false, statistic: "sum" })
    assert.equal(figure("maximum", 3)?.address, "D3")
    assert.equal(figure('count of "West"', 0)?.value, 2)
  })

  it("writes every row with its columns' names and knows the cell of every number", () => {
    const [rows] = ofType(chunksOf(orders), "data").filter(({ tableAddress }) => tableAddress !== null)
    assert.ok(rows)
    assert.deepEqual(rows.content.split("\n").slice(0, 3), [
      "Sheet Orders, rows of table A2:D6",
      "Row 3: Region: West; Product: Desk; Quantity: 2; Price: 100.5",
      "Row 4: Region: East; Product: Lamp; Quantity: 3; Price: 10",
    ])
    assert.equal(rows.address, "A3:D6")
    assert.deepEqual(rows.figures[0], { value: 2, address: "C3", column: 2, fraction: false, statistic: null })
    assert.equal(rows.figures.length, 8)
  })

  it("keeps titles, totals and notes, which belong to no table", () => {
    const [loose] = ofType(chunksOf([...orders, [], ["Prices without tax"]]), "data").filter(
      ({ tableAddress }) => tableAddress === null,
    )
    assert.equal(
      loose?.content,
      [
        "Sheet Orders, cells outside of its tables",
        "A1: Orders of 2026",
        "A7: Total; C7: 11",
        "A9: Prices without tax",
      ].join("\n"),
    )
    assert.deepEqual(loose.figures, [{ value: 11, address: "C7", column: null, fraction: false, statistic: null }])
    assert.equal(loose.address, "A1:C9")
  })

  it("joins formulas that are copies of each other and says what they read together", () => {
    const priced = [
      ["Quantity", "Price", "Revenue", "Net"],
      ...[2, 3, 4].map((row) => [row, row * 10, `=A${row}*B${row}`, `=B${row}*C${row}`]),
      ["Sum", null, "=SUM(C2:C4)", "=Rates!$B$2*C5"],
    ]
    const formulas = ofType(chunksOf(priced), "formula")
    assert.deepEqual(
      formulas.map(({ address, content }) => [address, content.split("\n").slice(1)]),
      [
        ["C2:D4", ["C2, copied over C2:D4: =A2*B2", "Reads A2:B4, B2:C4"]],
        ["C5", ["C5: =SUM(C2:C4)", "Reads C2:C4 (Revenue)"]],
        ["D5", ["D5: =Rates!$B$2*C5", "Reads Rates!B2, C5 (Revenue)"]],
      ],
    )
    assert.deepEqual(formulas[0]?.columns, ["Revenue", "Net"])
  })

  it("covers every table of a range", () => {
    const beside = orders.map((row, at) => [
      ...row,
      ...new Array<CellValue>(6 - row.length).fill(null),
      ...([[], ["Month", "Target"], ["Jan", 10], ["Feb", 20], ["Mar", 30]][at] ?? []),
    ])
    const headers = ofType(chunksOf(beside), "header")
    assert.deepEqual(
      headers.map(({ address, columns }) => [address, columns]),
      [
        ["A2:D6", ["Region", "Product", "Quantity", "Price"]],
        ["G2:H5", ["Month", "Target"]],
      ],
    )
  })

  it("cuts long tables into chunks of some rows that overlap by one", () => {
    const rows = Array.from({ length: 100 }, (_, at) => [`Customer number ${at}`, `Street ${at}`, at])
    const data = ofType(chunksOf([["Customer", "Street", "Points"], ...rows]), "data")
    assert.ok(data.length > 3)
    assert.ok(data.every(({ content }) => content.length < 1500))
    const bounds = data.map(({ address }) => parseAddress(address))
    for (const [at, { row }] of bounds.entries())
      if (at > 0) assert.equal(row, (bounds[at - 1]?.row ?? 0) + (bounds[at - 1]?.rowCount ?? 0) - 1)
    assert.equal(bounds[0]?.row, 1)
    assert.equal((bounds.at(-1)?.row ?? 0) + (bounds.at(-1)?.rowCount ?? 0), 101)
  })

  it("cuts wide tables between columns and repeats the first column, which says what a row is about", () => {
    const names = ["Country", ...Array.from({ length: 200 }, (_, at) => `Population in ${1800 + at}`)]
    const data = ofType(chunksOf([names, ["Norway", ...names.slice(1).map((_, at) => at * 1000)]]), "data")
    assert.ok(data.length > 3)
    assert.ok(data.every(({ content }) => content.includes("Country: Norway") && content.length < 2500))
    assert.equal(new Set(data.flatMap(({ columns }) => columns)).size, 201)
  })

  it("shows numbers as the sheet does, percentages as fractions and dates as dates", () => {
    const formats = ["General", "yyyy-mm-dd", "0.0%", "$#,##0.00"]
    const cells: CellValue[][] = [
      ["Order", "Date", "Discount", "Price"],
      ["A-1", 46_000, 0.125, 1200],
      ["A-2", 46_001, 0.5, 99.9],
    ]
    const [rows] = ofType(chunksOf(cells, { numberFormats: cells.map(() => formats) }), "data")
    assert.equal(rows?.content.split("\n")[1], "Row 2: Order: A-1; Date: 2025-12-09; Discount: 12.5%; Price: $1,200.00")
    assert.deepEqual(
      rows.figures.map(({ value, address, fraction }) => [value, address, fraction]),
      [
        [0.125, "C2", true],
        [0.5, "C3", true],
        [1200, "D2", false],
        [99.9, "D3", false],
      ],
    )
  })

  it("hashes what a chunk says and where, so that the same cells have the same hashes", () => {
    const hashes = (cells: CellValue[][]): string[] => chunksOf(cells).map(({ hash }) => hash)
    assert.deepEqual(hashes(orders), hashes(orders))
    assert.equal(new Set(hashes(orders)).size, hashes(orders).length)
    const changed = orders.map((row, at) => (at === 2 ? ["West", "Desk", 2, 101] : row))
    const same = hashes(changed).filter((hash) => hashes(orders).includes(hash))
    assert.equal(same.length, 1, "only the cells outside of the table are as they were")
  })

  it("takes the first rows of what is more than is indexed", () => {
    const rows = Array.from({ length: 120_000 }, (_, at) => [`n${at}`, at])
    const chunks = chunksOf([["Name", "Number"], ...rows])
    assert.equal(ofType(chunks, "header")[0]?.address, "A1:B100000")
  })

  it("has nothing to say of first rows that are blank", () => {
    const builder = new GridBuilder()
    builder.add({ worksheet: "Far", address: "A1:B1", values: [[null, null]] })
    builder.add({ worksheet: "Far", address: "A150000:B150000", values: [["late", 1]] })
    const grid = builder.build()
    assert.deepEqual([...rangeChunks(grid, readTable(grid))], [])
  })

  it("gives bounded chunks for cells of any text", () => {
    const huge = "x".repeat(32_767)
    const odd = ["\0", "\ud800", "=1+", "; : \n", '{"a":1}', "#REF!", " ", huge]
    const chunks = chunksOf([odd, ...Array.from({ length: 50 }, () => odd)], { formulas: undefined })
    assert.ok(chunks.length > 0)
    assert.ok(chunks.every(({ content }) => content.length < 10_000 && !/[\0\ud800]/u.test(content)))
  })
})
