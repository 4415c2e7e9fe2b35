import assert from "node:assert/strict"
import { existsSync, readFileSync, readdirSync } from "node:fs"
import { excelErrors } from "../../shared/cell.ts"
import type { SimSheet } from "../../playground/workbook/contract.ts"
import { openFile } from "../../playground/workbook/openFile.ts"
import { SimError } from "../../playground/workbook/simError.ts"
import { loadEngine } from "../playground/workbook/loadEngine.ts"

const data = "../shared/data/"

interface ExpectedSheet {
  readonly name: string
  readonly numeric_or_date: number
  readonly text: number
  readonly bool: number
  readonly error: number
  readonly sum: number
}

// The expected sums hold serials as they stand in the file; these two files count days from 1904.
const from1904 = new Set(["calamine__tests__date_1904.xls", "readxl__inst__extdata__type-me.xls"])
// Where both readers see something else than Excel shows: text that reads like an error, and a number that is none.
const different = new Set([
  "closedxml__ClosedXML.Tests__Resource__Other__PivotTableReferenceFiles__VariousDataTypesInTableColumns__input.xlsx PivotTable",
  "poi__49761.xls Sheet0",
])

// Written by programs that do not calculate: the readers see blanks where we calculate, as Excel does.
const withoutResults = new Set([
  "readxl__tests__testthat__sheets__missing-v-node-xlsx.xlsx",
  "closedxml__ClosedXML.Tests__Resource__Examples__Tables__ResizingTables.xlsx",
  "closedxml__ClosedXML.Tests__Resource__Examples__ConditionalFormatting__CFNotError.xlsx",
  "closedxml__ClosedXML.Tests__Resource__Examples__Misc__ShiftingFormulas.xlsx",
  "closedxml__ClosedXML.Tests__Resource__Other__Charts__PreserveCharts__inputfile.xlsx",
  "closedxml__ClosedXML.Tests__Resource__Other__InlinedRichText__ChangeRichTextToFormula__output.xlsx",
])

function count(sheet: SimSheet): Omit<ExpectedSheet, "name"> {
  const counts = { numeric_or_date: 0, text: 0, bool: 0, error: 0, sum: 0 }
  const area = sheet.usedArea(true) ?? { row: 0, column: 0, rowCount: 0, columnCount: 0 }
  for (let row = area.row; row < area.row + area.rowCount; row++)
    for (let column = area.column; column < area.column + area.columnCount; column++) {
      const value = sheet.value(row, column)
      if (typeof value === "number") {
        counts.numeric_or_date++
        counts.sum += value
      } else if (typeof value === "boolean") counts.bool++
      else if ((excelErrors as readonly unknown[]).includes(value)) counts.error++
      else if (value) counts.text++
    }
  return counts
}

describe("openFile on real workbooks", function () {
  before(function () {
    loadEngine()
    if (existsSync(`${data}workbooks-expected.jsonl`)) return
    process.stdout.write("      skipped: the outside workbooks (../shared/data) are not on this machine\n")
    this.skip()
  })

  it("opens every file or says why not, and agrees with two other readers on every sheet", () => {
    const lines = readFileSync(`${data}workbooks-expected.jsonl`, "utf8").trim().split("\n")
    const expected = new Map(
      lines
        .map((line) => JSON.parse(line) as { file: string; sheets: ExpectedSheet[] })
        .map((item) => [item.file, item]),
    )
    const wrong: string[] = []
    let agreed = 0
    for (const file of readdirSync(`${data}workbooks`)) {
      const workbook = openFile(readFileSync(`${data}workbooks/${file}`), file)
      if (withoutResults.has(file)) continue
      for (const { name, numeric_or_date, text, bool, error, sum } of expected.get(file)?.sheets ?? []) {
        const sheet = workbook.sheetByName(name)
        const found = sheet && count(sheet)
        const shift = from1904.has(file) && found ? 1462 * Math.round((found.sum - sum) / 1462) : 0
        const agrees =
          found !== undefined &&
          JSON.stringify({ ...found, sum: 0 }) === JSON.stringify({ numeric_or_date, text, bool, error, sum: 0 }) &&
          Math.abs(found.sum - shift - sum) <= 1e-6 * Math.max(1, Math.abs(sum))
        if (agrees) agreed++
        if (agrees === different.has(`${file} ${name}`)) wrong.push(`${file} ${name} ${JSON.stringify(found)}`)
      }
    }
    assert.deepEqual(wrong, [])
    process.stdout.write(`      ${agreed} sheets agree, ${different.size} differ for a known reason\n`)
  })

  it("never fails on a hostile file in another way than with a sentence", () => {
    for (const file of readdirSync(`${data}hostile`).filter((name) => name !== "expect.json"))
      try {
        assert.ok(openFile(readFileSync(`${data}hostile/${file}`), file).sheets.length > 0)
      } catch (thrown) {
        assert.ok(thrown instanceof SimError, `${file}: ${String(thrown)}`)
      }
  })
})
