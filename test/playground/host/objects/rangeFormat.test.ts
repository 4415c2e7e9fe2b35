import assert from "node:assert/strict"
import { openRows } from "../../../support/officeInNode.ts"

describe("RangeFormat", () => {
  it("sets and reads fill, font, alignment, borders and sizes", async () => {
    const { Excel, workbook, close } = await openRows([["Region", "Units"]])
    const seen = await Excel.run(async (context) => {
      const { format } = context.workbook.worksheets.getItem("Orders").getRange("A1:B1")
      format.fill.color = "yellow"
      format.font.set({ bold: true, color: "#FF0000", size: 14, name: "Arial" })
      format.horizontalAlignment = "Center"
      format.wrapText = true
      format.columnWidth = 75
      format.rowHeight = 30
      format.borders.getItem("EdgeBottom").style = "Continuous"
      format.borders.getItem("EdgeBottom").color = "#0000FF"
      await context.sync()
      format.load("horizontalAlignment, wrapText, columnWidth, rowHeight, fill/color, font/bold, font/size, font/name")
      const bottom = format.borders.getItem("EdgeBottom")
      const top = format.borders.getItem("EdgeTop")
      bottom.load("style, color, sideIndex")
      top.load("style")
      await context.sync()
      const { fill, font, horizontalAlignment, wrapText, columnWidth, rowHeight } = format
      return [
        [fill.color, font.bold, font.size, font.name],
        [horizontalAlignment, wrapText, columnWidth, rowHeight],
        [bottom.sideIndex, bottom.style, bottom.color, top.style],
      ]
    })
    assert.deepEqual(seen, [
      ["#FFFF00", true, 14, "Arial"],
      ["Center", true, 75, 30],
      ["EdgeBottom", "Continuous", "#0000FF", "None"],
    ])
    assert.equal(workbook.activeSheet.columnWidth(0), 100)
    assert.equal(workbook.activeSheet.style(0, 1).borders?.bottom?.color, "#0000FF")
    close()
  })

  it("fits columns to their texts and rows to fonts and wrapped lines", async () => {
    const { Excel, workbook, close } = await openRows([
      ["Region", "A much longer heading than that"],
      ["x", "y"],
    ])
    await Excel.run(async (context) => {
      const sheet = context.workbook.worksheets.getItem("Orders")
      const { format } = sheet.getRange("A1:B2")
      format.autofitColumns()
      sheet.getRange("A2").format.font.size = 28
      sheet.getRange("B1").format.wrapText = true
      sheet.getRange("B1").format.columnWidth = 45
      format.autofitRows()
      await context.sync()
    })
    const { activeSheet } = workbook
    assert.equal(activeSheet.columnWidth(0), 54) // six letters of 7 pixels and 12 beside them
    assert.deepEqual([activeSheet.rowHeight(0), activeSheet.rowHeight(1), activeSheet.rowHeight(2)], [65, 44, 20])
    close()
  })

  it("reads null where cells differ, and the plain style of untouched cells", async () => {
    const { Excel, close } = await openRows([["Region", "Units"]])
    const seen = await Excel.run(async (context) => {
      const sheet = context.workbook.worksheets.getItem("Orders")
      sheet.getRange("A1").format.font.bold = true
      const both = sheet.getRange("A1:B1").format
      const plain = sheet.getRange("Z99").format
      both.load("font/bold, font/italic")
      plain.load("fill/color, font/color, font/name, font/size, verticalAlignment")
      await context.sync()
      return [
        both.font.bold,
        both.font.italic,
        plain.fill.color,
        plain.font.color,
        plain.font.name,
        plain.font.size,
        plain.verticalAlignment,
      ]
    })
    assert.deepEqual(seen, [null, false, "#FFFFFF", "#000000", "Calibri", 11, "Bottom"])
    close()
  })

  it("clears a fill", async () => {
    const { Excel, workbook, close } = await openRows([["Region"]])
    await Excel.run(async (context) => {
      const { fill } = context.workbook.worksheets.getItem("Orders").getRange("A1").format
      fill.color = "#112233"
      await context.sync()
      fill.clear()
      await context.sync()
    })
    assert.equal(workbook.activeSheet.style(0, 0).fill, undefined)
    close()
  })
})
