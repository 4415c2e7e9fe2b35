import { describeRange } from "./describeRange.ts"
import { queryRange } from "./queryRange.ts"
import type { Tool } from "./tool.ts"

/** Everything a model may call. */
export const tools: readonly Tool[] = [describeRange, queryRange]
