import assert from "node:assert/strict"
import { createWorkbook } from "../../../playground/workbook/createWorkbook.ts"
import { olderExcel } from "../../../playground/host/requirementSets.ts"
import { openExcel, openRows } from "../../support/officeInNode.ts"

const codeOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => "done",
    (error: unknown) => (error as OfficeExtension.Error).code,
  )

describe("RichApiHost", () => {
  it("refuses batches while the person types in a cell", async () => {
    const { Excel, workbook, close } = await openRows([[1]])
    workbook.cellEditMode = true
    const read = (context: Excel.RequestContext): Promise<void> => {
      context.workbook.getSelectedRange().load("values")
      return context.sync()
    }
    assert.equal(await codeOf(Excel.run(read)), "InvalidOperationInCellEditMode")
    close()
  })

  it("waits for the end of cell edit mode when the batch asks for it", async () => {
    const { Excel, workbook, close } = await openRows([[1]])
    workbook.cellEditMode = true
    const order: string[] = []
    const read = Excel.run({ delayForCellEdit: true }, async (context) => {
      const range = context.workbook.getSelectedRange()
      range.load("values")
      await context.sync()
      order.push("read")
      return range.values
    })
    await new Promise((resolve) => setTimeout(resolve, 60))
    order.push("typed")
    workbook.cellEditMode = false
    assert.deepEqual(await read, [[1]])
    assert.deepEqual(order, ["typed", "read"])
    close()
  })

  it("refuses a request and a response beyond 5 MB", async () => {
    const { Excel, workbook, close } = await openRows([[1]])
    const long = "x".repeat(30_000)
    const write = (context: Excel.RequestContext): Promise<void> => {
      context.workbook.worksheets.getActiveWorksheet().getRange("A1:A200").values = Array.from({ length: 200 }, () => [
        long,
      ])
      return context.sync()
    }
    assert.equal(await codeOf(Excel.run(write)), "RequestPayloadSizeLimitExceeded")
    assert.equal(workbook.activeSheet.value(1, 0), null)
    const area = { row: 0, column: 0, rowCount: 200, columnCount: 1 }
    workbook.write(
      workbook.activeSheet.id,
      area,
      Array.from({ length: 200 }, () => [long]),
    )
    const read = (address: string) => (context: Excel.RequestContext) => {
      context.workbook.worksheets.getActiveWorksheet().getRange(address).load("values")
      return context.sync()
    }
    assert.equal(await codeOf(Excel.run(read("A1:A200"))), "ResponsePayloadSizeLimitExceeded")
    assert.equal(await codeOf(Excel.run(read("A1:D1000000"))), "ResponsePayloadSizeLimitExceeded")
    assert.equal(await codeOf(Excel.run(read("A1:A100"))), "done")
    close()
  })

  it("gives no cell values of entire columns, of entire rows and of more than 5,000,000 cells", async () => {
    const { Excel, close } = await openRows([[1]])
    const seen = await Excel.run(async (context) => {
      const sheet = context.workbook.worksheets.getActiveWorksheet()
      const ranges = ["A:A", "1:2", "A1:F1000000"].map((address) => sheet.getRange(address))
      for (const range of ranges) range.load("address, cellCount, values, formulas, numberFormat, text")
      await context.sync()
      return ranges.map(({ address, cellCount, values, formulas, text }) => [
        address,
        cellCount,
        values,
        formulas,
        text,
      ])
    })
    assert.deepEqual(
      [...seen].map((row) => [...row]),
      [
        ["Orders!A:A", 1_048_576, null, null, null],
        ["Orders!1:2", 32_768, null, null, null],
        ["Orders!A1:F1000000", 6_000_000, null, null, null],
      ],
    )
    close()
  })

  it("says what an older Excel does not have", async () => {
    const { Office, close } = await openExcel(createWorkbook(), { requirementSets: olderExcel("1.3") })
    assert.equal(Office.context.requirements.isSetSupported("ExcelApi", "1.3"), true)
    assert.equal(Office.context.requirements.isSetSupported("ExcelApi", "1.4"), false)
    close()
  })
})
