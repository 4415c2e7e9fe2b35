import assert from "node:assert/strict"
import { fileSheet } from "../../../addin/chat/fileSheet.ts"

describe("fileSheet", () => {
  it("tells the file and its sheet, also where the file's name holds brackets", () => {
    assert.deepEqual(fileSheet("[Budget.xlsx]Orders"), { file: "Budget.xlsx", sheet: "Orders" })
    assert.deepEqual(fileSheet("[Budget [1].xlsx]Q1 '25"), { file: "Budget [1].xlsx", sheet: "Q1 '25" })
  })

  it("takes any other name for a sheet of the open workbook", () => {
    for (const name of ["Orders", "", "[]x", "[x]", undefined]) assert.equal(fileSheet(name), undefined, name)
  })
})
