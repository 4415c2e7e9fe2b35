import assert from "node:assert/strict"
import { existsSync, readdirSync, readFileSync } from "node:fs"
import xlsx from "@e965/xlsx"
import { profileTable } from "../../../server/analysis/profileTable.ts"
import { readTable } from "../../../server/tables/readTable.ts"
import { GridBuilder } from "../../../server/tables/grid.ts"
import type { Table } from "../../../server/tables/table.ts"
import { rangeProfileSchema } from "../../../shared/profile.ts"
import { rangeContentSchema, type RangeContent } from "../../../shared/workbook.ts"

const folder = "../shared/data/workbooks/"
const cellsRead = 20_000

/** What the pane would send for the used range of each sheet with values, cut after some rows. */
function sheetsOf(file: string): RangeContent[] {
  const book = xlsx.read(readFileSync(folder + file), { cellNF: true, sheetRows: 500 })
  return book.SheetNames.flatMap((name) => {
    const sheet = book.Sheets[name]
    if (!sheet?.["!ref"]) return []
    const { s, e } = xlsx.utils.decode_range(sheet["!ref"])
    const end = { c: Math.min(e.c, s.c + 40), r: Math.min(e.r, s.r + cellsRead / 40) }
    const cells = Array.from({ length: end.r - s.r + 1 }, (_, r) =>
      Array.from({ length: end.c - s.c + 1 }, (_, c) => {
        const address = xlsx.utils.encode_cell({ r: s.r + r, c: s.c + c })
        return sheet[address] as xlsx.CellObject | undefined
      }),
    )
    const parsed = rangeContentSchema.safeParse({
      worksheet: name,
      address: xlsx.utils.encode_range({ s, e: end }),
      values: cells.map((row) => row.map((cell) => (cell?.t === "e" ? (cell.w ?? "#N/A") : (cell?.v ?? null)))),
      formulas: cells.map((row) => row.map((cell) => (cell?.f ? `=${cell.f}` : (cell?.v ?? null)))),
      numberFormats: cells.map((row) => row.map((cell) => String(cell?.z ?? "General"))),
    })
    const hasValue = parsed.success && parsed.data.values.some((row) => row.some((value) => value !== null))
    return hasValue ? [parsed.data] : []
  })
}

function read(range: RangeContent): Table {
  const builder = new GridBuilder()
  builder.add(range)
  return readTable(builder.build())
}

describe("real workbooks", () => {
  before(function () {
    if (existsSync(folder)) return
    process.stdout.write("    skipped: ../shared/data/workbooks is not here\n")
    this.skip()
  })

  const expected = [
    // file, sheet, table, header row, totals rows, first columns
    ["poi__45538_classic_Header.xls", "Top Five Industries", "A6:C13", 6, [14], "Industry:text"],
    ["poi__45538_classic_Header.xls", "Top Six Functions", "A6:C14", 6, [15], "Function:text"],
    ["poi__15228.xls", "WeightedNCC0", "A8:G44", 8, [45], "Incurred Month:date"],
    ["calamine__tests__temperature-in-middle.xlsx", "Sheet1", "B4:C6", 4, [], "label:text"],
    ["calamine__tests__table-multiple.xlsx", "Sheet1", "A1:C5", 1, [], "Item:integer"],
  ] as const

  for (const [file, sheet, tableAddress, headerRow, totalsRows, first] of expected)
    it(`finds the table on ${sheet} of ${file}`, () => {
      const range = sheetsOf(file).find((each) => each.worksheet === sheet)
      assert.ok(range)
      const { shape } = read(range)
      assert.deepEqual(
        [shape.tableAddress, shape.headerRow, shape.totalsRows, `${shape.columns[0]?.name}:${shape.columns[0]?.kind}`],
        [tableAddress, headerRow, totalsRows, first],
      )
    })

  it("profiles a sample of all of them, and every profile is well formed", function () {
    const files = readdirSync(folder).filter((_, i) => i % 12 === 0)
    let sheets = 0
    for (const file of files)
      for (const range of sheetsOf(file)) {
        const profile = profileTable(read(range))
        assert.deepEqual(rangeProfileSchema.parse(JSON.parse(JSON.stringify(profile))), profile, file)
        for (const column of profile.columns)
          assert.equal(column.count + column.missing + column.errors, profile.rowCount, `${file} ${column.name}`)
        sheets++
      }
    assert.ok(sheets > 30, `only ${sheets} sheets were read`)
  })
})
