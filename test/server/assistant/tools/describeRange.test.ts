import assert from "node:assert/strict"
import { describeRange } from "../../../../server/assistant/tools/describeRange.ts"
import { columnProfile, ordersProfile, ordersRange } from "../../../support/ordersRange.ts"

const signal = new AbortController().signal
const run = (input: unknown, range = ordersRange()) => describeRange.prepare(input)({ range }, signal)

describe("describe_range", () => {
  it("gives the columns asked for, with figures as the sheet shows them", async () => {
    const { content, summary, ranges } = await run({ columns: ["revenue"] })
    const { columns } = JSON.parse(content) as { columns: unknown[] }
    assert.deepEqual(columns, [
      {
        name: "Revenue",
        kind: "currency",
        cells: "[C4:C8](cell:Orders%21C4%3AC8)",
        count: 5,
        distinct: 5,
        sum: "$3,600.50",
        mean: "$720.10",
        standardDeviation: "$356.98",
        minimum: "$300.50 in C5",
        quartile1: "$450.00",
        median: "$750.00",
        quartile3: "$900.00",
        maximum: "$1,200.00 in C4",
      },
    ])
    assert.equal(summary, "Described revenue in A3:D8")
    assert.deepEqual(ranges, [{ sheet: "Orders", address: "C4:C8" }])
  })

  it("knows every statistic as a fact with its cells", async () => {
    const { facts } = await run({ columns: ["Revenue"] })
    const found = (operation: string) => facts.find((fact) => fact.operation === operation)
    assert.equal(found("sum of Revenue")?.value, 3600.5)
    assert.deepEqual(found("maximum of Revenue")?.ranges, [{ sheet: "Orders", address: "C4" }])
    assert.equal(found("count of data rows")?.value, 5)
  })

  it("describes the first thirty of many columns", async () => {
    const columns = Array.from({ length: 200 }, (_, index) => columnProfile(`C${index}`, "A"))
    const range = ordersRange({ profile: () => Promise.resolve({ ...ordersProfile, columns, columnCount: 200 }) })
    const { content } = await run({}, range)
    assert.equal((JSON.parse(content) as { columns: unknown[] }).columns.length, 30)
  })

  it("sums up in words that fit one row and one column", async () => {
    const columns = [columnProfile("City", "A")]
    const one = ordersRange({
      profile: () => Promise.resolve({ ...ordersProfile, columns, rowCount: 1, columnCount: 1 }),
    })
    assert.equal((await run({}, one)).summary, "Described 1 row × 1 column in A3:D8")
  })

  it("names the columns there are when one is not", async () => {
    await assert.rejects(run({ columns: ["Revnue"] }), {
      code: "invalid_request",
      message: 'There is no column "Revnue". The columns are: Region, Product, Revenue, Date.',
    })
  })

  it("writes dates as dates and their spread in days", async () => {
    const statistics = {
      ...ordersProfile.columns[2]!.statistics!,
      minimum: 46037,
      maximum: 46111,
      standardDeviation: 31.5,
    }
    const columns = [columnProfile("Date", "D", { kind: "date", statistics })]
    const range = ordersRange({ profile: () => Promise.resolve({ ...ordersProfile, columns }) })
    const { content } = await run({}, range)
    const [date] = (JSON.parse(content) as { columns: Record<string, unknown>[] }).columns
    assert.equal(date?.["minimum"], "2026-01-15 in C5")
    assert.equal(date["maximum"], "2026-03-30 in C4")
    assert.equal(date["standardDeviation"], "31.5 days")
    assert.equal("sum" in date, false)
  })
})
