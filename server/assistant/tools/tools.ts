import { describeRange } from "./describeRange.ts"
import { queryRange } from "./queryRange.ts"
import { queryWorkbook } from "./queryWorkbook.ts"
import { readRange } from "./readRange.ts"
import { searchWorkbook } from "./searchWorkbook.ts"
import type { Tool, ToolContext } from "./tool.ts"

/** Everything a model may call. */
export const tools: readonly Tool[] = [describeRange, queryRange, queryWorkbook, searchWorkbook, readRange]

/** What it may call for this question. */
export const offeredTools = (context: ToolContext): readonly Tool[] =>
  tools.filter((tool) => tool.unavailable(context) === undefined)
