import { AppError, toAppError } from "../../shared/errors.ts"
import type { RangeProfile } from "../../shared/profile.ts"
import type { Chunk } from "../knowledge/chunks/chunk.ts"
import { GridBuilder, type Grid } from "../workbooks/grid.ts"
import { readTable } from "../workbooks/readTable.ts"
import type { Table } from "../workbooks/table.ts"
import { DuckTable } from "./duckTable.ts"
import { parseRangeJson } from "./parseRangeJson.ts"
import { profileTable } from "./profileTable.ts"
import { rangeChunks } from "./rangeChunks.ts"
import { queryTable } from "./queryTable.ts"
import { warmUp } from "./warmUp.ts"
import type { WorkerCall, WorkerReply, WorkerRequest, WorkerResults } from "./workerMessages.ts"

interface Analysis {
  builder: GridBuilder | undefined
  grid: Grid | undefined
  table: Table | undefined
  profile: RangeProfile | undefined
  duck: Promise<DuckTable> | undefined
  chunks: Generator<Chunk> | undefined
}

const analyses = new Map<number, Analysis>()

/** Ready only once danfo and DuckDB have done their first work, so that no question pays for it. */
await warmUp()
// The server ends its workers itself, and they end with it; Ctrl+C in its terminal is not meant for them.
process.on("SIGINT", () => undefined)
process.on("disconnect", () => process.exit())
process.on("message", (request) => {
  // The program at the other end is ours, and the types say what it sends.
  const { id, call } = request as WorkerRequest
  perform(call).then(
    (result) => reply({ id, ok: true, result }),
    (error: unknown) => {
      const known = toAppError(error)
      const cause = known.code === "internal" && error instanceof Error ? error.stack : undefined
      reply({ id, ok: false, code: known.code, message: known.message, cause })
    },
  )
})
const reply = (message: WorkerReply): void => {
  process.send?.(message)
}
reply({ id: 0, ok: true, result: null })

async function perform(call: WorkerCall): Promise<WorkerResults[keyof WorkerResults]> {
  const analysis = analyses.get(call.analysis) ?? open(call.analysis)
  switch (call.kind) {
    case "add":
      analysis.builder?.add(call.block)
      return null
    case "add_json":
      analysis.builder?.add(parseRangeJson(call.bytes))
      return null
    case "read":
      return (analysis.table ??= read(analysis)).shape
    case "profile":
      return (analysis.profile ??= profileTable(tableOf(analysis)))
    case "query": {
      const table = tableOf(analysis)
      analysis.duck ??= DuckTable.create(table)
      return await queryTable(table, await analysis.duck, call.query)
    }
    case "chunks":
      return take(
        (analysis.chunks ??= rangeChunks(gridOf(analysis), tableOf(analysis), analysis.profile?.columns)),
        call.count,
      )
    case "close":
      analyses.delete(call.analysis)
      if (analysis.duck) (await analysis.duck).close()
      return null
  }
}

function open(id: number): Analysis {
  const analysis: Analysis = {
    builder: new GridBuilder(),
    grid: undefined,
    table: undefined,
    profile: undefined,
    duck: undefined,
    chunks: undefined,
  }
  analyses.set(id, analysis)
  return analysis
}

function read(analysis: Analysis): Table {
  const grid = analysis.builder?.build()
  if (!grid) throw new AppError("internal", "This range was read already.")
  analysis.builder = undefined
  analysis.grid = grid
  return readTable(grid)
}

function take<T>(from: Generator<T>, count: number): T[] {
  const taken: T[] = []
  while (taken.length < count) {
    const next = from.next()
    if (next.done) break
    taken.push(next.value)
  }
  return taken
}

function gridOf({ grid }: Analysis): Grid {
  if (!grid) throw new AppError("internal", "This range was not read yet.")
  return grid
}

function tableOf({ table }: Analysis): Table {
  if (!table) throw new AppError("internal", "This range was not read yet.")
  return table
}
