import assert from "node:assert/strict"
import { existsSync, readFileSync } from "node:fs"
import * as XLSX from "@e965/xlsx"
import { browserSkipped, ordinaryPlaygroundServer, type PlaygroundServer } from "../support/openPlayground.ts"

const folder = "../shared/data/workbooks"

type Row = Record<string, unknown>

/** What the answer must show, computed here from the file by another reader. */
interface Case {
  readonly file: string
  readonly sheet: string
  readonly range: string
  readonly question: string
  readonly expected: (rows: readonly Row[]) => string[]
}

const sum = (rows: readonly Row[], column: string): number =>
  rows.reduce((total, row) => total + Number(row[column] ?? 0), 0)
const where = (rows: readonly Row[], column: string, value: string): Row[] =>
  rows.filter((row) => row[column] === value)
const shown = (value: number, decimals: number): string =>
  value.toLocaleString("en-US", { minimumFractionDigits: decimals, maximumFractionDigits: decimals })

const cases: readonly Case[] = [
  {
    file: "closedxml__ClosedXML.Tests__Resource__Other__PivotTableReferenceFiles__ClearPivotTableRenderedRangeWhenLoading__inputfile.xlsx",
    sheet: "Data",
    range: "A1:G39",
    question: "Total by Region",
    expected: (rows) =>
      ["East", "Central", "West"].map((region) => shown(sum(where(rows, "Region", region), "Total"), 2)),
  },
  {
    file: "closedxml__ClosedXML.Tests__Resource__Other__PivotTableReferenceFiles__BlankPivotTableField__BlankPivotTableField.xlsx",
    sheet: "PastrySalesData",
    range: "A1:F17",
    question: "What is the sum of NumberOfOrders for Croissant?",
    expected: (rows) => [shown(sum(where(rows, "Name", "Croissant"), "NumberOfOrders"), 0)],
  },
  {
    file: "xlsxwriter__xlsxwriter__test__comparison__xlsx_files__autofilter05.xlsx",
    sheet: "Sheet1",
    range: "A1:D51",
    question: "How many rows have Item Apple?",
    expected: (rows) => [String(where(rows, "Item", "Apple").length)],
  },
  {
    file: "poi__50426.xls",
    sheet: "0",
    range: "B1:H97",
    question: "How many different Target values are there?",
    expected: (rows) => [String(new Set(rows.map((row) => row["Target"]).filter(Boolean)).size)],
  },
  {
    file: "poi__12561-1.xls",
    sheet: "作業リスト",
    range: "A3:M66",
    question: "How many rows have Status 完了?",
    // The legend under the table names the status once more; it is no row of the table.
    expected: (rows) => [String(where(rows, "Status", "完了").length - 1), "B63:C66"],
  },
  {
    file: "poi__15228.xls",
    sheet: "exposure dump",
    range: "B2:I38",
    question: "What is the highest LIVES?",
    expected: (rows) => [shown(Math.max(...rows.map((row) => Number(row["LIVES"]))), 3).replace(/\.?0+$/, "")],
  },
  {
    file: "poi__ca_apparel_browse_tree_guide._TTH_.xls",
    sheet: "Refinements",
    range: "A1:F1488",
    question: "How many rows have Refinement Name Customer Reviews?",
    expected: (rows) => [where(rows, "Refinement Name", "Customer Reviews").length.toLocaleString("en-US")],
  },
]

describe("questions about real workbooks in a real browser", () => {
  if (browserSkipped) return
  if (!existsSync(folder)) {
    console.warn(`      ${folder} is not there: the questions about real workbooks are left out.`)
    return
  }
  let server: PlaygroundServer
  before(async () => {
    server = await ordinaryPlaygroundServer()
  })
  after(() => server.close())

  for (const { file, sheet, range, question, expected } of cases)
    it(`answers "${question}" on ${file.split("__").at(-1)}`, async () => {
      const worksheet = XLSX.read(readFileSync(`${folder}/${file}`)).Sheets[sheet]
      assert.ok(worksheet)
      const figures = expected(XLSX.utils.sheet_to_json<Row>(worksheet, { range }))
      const { page, pane, select, answerTo, problems, close } = await server.open()
      const [chooser] = await Promise.all([
        page.waitForEvent("filechooser"),
        page.getByRole("button", { name: "Open…" }).click(),
      ])
      await chooser.setFiles(`${folder}/${file}`)
      await page.waitForFunction((name) => window.simulatedExcel?.workbook.sheetByName(name), sheet)
      await select(`'${sheet}'!${range}`)
      await pane.getByText(range).first().waitFor()
      const answer = await answerTo(question)
      for (const figure of figures) assert.ok(answer.includes(figure), `${figure} in: ${answer}`)
      assert.deepEqual(problems, [])
      await close()
    })
})
