import { GridBuilder } from "../tables/grid.ts"
import { readTable } from "../tables/readTable.ts"
import { DuckTable } from "./duckTable.ts"
import { profileTable } from "./profileTable.ts"
import { queryTable } from "./queryTable.ts"

/** Runs a small table through both engines, which load themselves and compile their paths on first use. */
export async function warmUp(): Promise<void> {
  const builder = new GridBuilder()
  const rows = Array.from({ length: 50 }, (_, i) => [`Group ${i % 5}`, 45_000 + i, i * 1.5])
  builder.add({ worksheet: "Warm-up", address: "A1:C51", values: [["Group", "Date", "Amount"], ...rows] })
  const table = readTable(builder.build())
  profileTable(table)
  const duck = await DuckTable.create(table)
  await queryTable(table, duck, {
    where: [{ column: "Amount", operator: "gt", value: 1 }],
    groupBy: [{ column: "Group" }],
    aggregates: [{ function: "sum", column: "Amount" }],
  })
  duck.close()
}
