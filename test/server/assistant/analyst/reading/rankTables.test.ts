import assert from "node:assert/strict"
import { rankTables } from "../../../../../server/assistant/analyst/reading/rankTables.ts"
import type { ScopeTable } from "../../../../../server/assistant/question/scope.ts"
import { mapSheet } from "../../../../support/questionWorkbook.ts"

/** A table with these columns on a sheet of its own. */
function table(name: string, ...columns: string[]): ScopeTable {
  return {
    sheet: mapSheet(`Sheet of ${name}`, []),
    table: {
      name,
      title: null,
      kind: "table",
      address: "A1:C9",
      headerSize: 1,
      rowCount: 8,
      columns: columns.map((column, at) => ({
        name: column,
        letter: "ABC".charAt(at),
        kind: "decimal",
        unit: null,
        format: null,
        address: "A2:A9",
      })),
      totals: [],
      subtotals: [],
      sections: [],
      definedBy: null,
    },
  }
}

const best = (question: string, ...tables: ScopeTable[]): string | undefined =>
  rankTables(question, tables, [])[0]?.table.name

describe("rankTables", () => {
  it("takes a column of that name before a title and a word for what to compute", () => {
    assert.equal(
      best("What is the total exposure?", table("PM Exposure", "Month", "Total"), table("Positions", "Exposure")),
      "Positions",
    )
  })

  it("takes the column that is called like the operation and all", () => {
    assert.equal(
      best(
        "Total exposure by month",
        table("Positions", "Exposure", "Month"),
        table("Sums", "Total Exposure", "Month"),
      ),
      "Sums",
    )
  })
})
