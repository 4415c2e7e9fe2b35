import { AppError, toAppError } from "../../shared/errors.ts"
import type { TableShape } from "../../shared/workbook.ts"
import { analysisIn } from "./analysisIn.ts"
import type { AnalysisPool } from "./analysisPool.ts"
import type { AnalysisProcess } from "./analysisProcess.ts"
import { chunksPerReply, inBatches } from "./inBatches.ts"
import { reopenedOnce } from "./reopenedOnce.ts"
import { loadsAtMost, sheetLoader } from "./sheetLoader.ts"
import type { NamedTable, WorkbookAnalyzer } from "./workbookAnalysis.ts"
import type { KeyedTable } from "./workerMessages.ts"

/** Analyses stored workbooks in the processes of a pool. */
export function createWorkbookAnalyzer(pool: AnalysisPool): WorkbookAnalyzer {
  const withSheet = sheetLoader()

  /** In the workbook's process; when that one crashes, once more in another. A process that was ended for its time is not asked again. */
  async function atHome<T>(
    home: string,
    signal: AbortSignal,
    work: (process: AnalysisProcess) => Promise<T>,
  ): Promise<T> {
    const process = pool.homeOf(home)
    try {
      return await work(process)
    } catch (error) {
      if (signal.aborted || !process.dead || toAppError(error).code !== "internal") throw error
      return await work(pool.homeOf(home))
    }
  }

  return {
    layout: (home, sheet, signal) =>
      atHome(home, signal, (process) =>
        withSheet(process, sheet, signal, () => process.call({ kind: "layout", sheet: sheet.key }, signal)),
      ),
    openTable: (home, sheet, table, signal) => {
      const open = (mine: AbortSignal) =>
        atHome(home, mine, (process) =>
          held(process, async (analysis) => {
            const shape = await withSheet<TableShape>(process, sheet, mine, () =>
              process.call({ kind: "open_table", analysis, sheet: sheet.key, table }, mine),
            )
            return { process, analysis: analysisIn(process, analysis, shape) }
          }),
        )
      return reopenedOnce(open, signal)
    },
    async *chunks(home, sheet, layout, signal) {
      const opened = await atHome(home, signal, (process) =>
        held(process, async (analysis) => {
          await withSheet(process, sheet, signal, () =>
            process.call({ kind: "open_sheet", analysis, sheet: sheet.key, layout }, signal),
          )
          return { process, analysis }
        }),
      )
      const { process, analysis } = opened
      try {
        yield* inBatches(() => process.call({ kind: "chunks", analysis, count: chunksPerReply }, signal))
      } finally {
        process.forget(analysis)
      }
    },
    query: (home, tables, sql, signal) =>
      atHome(home, signal, async (process) => {
        const names = tables.map(({ name }) => name)
        const used = (await process.call({ kind: "sql_tables", sql, names }, signal)).flatMap((i) => tables[i] ?? [])
        const keyed = used.map(keyedTable)
        for (let round = 0; round <= loadsAtMost; round++) {
          for (const [i, table] of used.entries())
            await withSheet(process, table.sheet, signal, () =>
              process.call({ kind: "load_table", home, table: keyed[i] ?? keyedTable(table) }, signal),
            )
          const result = await process.call({ kind: "sql", home, sql, tables: keyed }, signal)
          if (result !== null) return result
        }
        throw new AppError(
          "range_too_large",
          "The tables of this query do not fit into memory together; ask for fewer.",
        )
      }),
    forget: (workbook) => {
      for (const process of pool.leaveHome(workbook)) process.later({ kind: "forget_workbook", workbook })
    },
  }
}

const keyedTable = ({ name, sheet, table }: NamedTable): KeyedTable => ({
  name,
  sheet: sheet.key,
  workbook: sheet.workbook,
  table,
})

/** Something opened in the process under a number, which is given up when that fails. */
async function held<T>(process: AnalysisProcess, open: (number: number) => Promise<T>): Promise<T> {
  const number = process.hold()
  try {
    return await open(number)
  } catch (error) {
    process.forget(number)
    throw error
  }
}
