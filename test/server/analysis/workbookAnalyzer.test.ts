import assert from "node:assert/strict"
import type { WorkerAnalyzer } from "../../../server/analysis/workerAnalyzer.ts"
import { sharedAnalyzer } from "../../support/sharedAnalyzer.ts"
import type { Chunk } from "../../../server/tables/chunks/chunk.ts"
import type { CellValue } from "../../../shared/cell.ts"
import { sheetOf } from "./sheetOf.ts"

const never = new AbortController().signal
const orders: CellValue[][] = [
  ["Region", "Product", "Revenue"],
  ["West", "Hats", 1],
  ["East", "Coats", 2],
]

describe("createWorkbookAnalyzer", () => {
  let analyzer: WorkerAnalyzer
  before(async () => {
    analyzer = sharedAnalyzer()
    await analyzer.ready()
  })
  after(() => analyzer.close())

  it("finds the tables of a sheet and asks one of them like a selected range, reading the blocks once", async () => {
    const sheet = sheetOf("Orders", orders)
    const layout = await analyzer.workbooks.layout("book", sheet, never)
    const [table] = layout.tables
    assert.ok(table)
    assert.equal(table.address, "A1:C3")
    const opened = await analyzer.workbooks.openTable("book", sheet, table, never)
    assert.equal(opened.table.tableAddress, "A1:C3")
    assert.equal((await opened.profile(never)).columns[2]?.statistics?.sum, 3)
    const result = await opened.query({ aggregates: [{ function: "sum", column: "Revenue" }] }, never)
    assert.deepEqual(result.rows[0]?.values, [3])
    await opened.close()
    assert.equal(sheet.reads, 1)
  })

  it("finds the chunks of a sheet's tables and of the cells beside them", async () => {
    const sheet = sheetOf("Orders", [...orders, [], [], [], ["Prices without tax"]])
    const layout = await analyzer.workbooks.layout("book", sheet, never)
    const chunks: Chunk[] = []
    for await (const some of analyzer.workbooks.chunks("book", sheet, layout, never)) chunks.push(...some)
    assert.ok(chunks.some(({ type, tableAddress }) => type === "data" && tableAddress === "A1:C3"))
    assert.ok(chunks.some(({ content }) => content.includes("Prices without tax")))
  })

  it("runs SQL over the tables of several sheets, reading those alone that it names", async () => {
    const [first, second, third] = [
      await named("Orders", [...orders, ["west", "Caps", 3.5]]),
      await named("Owners", [
        ["Region", "Owner", "Since"],
        ["West", "Ann", 2019],
        ["East", "Bob", 2020],
      ]),
      await named("Other", orders),
    ]
    const result = await analyzer.workbooks.query(
      "sql book",
      [first, second, third],
      "select Owner, sum(Revenue) as total from Orders join Owners using (Region) group by Owner order by Owner",
      never,
    )
    assert.deepEqual(result.rows, [
      ["Ann", 4.5],
      ["Bob", 2],
    ])
    assert.deepEqual(
      result.columns.map(({ name, ranges }) => [name, ...ranges.map(({ sheet, address }) => `${sheet}!${address}`)]),
      [
        ["Owner", "Owners!B2:B3"],
        ["total", "Orders!C2:C4"],
      ],
    )
    assert.deepEqual([first.sheet.reads, second.sheet.reads, third.sheet.reads], [1, 1, 0])
  })

  it("sees another workbook's tables under no name, though they are held in the same process", async () => {
    const mine = await named("Orders", orders)
    const theirs = await named("Salaries", orders)
    await analyzer.workbooks.query("theirs", [theirs], "select * from Salaries", never)
    for (const name of [
      "Salaries",
      "table_1",
      "memory.main.table_1",
      "main.table_2",
      "table_1_cells",
      "theirs.Salaries",
    ])
      await assert.rejects(
        analyzer.workbooks.query("mine", [mine], `select * from ${name}`, never),
        { code: "invalid_request", message: `There is no table ${name}. Tables: Orders.` },
        name,
      )
  })

  it("goes by the key: cells that changed are read again under another", async () => {
    const sum = async (key: string, revenue: number): Promise<unknown> => {
      const table = await named("Orders", [...orders, ["North", "Hats", revenue]], key)
      return (await analyzer.workbooks.query("edited", [table], "select sum(Revenue) from Orders", never)).rows[0]?.[0]
    }
    assert.equal(await sum("Orders revision 1", 10), 13)
    assert.equal(await sum("Orders revision 2", 20), 23)
    assert.equal(await sum("Orders revision 1", 10), 13)
  })

  it("gives after any edits what a fresh reading gives", async () => {
    let seed = 7
    const random = (below: number): number => (seed = (seed * 16_807) % 2_147_483_647) % below
    const rows = [...orders.slice(0, 1), ...Array.from({ length: 40 }, (_, i): CellValue[] => [`R${i % 5}`, "Hats", i])]
    const sql = "select Region, sum(Revenue), count(*) from Orders group by Region order by 1, 2"
    for (let round = 0; round < 8; round++) {
      for (let edit = 0; edit < 3; edit++) rows[1 + random(40)] = [`R${random(7)}`, "Caps", random(100) / 4]
      if (random(2) === 0) rows.push([`R${random(5)}`, "Hats", random(50)])
      const edited = await named("Orders", rows.slice(), `edited ${round}`)
      const fresh = await named("Orders", rows.slice(), `fresh ${round}`)
      const after = await analyzer.workbooks.query("edited again", [edited], sql, never)
      assert.deepEqual(after.rows, (await analyzer.workbooks.query(`fresh ${round}`, [fresh], sql, never)).rows)
      const expected = rows.slice(1).reduce((sum, row) => sum + Number(row[2]), 0)
      assert.equal(
        after.rows.reduce((sum, row) => sum + Number(row[1]), 0),
        expected,
      )
      analyzer.workbooks.forget(fresh.sheet.workbook)
    }
  })

  it("reads a sheet once more when its worker crashes, and a table that was open in it", async () => {
    const table = await named("Orders", orders)
    const opened = await analyzer.workbooks.openTable("crashed", table.sheet, table.table, never)
    await assert.rejects(
      analyzer.workbooks.query("crashed", [table], "select len(range(400000000)) from Orders", never),
      {
        code: "range_too_large",
      },
    )
    const result = await opened.query({ aggregates: [{ function: "sum", column: "Revenue" }] }, never)
    assert.deepEqual(result.rows[0]?.values, [3])
    assert.equal(table.sheet.reads, 2)
    await opened.close()
  })

  it("drops what it held of a workbook that was deleted", async () => {
    const table = await named("Orders", orders)
    await analyzer.workbooks.query("deleted", [table], "select count(*) from Orders", never)
    analyzer.workbooks.forget(table.sheet.workbook)
    await analyzer.workbooks.query("deleted", [table], "select count(*) from Orders", never)
    assert.equal(table.sheet.reads, 2)
  })

  it("drops it in the home of another workbook too, and nothing else there", async () => {
    const [mine, theirs] = [await named("Orders", orders), await named("Owners", orders)]
    const sql = "select count(*) from Orders, Owners"
    await analyzer.workbooks.query("home", [mine, theirs], sql, never)
    analyzer.workbooks.forget(theirs.sheet.workbook)
    assert.deepEqual((await analyzer.workbooks.query("home", [mine, theirs], sql, never)).rows, [[4]])
    assert.deepEqual([mine.sheet.reads, theirs.sheet.reads], [1, 2])
  })

  it("keeps nothing of a workbook that is deleted while it is read", async () => {
    const { sheet } = await named("Orders", orders)
    const deleting: typeof sheet = {
      ...sheet,
      async *blocks(signal) {
        analyzer.workbooks.forget(sheet.workbook)
        yield* sheet.blocks(signal)
      },
    }
    await assert.rejects(analyzer.workbooks.layout("home", deleting, never), { code: "not_found" })
    await analyzer.workbooks.layout("home", sheet, never)
    assert.equal(sheet.reads, 2)
  })

  it("ends SQL that takes all the memory, and answers the next question", async () => {
    const table = await named("Orders", orders)
    await assert.rejects(
      analyzer.workbooks.query("greedy", [table], "select len(range(400000000)) from Orders", never),
      {
        code: "range_too_large",
      },
    )
    const after = await analyzer.workbooks.query("greedy", [table], "select count(*) from Orders", never)
    assert.deepEqual(after.rows, [[2]])
  })

  async function named(name: string, rows: CellValue[][], key?: string) {
    const sheet = sheetOf(name, rows, key === undefined ? {} : { key })
    const { tables } = await analyzer.workbooks.layout("layouts", sheet, never)
    assert.ok(tables[0])
    analyzer.workbooks.forget(sheet.workbook)
    sheet.reads = 0
    return { name, sheet, table: tables[0] }
  }
})
