import { AppError } from "../../shared/errors.ts"
import type { RangeProfile } from "../../shared/profile.ts"
import type { Chunk } from "../tables/chunks/chunk.ts"
import { GridBuilder, type Grid } from "../tables/grid.ts"
import { readTable } from "../tables/readTable.ts"
import type { Table } from "../tables/table.ts"
import { DuckTable } from "./duckTable.ts"
import { parseRangeJson } from "./parseRangeJson.ts"
import { profileTable } from "./profileTable.ts"
import { queryTable } from "./queryTable.ts"
import { rangeChunks } from "./rangeChunks.ts"
import type { RangeCall, WorkerResults } from "./workerMessages.ts"

interface Analysis {
  builder: GridBuilder | undefined
  grid: Grid | undefined
  table: Table | undefined
  profile: RangeProfile | undefined
  duck: Promise<DuckTable> | undefined
  chunks: Generator<Chunk> | undefined
}

/** The ranges and tables that this worker holds, by their numbers. */
const analyses = new Map<number, Analysis>()

/** @throws AppError as RangeAnalysis says. */
export async function performRangeCall(call: RangeCall): Promise<WorkerResults[RangeCall["kind"]]> {
  const analysis = analyses.get(call.analysis) ?? holdAnalysis(call.analysis, { builder: new GridBuilder() })
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
      return (analysis.profile ??= profileTable(known(analysis.table)))
    case "query": {
      const table = known(analysis.table)
      analysis.duck ??= DuckTable.create(table)
      return await queryTable(table, await analysis.duck, call.query)
    }
    case "chunks":
      analysis.chunks ??= rangeChunks(known(analysis.grid), known(analysis.table), analysis.profile?.columns)
      return take(analysis.chunks, call.count)
  }
}

/** Holds what was not sent as a range: a table that is known already, or the chunks of a sheet. */
export function holdAnalysis(number: number, parts: Partial<Analysis>): Analysis {
  const nothing = { builder: undefined, grid: undefined, table: undefined, profile: undefined }
  const analysis: Analysis = { ...nothing, duck: undefined, chunks: undefined, ...parts }
  analyses.set(number, analysis)
  return analysis
}

export async function closeRange(number: number): Promise<void> {
  const analysis = analyses.get(number)
  analyses.delete(number)
  if (analysis?.duck) (await analysis.duck).close()
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

function known<T>(part: T | undefined): T {
  if (part === undefined) throw new AppError("internal", "This range was not read yet.")
  return part
}
