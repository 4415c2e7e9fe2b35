import assert from "node:assert/strict"
import { DuckTable } from "../../../server/analysis/duckTable.ts"
import { tableOf } from "../tables/tableOf.ts"

describe("DuckTable", () => {
  let duck: DuckTable
  before(async () => {
    duck = await DuckTable.create(
      tableOf([
        ["Name", "Qty"],
        ["a", 1],
        ["b", 2],
      ]),
    )
  })
  after(() => duck.close())

  it("interrupts a query that runs too long, and answers the next one", async () => {
    await assert.rejects(duck.all("SELECT sum(sqrt(range)) FROM range(1000000000000)", [], 50), {
      name: "AppError",
      code: "timeout",
    })
    assert.deepEqual(await duck.all("SELECT 1", [], 5000), [[1]])
  })

  it("reads no files, loads nothing and keeps its configuration", async () => {
    for (const sql of ["SELECT * FROM read_csv('/etc/hosts')", "INSTALL httpfs", "COPY sheet TO '/tmp/sheet.csv'"])
      await assert.rejects(duck.all(sql, [], 5000), /disabled|Permission/)
    await assert.rejects(duck.all("SET enable_external_access = true", [], 5000), /locked|Cannot change/)
  })
})
