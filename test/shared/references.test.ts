import assert from "node:assert/strict"
import { mapReferences, referenceText, renameSheetIn } from "../../shared/references.ts"

const found = (formula: string): string[] => {
  const all: string[] = []
  mapReferences(formula, (reference) => {
    all.push(referenceText(reference))
    return undefined
  })
  return all
}

describe("mapReferences", () => {
  it("finds cells, ranges, columns and rows with their sheets", () => {
    assert.deepEqual(found("=A1+$B$2:C$3*SUM(D:E)-SUM($4:5)"), ["A1", "$B$2:C$3", "D:E", "$4:5"])
    assert.deepEqual(found("=Orders!A1+'My ''26'!B2:B3"), ["Orders!A1", "'My ''26'!B2:B3"])
  })
  it("leaves text, functions, names, tables and other workbooks alone", () => {
    assert.deepEqual(found('="A1"&LOG10(2)&TAXES2026&A1B&Sales[A1]&Sales[[#All],[B2]]&[1]Sheet1!C3'), [])
    assert.deepEqual(found("='[Other.xlsx]Sheet1'!A1+Jan:Dec!B2+_A1"), [])
    assert.deepEqual(found("=XFE1+A1048577+A0"), [])
  })
  it("replaces what the callback gives", () => {
    assert.equal(
      mapReferences('=A1+"A1"+A10', ({ first }) => (first.row === 0 ? "#REF!" : undefined)),
      '=#REF!+"A1"+A10',
    )
  })
})

describe("renameSheetIn", () => {
  it("writes the new name, quoted when it must be", () => {
    assert.equal(
      renameSheetIn("=Data!A1+Data2!A1+DATA!B1:B2", "Data", "Raw data"),
      "='Raw data'!A1+Data2!A1+'Raw data'!B1:B2",
    )
  })
  it("writes #REF! for a sheet that is gone", () => {
    assert.equal(renameSheetIn("=SUM('My Sheet'!A1:A9)*2", "my sheet", undefined), "=SUM(#REF!)*2")
  })
})
