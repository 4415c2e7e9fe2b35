import type { RangeAnalysis } from "../../analysis/rangeAnalysis.ts"
import type { OpenWorkbooks } from "../../workbooks/openWorkbooks.ts"

/** Tables that a turn has asked for, each opened once and closed with the turn. */
export interface OpenTables {
  open(name: string, signal: AbortSignal): Promise<RangeAnalysis>
  close(): Promise<void>
}

export function openTables(workbooks: Pick<OpenWorkbooks, "openTable">): OpenTables {
  const opened = new Map<string, Promise<RangeAnalysis>>()
  return {
    open(name, signal) {
      const key = name.toLowerCase()
      const known = opened.get(key)
      if (known) return known
      const opening = workbooks.openTable(name, signal)
      opened.set(key, opening)
      opening.catch(() => opened.delete(key)) // the next one who asks tries again
      return opening
    },
    async close() {
      for (const table of await Promise.allSettled([...opened.values()]))
        if (table.status === "fulfilled") await table.value.close()
    },
  }
}
