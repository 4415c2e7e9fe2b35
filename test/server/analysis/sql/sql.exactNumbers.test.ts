import assert from "node:assert/strict"
import { existsSync, readFileSync } from "node:fs"
import { z } from "zod"
import { createWorkbook } from "../../../../playground/workbook/createWorkbook.ts"
import { profileTable } from "../../../../server/analysis/profileTable.ts"
import type { CellValue } from "../../../../shared/cell.ts"
import { loadEngine } from "../../../playground/workbook/loadEngine.ts"
import { tableOf } from "../../tables/tableOf.ts"
import { SqlStage } from "./sqlStage.ts"

/** The mean and the deviation of numbers by SQL. */
async function meanAndDeviation(numbers: readonly number[]): Promise<[mean: unknown, deviation: unknown]> {
  const stage = await SqlStage.of({ Data: [["Amount", "Group"], ...numbers.map((number) => [number, "a"])] })
  const [row] = await stage.rows('select avg(Amount), stddev(Amount) from Data group by "Group"')
  stage.duck.close()
  return [row?.[0], row?.[1]]
}

/** Number of correct significant digits (log relative error), at most 15. */
const digits = (value: unknown, certified: number): number =>
  value === certified ? 15 : Math.min(15, -Math.log10(Math.abs(Number(value) - certified) / Math.abs(certified)))

describe("numbers of SQL", () => {
  const nist = "../shared/data/nist-univariate.json"

  it("agree with NIST's certified means and deviations", async function () {
    if (!existsSync(nist)) {
      process.stdout.write("      skipped: ../shared/data/nist-univariate.json is not here\n")
      this.skip()
    }
    const sets = z
      .record(z.string(), z.object({ y: z.array(z.number()), mean: z.number(), sd_sample: z.number() }))
      .parse(JSON.parse(readFileSync(nist, "utf8")))
    for (const [name, { y, mean, sd_sample }] of Object.entries(sets)) {
      const found = await meanAndDeviation(y)
      assert.ok(digits(found[0], mean) >= 13.9, `mean of ${name}`)
      assert.ok(digits(found[1], sd_sample) >= 12, `deviation of ${name}`)
    }
  })

  it("keep the digits of nearly equal large numbers, as NIST's NumAcc2, NumAcc3 and NumAcc4 test", async () => {
    for (const [base, least] of [
      [1, 12],
      [1_000_000, 9.4],
      [10_000_000, 8.2],
    ] as const) {
      const found = await meanAndDeviation([
        base + 0.2,
        ...Array.from({ length: 1000 }, (_, i) => base + (i % 2 ? 0.3 : 0.1)),
      ])
      assert.ok(digits(found[0], base + 0.2) >= 13.9, `mean around ${base}`)
      assert.ok(digits(found[1], 0.1) >= least, `deviation around ${base}: ${digits(found[1], 0.1)}`)
    }
  })

  it("add up exactly, in whole tables, groups, windows and filters", async () => {
    const stage = await SqlStage.of({ Data: [["Amount", "Name"], ...Array.from({ length: 10 }, () => [0.1, "a"])] })
    assert.deepEqual(
      await stage.rows(
        "select sum(Amount), sum(Amount) filter (where Name = 'A'), sum(sum(Amount)) over (), avg(distinct Amount), var_pop(Amount), stddev(distinct Amount) from Data group by Name",
      ),
      [[1, 1, 1, 0.1, 0, null]],
    )
    stage.duck.close()
  })

  // One column of numbers, with a blank and a text in it, and one to group by.
  const amounts: readonly CellValue[] = [12.5, 7, null, -3.25, 1e6, 0.1, 0.2, "n/a", 44, 7, 19.99, 1234.5678]
  const groups: readonly CellValue[] = [
    "West",
    "east",
    "West",
    "West",
    "East",
    "North",
    "west",
    "East",
    "North",
    "West",
    null,
    "East",
  ]

  it("agree with Excel's own functions, calculated by IronCalc, and with the profile", async function () {
    loadEngine()
    const rows = amounts.map((amount, i): CellValue[] => [groups[i] ?? null, amount])
    const range = "Data!$B$2:$B$13"
    const excel: Record<string, string> = {
      "sum(Amount)": `=SUM(${range})`,
      "avg(Amount)": `=AVERAGE(${range})`,
      "stddev_samp(Amount)": `=STDEV.S(${range})`,
      "stddev_pop(Amount)": `=STDEV.P(${range})`,
      "var_samp(Amount)": `=VAR.S(${range})`,
      "median(Amount)": `=MEDIAN(${range})`,
      "quantile_cont(Amount, 0.25)": `=QUARTILE.INC(${range},1)`,
      "quantile_cont(Amount, 0.75)": `=QUARTILE.INC(${range},3)`,
      "min(Amount)": `=MIN(${range})`,
      "max(Amount)": `=MAX(${range})`,
      "count(Amount)": `=COUNT(${range})`,
      "count(*) filter (where Region = 'west')": `=COUNTIF(Data!$A$2:$A$13,"west")`,
      "sum(Amount) filter (where Region = 'East')": `=SUMIF(Data!$A$2:$A$13,"East",${range})`,
      "avg(Amount) filter (where Amount > 10)": `=AVERAGEIF(${range},">10")`,
      "count(*) filter (where Amount > 7)": `=COUNTIF(${range},">7")`,
    }
    const workbook = createWorkbook({
      sheets: [
        { name: "Data", rows: [["Region", "Amount"], ...rows] },
        { name: "Excel", rows: Object.values(excel).map((formula) => [formula]) },
      ],
    })
    const stage = await SqlStage.of({ Data: [["Region", "Amount"], ...rows] })
    const [bySql] = await stage.rows(`select ${Object.keys(excel).join(", ")} from Data`)
    stage.duck.close()
    const calculated = Object.keys(excel).map((_, row) => workbook.sheetByName("Excel")?.value(row, 0) ?? null)
    for (const [i, name] of Object.keys(excel).entries())
      assert.ok(
        digits(bySql?.[i], Number(calculated[i])) >= 13,
        `${name}: ${String(bySql?.[i])} and ${String(calculated[i])}`,
      )

    const { statistics } = profileTable(tableOf([["Region", "Amount"], ...rows])).columns[1] ?? {}
    const profiled = [statistics?.sum, statistics?.mean, statistics?.standardDeviation]
    for (const [i, value] of profiled.entries()) assert.ok(digits(bySql?.[i], value ?? NaN) >= 13, `profile ${i}`)
    assert.deepEqual(
      [statistics?.median, statistics?.quartile1, statistics?.quartile3, statistics?.minimum, statistics?.maximum],
      [bySql?.[5], bySql?.[6], bySql?.[7], bySql?.[8], bySql?.[9]],
    )
  })
})
