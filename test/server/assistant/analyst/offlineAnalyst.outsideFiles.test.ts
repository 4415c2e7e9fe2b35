import assert from "node:assert/strict"
import { join } from "node:path"
import { offlineAnswer } from "../../../../server/assistant/analyst/offlineAnalyst.ts"
import { fileWorkbook, selectionOf, sheetsOfFile } from "../../../support/fileWorkbook.ts"
import { sharedAnalyzer } from "../../../support/sharedAnalyzer.ts"
import { sharedData } from "../../../support/sharedData.ts"

const signal = new AbortController().signal
const report = "poi__45538_classic_Header.xls"

/** File, selection (`Sheet!A1:B2`; the whole workbook where there is none), question, and what the answer must say. */
type Case = readonly [file: string, selection: string, question: string, said: string]

const cases: readonly Case[] = [
  [report, "", "total number of hires", "The total of Number of Hires is **543**."],
  [report, "", "What percent of students are seeking employment?", "**93.83%**"],
  [report, "Profile of Class!A8:C21", "how many students are seeking employment?", "is **532**"],
  [report, "", "total in Hires by Location", "is **543**"],
  [report, "Hires by Location!A1:D48", "total number of hires", "is **543**"],
  [report, "", "Which industry has the most interns?", "**288** (Industry Financial Services, row 12)"],
  [report, "", "Which function has the highest median salary?", "**$9,500** (Function Consulting, row 10)"],
  [report, "", "hires in Consulting", "where Function is Consulting is **89**"],
  [report, "Hires by Function!A1:F32", "hires in Finance", "is **323** (row 11)"],
  [report, "", "hires in London?", "is **42** (row 38)"],
  ["readxl__inst__extdata__deaths.xls", "", "how many people are in the whole workbook?", "**20**"],
  ["poi__57231_MixedGasReport.xls", "", "total identified leaks cost avoidance December 2013", "**$455,167.17**"],
  [
    "exceljs__spec__integration__data__1519293514-KRISHNAPATNAM_LINE_UP.xlsx",
    "",
    "Which vessel has the largest cargo?",
    "MV. CORAL AMETHYST has the highest total of QTY(IMP): **74,855**.",
  ],
]

/** Files are read once for all questions about them. */
function remembered<T>(make: (file: string) => Promise<T>): (file: string) => Promise<T> {
  const known = new Map<string, Promise<T>>()
  return (file) => {
    const made = known.get(file) ?? make(file)
    known.set(file, made)
    return made
  }
}

describe("offlineAnswer over workbooks of others", () => {
  const folder = sharedData("workbooks")
  if (!folder) return
  const analyzer = sharedAnalyzer()
  const read = remembered((file: string) => sheetsOfFile(join(folder, file)))
  const included = remembered(async (file: string) =>
    fileWorkbook(analyzer.workbooks, join(folder, file), await read(file), signal),
  )
  for (const [file, selection, question, said] of cases)
    it(`answers "${question}"${selection && ` about ${selection}`} of ${file}`, async () => {
      const [sheet = "", address = ""] = selection.split("!")
      const asked = selection
        ? { range: await analyzer.open([selectionOf(await read(file), sheet, address)], signal) }
        : { range: undefined, workbook: await included(file) }
      let text = ""
      for await (const event of offlineAnswer({ content: question, intent: "analysis", history: [], ...asked }, signal))
        if (event.kind === "text") text += event.text
      assert.ok(text.includes(said), text)
    })
})
