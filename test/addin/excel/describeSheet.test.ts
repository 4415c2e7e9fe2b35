import assert from "node:assert/strict"
import { describeSheet } from "../../../addin/excel/describeSheet.ts"
import { sheetRevisions } from "../../../addin/excel/sheetRevisions.ts"
import { excelInNode, type OpenedExcel } from "./excelInNode.ts"

const rethrow = (error: unknown): void => {
  throw error
}

describe("describeSheet", () => {
  let excel: OpenedExcel
  beforeEach(async () => {
    excel = await excelInNode([
      {
        name: "Orders",
        rows: [
          ["Region", "Units"],
          ["North", 10],
          ["Sum", "=B2"],
        ],
      },
      { name: "Pay 'n' roll", rows: [[1]] },
      { name: "Blank", rows: [] },
    ])
  })
  afterEach(() => excel.close())

  const sheetId = (name: string): string => excel.workbook.sheetByName(name)!.id

  it("tells a sheet's used cells, and nothing of a sheet without any", async () => {
    const mark = (id: string): string => `mark of ${id}`
    assert.deepEqual(await describeSheet("Orders", mark), {
      worksheet: "Orders",
      address: "A1:B3",
      revision: `mark of ${sheetId("Orders")}`,
    })
    assert.equal((await describeSheet("Pay 'n' roll", mark))?.address, "A1")
    assert.equal(await describeSheet("Blank", mark), null)
    await assert.rejects(describeSheet("Gone", mark), { code: "not_found" })
  })

  it("gives a sheet another mark after each change of it, and leaves the others alone", async () => {
    const revisionOf = sheetRevisions(rethrow)
    const marks = async (): Promise<(string | undefined)[]> =>
      Promise.all(["Orders", "Pay 'n' roll"].map(async (name) => (await describeSheet(name, revisionOf))?.revision))
    await marks() // the events are on from here
    const before = await marks()
    assert.deepEqual(await marks(), before)
    assert.notEqual(before[0], before[1])
    excel.workbook.type(sheetId("Orders"), 1, 1, "11")
    const typed = await marks()
    assert.notEqual(typed[0], before[0])
    assert.equal(typed[1], before[1])
  })
})
