import assert from "node:assert/strict"
import { readRange } from "../../../../server/assistant/tools/readRange.ts"
import type { QuestionWorkbook } from "../../../../server/assistant/question/question.ts"
import { AppError } from "../../../../shared/errors.ts"
import type { RangeContent } from "../../../../shared/workbook.ts"
import { mapSheet, questionWorkbook, workbookMap } from "../../../support/questionWorkbook.ts"
import { ordersRange } from "../../../support/ordersRange.ts"

const signal = new AbortController().signal

const staff = (usedRange: string) => [workbookMap([mapSheet("Staff", [], { usedRange })])]

/** Staff!A1:C4 is included; whatever is read holds one row. */
function pane(over: Partial<RangeContent> = {}): QuestionWorkbook & { readonly asked: [string, string][] } {
  const asked: [string, string][] = []
  const read: QuestionWorkbook["read"] = (worksheet, address) => {
    asked.push([worksheet, address])
    return Promise.resolve({ worksheet, address, values: [["Ann", null, 5200]], ...over })
  }
  return { ...questionWorkbook(staff("A1:C4"), {}, { read }), asked }
}
const run = (input: unknown, workbook: QuestionWorkbook = pane(), range = ordersRange()) =>
  readRange.prepare(input)({ range, workbook }, signal)

describe("read_range", () => {
  it("gives rows with their numbers, and every number as a fact with its cell", async () => {
    const { content, summary, facts, ranges, labels } = await run({ worksheet: "Staff", address: "A2:C2" })
    assert.deepEqual(JSON.parse(content), {
      cite: "[Staff!A2:C2](cell:Staff%21A2%3AC2)",
      columns: ["row", "A", "B", "C"],
      rows: [[2, "Ann", "", "5,200"]],
    })
    assert.equal(summary, "Read Staff!A2:C2")
    assert.deepEqual(ranges, [{ sheet: "Staff", address: "A2:C2" }])
    assert.deepEqual(facts, [
      {
        value: 5200,
        operation: "value in C2 of Staff",
        ranges: [{ sheet: "Staff", address: "C2" }],
        measure: "column C of Staff",
        fraction: false,
      },
    ])
    assert.deepEqual(labels, ["Staff", "Ann"])
  })

  it("shows formulas beside their values, dates as dates and percentages as they stand", async () => {
    const cells = pane({
      values: [[46_000, 0.125, 20]],
      formulas: [[46_000, 0.125, "=B2*160"]],
      numberFormats: [["yyyy-mm-dd", "0.0%", "General"]],
    })
    const { content, facts, labels } = await run({ worksheet: "Staff", address: "A2:C2" }, cells)
    assert.match(content, /\[2,"2025-12-09","12.5%","20 \(=B2\*160\)"\]/)
    assert.deepEqual(
      facts.map(({ value, fraction }) => [value, fraction]),
      [
        [0.125, true],
        [20, false],
      ],
    )
    assert.ok(labels.includes("2025-12-09"))
  })

  it("reads only what lies in the selection or in the used range of an included sheet", async () => {
    const workbook = pane()
    await run({ worksheet: "staff", address: "B:B" }, workbook)
    await run({ worksheet: "Staff", address: "$A$1:$Z$9999" }, workbook)
    await run({ worksheet: "Orders", address: "A1:B4" }, workbook)
    assert.deepEqual(workbook.asked, [
      ["Staff", "B1:B4"],
      ["Staff", "A1:C4"],
      ["Orders", "A3:B4"],
    ])
  })

  const refusals: [string, unknown, RegExp][] = [
    [
      "a sheet that is not included",
      { worksheet: "Costs", address: "A1" },
      /has not included the sheet Costs\. What may be read is: Orders!A3:D8, Staff!A1:C4\..*include their sheet/,
    ],
    [
      "cells outside of the used range",
      { worksheet: "Staff", address: "F1" },
      /F1 lies outside of what may be read of Staff: Staff!A1:C4/,
    ],
  ]
  for (const [name, input, message] of refusals)
    it(`tells the model what may be read instead of ${name}`, async () => {
      const workbook = pane()
      await assert.rejects(run(input, workbook), { code: "invalid_request", message })
      assert.deepEqual(workbook.asked, [])
    })

  it("refuses more cells than one block holds", async () => {
    const workbook = { ...pane(), maps: staff("A1:J9000") }
    const message = "A1:J9000 has 90,000 cells; read at most 20,000 at once."
    await assert.rejects(run({ worksheet: "Staff", address: "A1:J9000" }, workbook), { message })
  })

  it("cuts long results and says how many rows are not shown", async () => {
    const values = Array.from({ length: 400 }, (_, at) => [`Customer of the company number ${at}`, at])
    const workbook = { ...pane({ values }), maps: staff("A1:B400") }
    const { content, facts } = await run({ worksheet: "Staff", address: "A1:B400" }, workbook)
    const { rows, notes } = JSON.parse(content) as { rows: unknown[]; notes: string[] }
    assert.ok(content.length < 8000)
    assert.equal(
      notes[0],
      `${400 - rows.length} of 400 filled rows are not shown; read fewer cells at once to see them.`,
    )
    assert.equal(facts.length, rows.length, "what is not shown proves nothing")
  })

  it("hands on what the pane says", async () => {
    const gone = () => Promise.reject(new AppError("pane_unavailable", "The pane is gone."))
    const workbook = { ...pane(), read: gone }
    await assert.rejects(run({ worksheet: "Staff", address: "A1" }, workbook), { code: "pane_unavailable" })
  })

  it("is offered where there is a pane and something to read", () => {
    assert.equal(readRange.unavailable({ range: undefined, workbook: pane() }), undefined)
    assert.equal(readRange.unavailable({ range: ordersRange(), workbook: { ...pane(), maps: [] } }), undefined)
    const none = [undefined, questionWorkbook(staff("A1:C4")), { ...pane(), maps: [] }]
    for (const workbook of none)
      assert.match(readRange.unavailable({ range: undefined, workbook }) ?? "", /no cells to read/)
  })

  for (const [name, input, message] of [
    ["no sheet", { address: "A1" }, /worksheet/],
    ["no address", { worksheet: "Staff" }, /address/],
    ["an address that is none", { worksheet: "Staff", address: "all" }, /"all" is no cell address/],
    ["an address with a sheet", { worksheet: "Staff", address: "Costs!A1" }, /is no cell address/],
    ["an address beyond the sheet", { worksheet: "Staff", address: "A1:A9999999" }, /is no cell address/],
  ] as const)
    it(`refuses ${name}`, () => {
      assert.throws(() => readRange.prepare(input), { code: "invalid_request", message })
    })
})
