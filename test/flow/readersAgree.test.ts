import assert from "node:assert/strict"
import { existsSync, readFileSync } from "node:fs"
import { partsOf, type SheetPart } from "../server/files/parse/partsOf.ts"

const data = "../shared/data/"

interface Expected {
  readonly file: string
  readonly sheets: readonly {
    readonly name: string
    readonly numeric_or_date: number
    readonly dates: number
    readonly text: number
    readonly bool: number
    readonly error: number
    readonly sum: number
  }[]
}

const is1904 = "dates count from 1904: the expected sum has the serials of the file, ours those of 1900"
const explained: Readonly<Record<string, string>> = {
  "calamine__tests__date_1904.xls Sheet1": is1904,
  "readxl__inst__extdata__type-me.xls logical_coercion": is1904,
  "readxl__inst__extdata__type-me.xls numeric_coercion": is1904,
  "readxl__inst__extdata__type-me.xls date_coercion": is1904,
  "readxl__inst__extdata__type-me.xls text_coercion": is1904,
  "poi__49761.xls Sheet0": "the number is none (NaN), which Excel shows as #NUM!",
}

describe("workbooks of others", function () {
  this.timeout(300_000)

  before(function () {
    if (existsSync(`${data}workbooks-expected.jsonl`)) return
    process.stdout.write("      skipped: the outside workbooks (../shared/data) are not on this machine\n")
    this.skip()
  })

  it("agree with two other readers in names, counts and sums, but for what is explained", async () => {
    const different: string[] = []
    let agreed = 0
    for (const line of readFileSync(`${data}workbooks-expected.jsonl`, "utf8").trim().split("\n")) {
      const { file, sheets } = JSON.parse(line) as Expected
      const parts = await partsOf(readFileSync(`${data}workbooks/${file}`), file)
      const outline = parts.find((part) => part.kind === "outline")!
      for (const { name, numeric_or_date, dates, text, bool, error, sum } of sheets) {
        const found = parts.find(
          (part): part is SheetPart => part.kind === "sheet" && outline.sheets[part.sheet]?.name === name,
        )
        const agrees =
          found?.counts.text === text &&
          found.counts.boolean === bool &&
          found.counts.error === error &&
          found.counts.date === dates &&
          found.counts.number + dates === numeric_or_date &&
          Math.abs(found.sum - sum) <= 1e-6 * Math.max(1, Math.abs(sum))
        if (agrees) agreed++
        else different.push(`${file} ${name}`)
      }
    }
    assert.deepEqual(different.sort(), Object.keys(explained).sort())
    assert.ok(agreed > 900)
    process.stdout.write(`      ${agreed} sheets agree, ${different.length} differ for a known reason\n`)
  })
})
