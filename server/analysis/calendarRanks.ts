import { isExcelError } from "../../shared/cell.ts"
import { foldText } from "../tables/cellText.ts"
import type { Column } from "../tables/table.ts"

const months = "january february march april may june july august september october november december".split(" ")
const weekdays = "monday tuesday wednesday thursday friday saturday sunday".split(" ")
const quarters = ["q1", "q2", "q3", "q4"]

/**
 * Order of folded texts when every text of a column is a month, weekday or quarter name (in full or by three letters):
 * months by the calendar, Monday first. Undefined for any other column.
 */
export function calendarRanks(column: Column): ReadonlyMap<string, number> | undefined {
  const ranks = new Map<string, number>()
  for (const names of [months, weekdays, quarters])
    names.forEach((name, rank) => {
      ranks.set(name, rank)
      if (name.length > 3) ranks.set(name.slice(0, 3), rank)
    })
  ranks.set("sept", 8)
  ranks.set("tues", 1).set("thur", 3).set("thurs", 3)
  let texts = 0
  let kind: string[] | undefined
  for (const value of column.values) {
    if (value === null || isExcelError(value)) continue
    const text = typeof value === "string" ? foldText(value) : ""
    if (!ranks.has(text)) return undefined
    kind ??= [months, weekdays, quarters].find((names) => names.some((name) => name.startsWith(text.slice(0, 3))))
    if (!kind?.some((name) => name.startsWith(text.slice(0, 3)))) return undefined
    texts++
  }
  return texts > 0 ? ranks : undefined
}
