import assert from "node:assert/strict"
import { makeSample } from "../../../playground/sample/makeSample.ts"
import type { SimWorkbook } from "../../../playground/workbook/contract.ts"
import { isExcelError, serialToIso, type CellValue } from "../../../shared/cell.ts"
import { loadEngine } from "../workbook/loadEngine.ts"

const firstOrder = 3
const lastOrder = 212

/** Revenue of the orders by some key, summed here and not by the sheet. */
function revenueBy(workbook: SimWorkbook, key: (cells: CellValue[]) => string): Map<string, number> {
  const sums = new Map<string, number>()
  for (let row = firstOrder; row <= lastOrder; row++) {
    const cells = Array.from({ length: 10 }, (_, column) => workbook.sheets[0]?.value(row, column) ?? null)
    const revenue = Number(cells[5]) * Number(cells[6]) * (1 - Number(cells[7]))
    sums.set(key(cells), (sums.get(key(cells)) ?? 0) + revenue)
  }
  return sums
}
const largest = (sums: Map<string, number>): string | undefined => [...sums].sort(([, a], [, b]) => b - a)[0]?.[0]

describe("makeSample", () => {
  let sample: SimWorkbook
  before(() => {
    loadEngine()
    sample = makeSample()
  })

  it("makes the same workbook every time, with nothing to undo", () => {
    const text = (workbook: SimWorkbook): string[] =>
      workbook.sheets.map((sheet) => {
        const area = sheet.usedArea() ?? { rowCount: 0, columnCount: 0 }
        const rows = Array.from({ length: area.rowCount }, (_, row) =>
          Array.from({ length: area.columnCount }, (_, column) => sheet.text(row, column)).join("\t"),
        )
        return [sheet.name, ...rows].join("\n")
      })
    assert.deepEqual(text(makeSample()), text(sample))
    assert.equal(sample.canUndo, false)
    assert.deepEqual(
      sample.sheets.map(({ name }) => name),
      ["Orders", "Targets", "Expenses", "Summary", "Staff", "Notes 📝"],
    )
  })

  it("has orders whose totals agree with their rows and have one clear answer each", () => {
    const orders = sample.sheets[0]
    assert.deepEqual(
      [orders?.text(2, 8), orders?.formula(firstOrder, 8), orders?.text(lastOrder + 1, 8)],
      ["Revenue", "=F4*G4*(1-H4)", "$658,235.36"],
    )
    const regions = revenueBy(sample, (cells) => String(cells[2]))
    const total = [...regions.values()].reduce((sum, revenue) => sum + revenue, 0)
    assert.equal(total.toFixed(2), "658235.36")
    assert.equal(largest(regions), "West")
    assert.equal(largest(revenueBy(sample, (cells) => serialToIso(Number(cells[1])).slice(0, 7))), "2025-11")
  })

  it("summarises the orders by formulas that agree with sums made here", () => {
    const value = (row: number, column: number): CellValue => sample.sheetByName("Summary")?.value(row, column) ?? null
    const regions = revenueBy(sample, (cells) => String(cells[2]))
    for (let row = 8; row < 12; row++)
      assert.equal(Number(value(row, 1)).toFixed(2), regions.get(String(value(row, 0)))?.toFixed(2))
    const months = revenueBy(sample, (cells) => serialToIso(Number(cells[1])).slice(0, 7))
    for (let row = 16; row < 34; row++) {
      const month = serialToIso(Number(value(row, 0))).slice(0, 7)
      assert.equal(Number(value(row, 1)).toFixed(2), months.get(month)?.toFixed(2))
    }
  })

  it("has blanks, two repeated orders, errors, two tables on one sheet, emoji and right-to-left text", () => {
    const [orders, targets, expenses] = sample.sheets
    const ids = Array.from({ length: 210 }, (_, index) => orders?.value(firstOrder + index, 0))
    assert.equal(ids.length - new Set(ids).size, 2)
    assert.equal(ids.filter((_, index) => orders?.value(firstOrder + index, 4) === null).length, 4)
    assert.deepEqual(
      targets?.tables.map(({ name }) => name),
      ["QuarterlyTargets", "PriceList"],
    )
    const errors = new Set<CellValue>()
    for (let row = 1; row < 65; row++)
      for (const column of [5, 6]) {
        const value = expenses?.value(row, column) ?? null
        if (isExcelError(value)) errors.add(value)
      }
    assert.deepEqual([...errors].sort(), ["#DIV/0!", "#N/A"])
    assert.equal(sample.sheetByName("notes 📝")?.value(2, 0), "ملاحظة")
  })
})
