import type { CellValue } from "../../../../shared/cell.ts"
import type { SqlResult } from "../../../../shared/sqlResult.ts"
import { runSelect } from "../../../../server/analysis/sql/runSelect.ts"
import { WorkbookDuck, type SqlTable } from "../../../../server/analysis/sql/workbookDuck.ts"
import { tableOf, type RangeOptions } from "../../tables/tableOf.ts"

export type Rows = readonly (readonly CellValue[])[]

/** A workbook's database with these tables, each on the sheet of its name; to be closed. */
export class SqlStage {
  readonly tables = new Map<string, SqlTable>()
  readonly duck: WorkbookDuck

  constructor(duck: WorkbookDuck) {
    this.duck = duck
  }

  static async of(tables: Readonly<Record<string, Rows>>, formats?: RangeOptions["formats"]): Promise<SqlStage> {
    const stage = new SqlStage(await WorkbookDuck.open())
    for (const [name, rows] of Object.entries(tables)) {
      const table = tableOf(rows, { worksheet: name, ...(formats && { formats }) })
      const area = { address: table.shape.tableAddress, isTransposed: false }
      stage.tables.set(name, await stage.duck.load(table, area))
    }
    return stage
  }

  ask(sql: string, limitMs = 10_000): Promise<SqlResult> {
    return runSelect(this.duck, this.tables, sql, limitMs)
  }

  /** The rows alone. */
  async rows(sql: string): Promise<SqlResult["rows"]> {
    return (await this.ask(sql)).rows
  }
}
