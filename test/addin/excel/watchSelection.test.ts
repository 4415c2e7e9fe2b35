import assert from "node:assert/strict"
import type { SelectedRange } from "../../../addin/chat/spreadsheet.ts"
import { watchSelection } from "../../../addin/excel/watchSelection.ts"
import { parseAddress } from "../../../shared/address.ts"
import { excelInNode, type OpenedExcel } from "./excelInNode.ts"

const rows = [
  ["Region", "Units"],
  ["North", 10],
  ["South", 32],
]

const rethrow = (error: unknown): void => {
  throw error
}

describe("watchSelection", () => {
  let excel: OpenedExcel
  let stop: () => void
  let heard: (SelectedRange | null)[]
  let wake: () => void

  beforeEach(async () => {
    excel = await excelInNode([
      { name: "Orders", rows },
      { name: "Blank", rows: [] },
    ])
    heard = []
    wake = () => undefined
    stop = watchSelection((selection) => {
      heard.push(selection)
      wake()
    }, rethrow)
    await next(1)
  })
  afterEach(() => {
    stop()
    excel.close()
  })

  /** Waits until so many selections have been told. */
  const next = (count: number): Promise<void> =>
    heard.length >= count ? Promise.resolve() : new Promise((resolve) => (wake = resolve))

  const select = async (sheet: string, address: string): Promise<SelectedRange | null | undefined> => {
    const count = heard.length
    excel.workbook.select(excel.workbook.sheetByName(sheet)!.id, parseAddress(address))
    await next(count + 1)
    return heard.at(-1)
  }

  it("tells the sheet's new name when it is renamed", async () => {
    excel.workbook.renameSheet(excel.workbook.activeSheet.id, "Sales")
    await next(2)
    assert.equal(heard.at(-1)?.worksheet, "Sales")
  })

  it("tells the selection at once, and the table around a single cell", () => {
    assert.deepEqual(heard, [
      { worksheet: "Orders", address: "A1:B3", rowCount: 3, columnCount: 2, around: "A1", areaCount: 1 },
    ])
  })

  it("tells a new selection as it is", async () => {
    assert.deepEqual(await select("Orders", "A2:B3"), {
      worksheet: "Orders",
      address: "A2:B3",
      rowCount: 2,
      columnCount: 2,
      around: null,
      areaCount: 1,
    })
  })

  it("cuts whole columns to the used cells", async () => {
    assert.deepEqual(await select("Orders", "B:D"), {
      worksheet: "Orders",
      address: "B1:B3",
      rowCount: 3,
      columnCount: 1,
      around: null,
      areaCount: 1,
    })
  })

  it("gives one cell for a whole column of a blank sheet", async () => {
    assert.deepEqual(await select("Blank", "C:C"), {
      worksheet: "Blank",
      address: "C1",
      rowCount: 1,
      columnCount: 1,
      around: null,
      areaCount: 1,
    })
  })

  it("tells the last of several quick changes only", async () => {
    const sheet = excel.workbook.sheetByName("Orders")!.id
    excel.workbook.select(sheet, parseAddress("A1:A2"))
    excel.workbook.select(sheet, parseAddress("A1:A3"))
    await next(2)
    assert.deepEqual(
      heard.map((selection) => selection?.address),
      ["A1:B3", "A1:A3"],
    )
  })
})
