import assert from "node:assert/strict"
import { openRows, type OfficeInNode } from "../../support/officeInNode.ts"

/** What a person's code sees of an error of Office.js. */
async function refusal(work: Promise<unknown>): Promise<{ code: string; message: string; statement: string }> {
  try {
    await work
  } catch (thrown) {
    const error = thrown as OfficeExtension.Error
    return {
      code: error.code,
      message: error.message,
      statement: (error.debugInfo as { statement?: string }).statement ?? "",
    }
  }
  return assert.fail("the batch succeeded")
}

describe("executeBatch", () => {
  let office: OfficeInNode
  beforeEach(async () => {
    office = await openRows([
      ["Region", "Units"],
      ["North", 10],
    ])
  })
  afterEach(() => office.close())

  it("loads values, nested properties and collections in one batch", async () => {
    const seen = await office.Excel.run(async (context) => {
      const range = context.workbook.worksheets.getItem("orders").getRange("A1:B2")
      range.load("address, values, worksheet/name, format/font/bold")
      const { worksheets } = context.workbook
      worksheets.load("items/name")
      await context.sync()
      return [range.address, range.values, range.worksheet.name, range.format.font.bold, worksheets.items[0]?.name]
    })
    assert.deepEqual(seen, [
      "Orders!A1:B2",
      [
        ["Region", "Units"],
        ["North", 10],
      ],
      "Orders",
      false,
      "Orders",
    ])
  })

  it("loads every plain property when none is named, and what toJSON shows of it", async () => {
    const json = await office.Excel.run(async (context) => {
      const sheet = context.workbook.worksheets.getActiveWorksheet()
      sheet.load()
      await context.sync()
      const { name, position, visibility } = sheet.toJSON()
      return { name, position, visibility }
    })
    assert.deepEqual(json, { name: "Orders", position: 0, visibility: "Visible" })
  })

  it("skips and limits the items of a collection", async () => {
    office.workbook.addSheet("Second")
    office.workbook.addSheet("Third")
    const names = await office.Excel.run(async (context) => {
      const { worksheets } = context.workbook
      worksheets.load({ select: "items/name", top: 1, skip: 1 })
      await context.sync()
      return worksheets.items.map((sheet) => sheet.name)
    })
    assert.deepEqual([...names], ["Second"])
  })

  it("gives null objects for what is not there", async () => {
    const seen = await office.Excel.run(async (context) => {
      const none = context.workbook.worksheets.getItemOrNullObject("Nope")
      const noRange = none.getUsedRangeOrNullObject()
      none.load("name")
      noRange.load("address")
      await context.sync()
      return [none.isNullObject, noRange.isNullObject]
    })
    assert.deepEqual(seen, [true, true])
  })

  it("keeps ranges of an earlier batch", async () => {
    const seen = await office.Excel.run(async (context) => {
      const range = context.workbook.getSelectedRange()
      await context.sync()
      office.workbook.select(office.workbook.activeSheet.id, { row: 5, column: 5, rowCount: 1, columnCount: 1 })
      range.load("address")
      await context.sync()
      return range.address
    })
    assert.equal(seen, "Orders!A1")
  })

  it("releases tracked ranges at the end of a run", async () => {
    await office.Excel.run((context) => {
      context.workbook.getSelectedRange().load("address")
      return context.sync()
    })
    const count = await office.Excel.run(async (context) => {
      const workbook = context.workbook as unknown as { _GetReferenceCount(): OfficeExtension.ClientResult<number> }
      const result = workbook._GetReferenceCount()
      await context.sync()
      return result.value
    })
    assert.equal(count, 0)
  })

  it("sets nested properties with set()", async () => {
    await office.Excel.run((context) => {
      context.workbook.worksheets
        .getItem("Orders")
        .getRange("A1")
        .set({ values: [["Area"]], format: { font: { bold: true }, fill: { color: "#FFFF00" } } })
      return context.sync()
    })
    const { activeSheet } = office.workbook
    assert.equal(activeSheet.value(0, 0), "Area")
    assert.deepEqual(
      { bold: activeSheet.style(0, 0).bold, fill: activeSheet.style(0, 0).fill },
      { bold: true, fill: "#FFFF00" },
    )
  })

  it("names the failing statement, and keeps what the batch did before it", async () => {
    const error = await refusal(
      office.Excel.run((context) => {
        const sheet = context.workbook.worksheets.getItem("Orders")
        sheet.getRange("B2").values = [[11]]
        context.workbook.worksheets.getItem("Nope").load("name")
        sheet.getRange("B2").values = [[12]]
        return context.sync()
      }),
    )
    assert.deepEqual(error, {
      code: "ItemNotFound",
      message: "The requested resource doesn't exist.",
      statement: "var worksheet1 = worksheets.getItem(...);",
    })
    assert.equal(office.workbook.activeSheet.value(1, 1), 11)
  })

  it("takes a long write, which Office.js splits, as one step", async () => {
    const values = Array.from({ length: 1000 }, (_, row) => [row, row + 1])
    const formats = Array.from({ length: 1000 }, (_, row) => (row < 900 ? ["0.0", "0.0"] : ["0%", "@"]))
    await office.Excel.run(async (context) => {
      const range = context.workbook.worksheets.getItem("Orders").getRange("D1:E1000")
      range.values = values
      range.numberFormat = formats
      await context.sync()
    })
    const { activeSheet } = office.workbook
    assert.deepEqual([activeSheet.value(0, 3), activeSheet.value(999, 4)], [0, 1000])
    assert.deepEqual(
      [activeSheet.style(899, 4), activeSheet.style(900, 3), activeSheet.style(999, 4)].map(
        (style) => style.numberFormat,
      ),
      ["0.0", "0%", "@"],
    )
    for (let step = 0; step < 3; step++) office.workbook.undo()
    assert.equal(activeSheet.style(0, 3).numberFormat, undefined)
    assert.equal(activeSheet.value(999, 4), 1000)
    office.workbook.undo()
    assert.deepEqual([activeSheet.value(0, 3), activeSheet.value(999, 4)], [null, null])
  })

  it("fails loudly, by name, for a member it does not have", async () => {
    const members = [
      await refusal(
        office.Excel.run((context) => {
          context.workbook.worksheets.getActiveWorksheet().pageLayout.load("orientation")
          return context.sync()
        }),
      ),
      await refusal(
        office.Excel.run((context) => {
          context.workbook.functions.sum(context.workbook.getSelectedRange()).load("value")
          return context.sync()
        }),
      ),
      await refusal(
        office.Excel.run((context) => {
          context.workbook.getSelectedRange().showCard()
          return context.sync()
        }),
      ),
      await refusal(
        office.Excel.run((context) => {
          context.workbook.worksheets.getActiveWorksheet().onSingleClicked.add(() => Promise.resolve())
          return context.sync()
        }),
      ),
    ]
    assert.deepEqual(
      members.map(({ code, message }) => [code, message]),
      [
        ["ApiNotFound", "Excel.Worksheet.pageLayout is not implemented in the simulated Excel"],
        ["ApiNotFound", "Excel.Workbook.functions is not implemented in the simulated Excel"],
        ["ApiNotFound", "Excel.Range.showCard is not implemented in the simulated Excel"],
        ["ApiNotFound", "Excel.Worksheet.onSingleClicked is not implemented in the simulated Excel"],
      ],
    )
  })

  it("refuses bad addresses, sizes and cell values as invalid arguments", async () => {
    const codes: string[] = []
    const attempts: ((sheet: Excel.Worksheet) => void)[] = [
      (sheet) => void sheet.getRange("not an address").load("values"),
      (sheet) => void sheet.getRange("XFE1").load("values"),
      (sheet) => void sheet.getRange("A1").getOffsetRange(-1, 0).load("values"),
      (sheet) => void (sheet.getRange("A1:B2").values = [[1]]),
      (sheet) => void (sheet.getRange("A1").values = [[{ a: 1 }]]),
      (sheet) => void (sheet.getRange("A1").format.fill.color = "no colour"),
    ]
    for (const attempt of attempts)
      codes.push(
        (
          await refusal(
            office.Excel.run((context) => {
              attempt(context.workbook.worksheets.getItem("Orders"))
              return context.sync()
            }),
          )
        ).code,
      )
    assert.deepEqual(
      codes,
      Array.from({ length: 6 }, () => "InvalidArgument"),
    )
    assert.equal(office.workbook.activeSheet.value(0, 0), "Region")
  })

  it("does not let a batch reach what is not Excel's", async () => {
    const error = await refusal(
      office.Excel.run((context) => {
        const range = context.workbook.getSelectedRange() as unknown as { load(name: string): void }
        range.load("constructor, host")
        return context.sync()
      }),
    )
    assert.equal(error.message, "Excel.Range.constructor is not implemented in the simulated Excel")
  })

  it("refuses ranges of a sheet that has been deleted", async () => {
    office.workbook.addSheet("Second")
    const error = await refusal(
      office.Excel.run(async (context) => {
        const range = context.workbook.worksheets.getItem("Second").getRange("A1")
        await context.sync()
        office.workbook.deleteSheet(office.workbook.sheetByName("Second")?.id ?? "")
        range.load("values")
        await context.sync()
      }),
    )
    assert.equal(error.code, "InvalidReference")
  })
})
