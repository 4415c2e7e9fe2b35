import { makeChunk } from "../../server/tables/chunks/chunk.ts"
import type { WorkbookHit } from "../../server/assistant/question/question.ts"

/** Salaries of the staff, as an index found them. */
export const foundChunk = (over: Partial<WorkbookHit> = {}): WorkbookHit => ({
  ...makeChunk({
    type: "statistics",
    sheet: "Staff",
    address: "B2:C4",
    tableAddress: "A1:C4",
    table: null,
    title: null,
    columns: ["Team", "Salary"],
    content: "Statistics of sheet Staff, table A1:C4, 3 rows\nSalary (C2:C4): 3 values, sum 14,000",
    figures: [
      { value: 14_000, address: "C2:C4", column: 1, fraction: false, statistic: "sum" },
      { value: 3, address: "C2:C4", column: 1, fraction: false, statistic: "count" },
    ],
  }),
  workbookId: "w1",
  score: 0.5,
  snippet: { text: "", marks: [] },
  revision: "r1",
  current: true,
  ...over,
})
