import assert from "node:assert/strict"
import { utils, write, type BookType, type WorkBook } from "@e965/xlsx"
import { AppError } from "../../../../../shared/errors.ts"
import { blockOf, partsOf, sheetOf } from "../partsOf.ts"

const bytes = (book: WorkBook, bookType: BookType): Uint8Array =>
  new Uint8Array(write(book, { type: "array", bookType }) as ArrayBuffer)

function book(): WorkBook {
  const sheet = utils.aoa_to_sheet([
    ["Item", "Price", "When", "Paid"],
    ["Zelt Ümläut", 249.4, 46112, true],
    [null, 1],
  ])
  sheet.C2 = { t: "n", v: 46112, z: "yyyy\\-mm\\-dd" }
  sheet.D3 = { t: "e", v: 0x2a }
  sheet.B3 = { t: "n", v: 498.8, f: "B2*2" }
  sheet["!merges"] = [{ s: { r: 4, c: 0 }, e: { r: 5, c: 2 } }]
  const made = utils.book_new()
  utils.book_append_sheet(made, sheet, "Data")
  utils.book_append_sheet(made, utils.aoa_to_sheet([["x"]]), "Secret")
  made.Workbook = { Sheets: [{ Hidden: 0 }, { Hidden: 1 }] }
  return made
}

describe("readWithLibrary", () => {
  for (const bookType of ["xlsb", "biff8", "xlml"] as const)
    it(`reads values, formats, formulas, errors and sheets of ${bookType}`, async () => {
      const content = bytes(book(), bookType)
      const { values, formulas, numberFormats } = await blockOf(content)
      assert.deepEqual(values, [
        ["Item", "Price", "When", "Paid"],
        ["Zelt Ümläut", 249.4, 46112, true],
        [null, 498.8, null, "#N/A"],
      ])
      // The library writes formulas and merged cells into some of these only.
      assert.equal(formulas?.[2]?.[1], bookType === "xlml" ? "=B2*2" : undefined)
      assert.equal(numberFormats?.[1]?.[2]?.replaceAll("\\", ""), "yyyy-mm-dd")
      const parts = await partsOf(content)
      assert.deepEqual(sheetOf(parts).content.definitions.merged, bookType === "xlml" ? [] : ["A5:C6"])
      assert.deepEqual(sheetOf(parts).counts, { number: 2, date: 1, text: 5, boolean: 1, error: 1 })
      assert.ok(parts[0]?.kind === "outline")
      assert.deepEqual(parts[0].sheets, [
        { name: "Data", visibility: "visible" },
        { name: "Secret", visibility: "hidden" },
      ])
    })

  it("answers any damage to an .xls with a sentence or with cells", async () => {
    const whole = bytes(book(), "biff8")
    for (let seed = 1; seed <= 60; seed++) {
      const broken = Uint8Array.from(whole)
      for (let k = 0; k < 12; k++)
        broken[512 + ((seed * 7919 + k * 104_729) % (broken.length - 512))] = (seed * 31 + k * 17) % 256
      try {
        assert.ok((await partsOf(broken)).length > 0)
      } catch (error) {
        assert.ok(error instanceof AppError && error.code === "unreadable_file", `seed ${seed}: ${String(error)}`)
      }
    }
  })
})
