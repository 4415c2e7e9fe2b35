import assert from "node:assert/strict"
import { findBlocks } from "../../../addin/excel/findBlocks.ts"
import { formatArea } from "../../../shared/address.ts"
import { excelInNode, type OpenedExcel } from "./excelInNode.ts"

const whole = { row: 0, column: 0, rowCount: 1_048_576, columnCount: 16_384 }
const call = { signal: new AbortController().signal, onSlow: () => undefined }

describe("findBlocks", () => {
  let excel: OpenedExcel
  const sheetId = (): string => excel.workbook.activeSheet.id
  const write = (row: number, column: number): void =>
    excel.workbook.write(sheetId(), { row, column, rowCount: 1, columnCount: 1 }, [[1]])

  beforeEach(async () => {
    excel = await excelInNode([{ name: "Far", rows: [["first"]] }])
  })
  afterEach(() => excel.close())

  it("finds three cells of seventeen billion", async () => {
    write(524_288, 0)
    write(1_048_575, 16_383)
    const found = await findBlocks(sheetId(), whole, call)
    assert.deepEqual(found.map(formatArea), ["A1", "A524289", "XFD1048576"])
  })

  it("finds a row of all columns and a column of all rows", async () => {
    for (let column = 0; column < 16_384; column += 16) write(0, column)
    for (let row = 0; row < 1_048_576; row += 1024) write(row, 0)
    const found = await findBlocks(sheetId(), whole, call)
    assert.equal(
      new Set(found.map(({ row, column }) => `${Math.floor(row / 1024)} ${Math.floor(column / 16)}`)).size,
      2047,
    )
  })
})
