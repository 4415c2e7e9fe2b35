import assert from "node:assert/strict"
import { explainSqlError } from "../../../../server/analysis/sql/explainSqlError.ts"

describe("explainSqlError", () => {
  it("says what to do when DuckDB has no memory left", () => {
    const error = new Error(
      "Out of Memory Error: could not allocate block of size 256.0 KiB (953.7 MiB/953.6 MiB used)",
    )
    const { code, message } = explainSqlError(error, "", [])
    assert.equal(code, "range_too_large")
    assert.equal(message, "The SQL needs too much memory; filter, group or join fewer rows.")
  })

  it("names tables as they are written, never as they are stored", () => {
    const table = { alias: "o", name: "Orders", physical: ["table_1_cells", "table_1"], columns: ["Id"] }
    const { message } = explainSqlError(new Error("Binder Error: Something of table_1_cells is odd\n\nLINE 1: x"), "", [
      table,
    ])
    assert.equal(message, "The SQL cannot be run: Something of Orders is odd.")
  })
})
