import assert from "node:assert/strict"
import { readRange } from "../../../addin/excel/readRange.ts"
import { parseAddress } from "../../../shared/address.ts"
import { excelInNode, type OpenedExcel } from "./excelInNode.ts"

describe("readRange", () => {
  let excel: OpenedExcel | undefined
  afterEach(() => {
    excel?.close()
    excel = undefined
    Reflect.deleteProperty(globalThis, "Excel")
  })

  it("reads values, formulas and number formats, with null for blank cells", async () => {
    excel = await excelInNode([
      {
        name: "Orders",
        rows: [
          ["Region", "Units"],
          ["North", 10],
          [null, true],
        ],
      },
    ])
    assert.deepEqual(await readRange("Orders", "A1:B3"), {
      worksheet: "Orders",
      address: "A1:B3",
      values: [
        ["Region", "Units"],
        ["North", 10],
        [null, true],
      ],
      formulas: [
        ["Region", "Units"],
        ["North", 10],
        [null, true],
      ],
      numberFormats: [
        ["General", "General"],
        ["General", "General"],
        ["General", "General"],
      ],
    })
  })

  it("reads a range larger than one block in blocks and tells which one", async () => {
    const rows = Array.from({ length: 45_000 }, (_, row) => [row])
    excel = await excelInNode([{ name: "Long", rows }])
    const labels: string[] = []
    const content = await readRange("Long", "A1:A45000", { onWaiting: ({ label }) => labels.push(label) })
    assert.deepEqual(labels, [
      "Reading Long, 1 of 3 blocks",
      "Reading Long, 2 of 3 blocks",
      "Reading Long, 3 of 3 blocks",
    ])
    assert.equal(content.values.length, 45_000)
    assert.deepEqual(content.values[44_999], [44_999])
    assert.deepEqual(content.values[20_000], [20_000])
  })

  it("reads a block of long texts in parts, because Excel on the web cuts replies at 5 MB", async () => {
    const text = (row: number): string => `${row} ${"x".repeat(2_000)}`
    excel = await excelInNode([{ name: "Texts", rows: Array.from({ length: 3_000 }, (_, row) => [text(row)]) }])
    const { values } = await readRange("Texts", "A1:A3000")
    assert.equal(values.length, 3_000)
    assert.equal(
      values.every(([value], row) => value === text(row)),
      true,
    )
  })

  it("waits until the cell is no longer edited", async () => {
    excel = await excelInNode([{ name: "Orders", rows: [["x"]] }])
    const { workbook } = excel
    workbook.cellEditMode = true
    setTimeout(() => (workbook.cellEditMode = false), 100)
    const content = await readRange("Orders", "A1")
    assert.deepEqual(content.values, [["x"]])
  })

  it("can be stopped while it waits for a cell that is edited", async () => {
    excel = await excelInNode([{ name: "Orders", rows: [["x"]] }])
    excel.workbook.cellEditMode = true
    const stop = new AbortController()
    setTimeout(() => stop.abort(), 50)
    await assert.rejects(readRange("Orders", "A1", { signal: stop.signal }), { code: "cancelled" })
    excel.workbook.cellEditMode = false
  })

  it("says which sheet is gone", async () => {
    excel = await excelInNode([{ name: "Orders", rows: [["x"]] }])
    await assert.rejects(readRange("Sales", "A1:B2"), {
      code: "not_found",
      message: 'A1:B2 on the sheet "Sales" is no longer in the workbook.',
    })
  })

  it("halves a block that Excel refuses for its size", async () => {
    const read = excelWithReplyLimit(2, "refuses")
    const content = await readRange("Wide", "A1:C3")
    assert.deepEqual(content.values, [
      ["A1", "B1", "C1"],
      ["A2", "B2", "C2"],
      ["A3", "B3", "C3"],
    ])
    assert.deepEqual(read, ["A1:C3", "A1:C1", "A1", "B1:C1", "A2:C3", "A2:C2", "A2", "B2:C2", "A3:C3", "A3", "B3:C3"])
  })

  it("halves a block that comes back as null, so that no unread cell passes for a blank one", async () => {
    excelWithReplyLimit(1, "nulls")
    const content = await readRange("Wide", "A1:B2")
    assert.deepEqual(content.values, [
      ["A1", "B1"],
      ["A2", "B2"],
    ])
    assert.deepEqual(content.numberFormats, [
      ["0", "0"],
      ["0", "0"],
    ])
  })

  it("fails with the cell's address when not even one cell is handed over", async () => {
    excelWithReplyLimit(0, "nulls")
    await assert.rejects(readRange("Wide", "A1:B1"), {
      code: "excel_failed",
      message: "Excel did not hand over the cell A1 of Wide.",
    })
  })
})

/** An Excel that hands over at most `cells` cells at once, each holding its own address; returns the addresses that were asked for. */
function excelWithReplyLimit(cells: number, otherwise: "refuses" | "nulls"): string[] {
  const asked: string[] = []
  const rangeAt = (address: string) => {
    asked.push(address)
    const { row, column, rowCount, columnCount } = parseAddress(address)
    const fits = rowCount * columnCount <= cells
    if (!fits && otherwise === "refuses")
      throw Object.assign(new Error("too large"), { code: "ResponsePayloadSizeLimitExceeded" })
    const matrix = (cell: (r: number, c: number) => string) =>
      Array.from({ length: rowCount }, (_, r) =>
        Array.from({ length: columnCount }, (__, c) => (fits ? cell(row + r, column + c) : null)),
      )
    const values = matrix((r, c) => String.fromCharCode(65 + c) + String(r + 1))
    return { load: () => undefined, values, formulas: values, numberFormat: matrix(() => "0") }
  }
  const context = {
    workbook: { worksheets: { getItem: () => ({ getRange: rangeAt }) } },
    sync: () => Promise.resolve(),
  }
  const run = async (_options: unknown, batch: (given: typeof context) => Promise<unknown>) => batch(context)
  Object.assign(globalThis, { Excel: { run } })
  return asked
}
