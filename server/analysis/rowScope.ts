import { isLeaf } from "../tables/leafTable.ts"
import { counted, type Column, type Table } from "../tables/table.ts"
import type { QueryPlan } from "./queryPlan.ts"

/**
 * Which rows of a table with levels a query is about: `leaves` where amounts are added, so that each counts once; `top` where rows are
 * compared or grouped by their names; `matched` where the conditions name rows, which answer for themselves.
 */
export type RowScope = "all" | "leaves" | "top" | "matched"

export function rowScope(table: Table, plan: QueryPlan): RowScope {
  if (!table.levels) return "all"
  const labels = labelColumn(table)
  const isByName = plan.groups.some(({ column }) => column === labels)
  // Counting by name tells which names there are.
  if (isByName && plan.aggregates.every(({ function: name }) => name === "count")) return "all"
  if (plan.where.some(({ column, condition }) => column === labels && names(condition))) return "matched"
  if (plan.aggregates.length === 0) return plan.order.length > 0 ? "top" : "all"
  return isByName ? "top" : "leaves"
}

/** True for a condition that says which rows are meant, and not only that they have a name. */
const names = ({ operator }: QueryPlan["where"][number]["condition"]): boolean =>
  operator !== "is_blank" && operator !== "is_not_blank" && operator !== "ne"

/** The column of the names that levels give their rows: the first one of text that is not made of section titles. */
const labelColumn = ({ columns }: Table): Column | undefined =>
  columns.find(({ shape, placedRows }) => shape.kind === "text" && placedRows === undefined)

export function isInScope(table: Table, scope: RowScope, index: number): boolean {
  if (scope === "leaves") return isLeaf(table, index)
  return scope !== "top" || !table.levels?.parents.has(index)
}

/** Of matched rows those that are no part of another matched one: of `Finance` and its lines, `Finance`. */
export function topmost({ parents }: NonNullable<Table["levels"]>, matched: readonly number[]): number[] {
  const all = new Set(matched)
  return matched.filter((index) => {
    for (let above = parents.get(index); above !== undefined; above = parents.get(above))
      if (all.has(above)) return false
    return true
  })
}

/** What a reader must know of the rows that were used. `used` are those of a scope `matched`. */
export function scopeNotes(
  table: Table,
  scope: RowScope,
  matched: readonly number[],
  used: readonly number[],
): string[] {
  const { levels } = table
  if (!levels) return []
  const rowOf = (index: number): number => table.sheetRows[index] ?? 0
  const parts = levels.parents.size
  if (scope === "leaves")
    return [
      `${list([...levels.subtotals].map(rowOf))} only ${levels.subtotals.size === 1 ? "sums" : "sum"} up rows beside ${levels.subtotals.size === 1 ? "it" : "them"} and ${levels.subtotals.size === 1 ? "is" : "are"} left out.`,
    ]
  if (scope === "top")
    return [
      `Compared are the rows of the top level; ${counted(parts, "row")} under them ${parts === 1 ? "is" : "are"} left out.`,
    ]
  if (scope === "all") return [`${list([...levels.subtotals].map(rowOf))} only sum up other rows.`]
  const notes = used
    .filter((index) => levels.subtotals.has(index))
    .slice(0, 3)
    .map((index) => `Row ${rowOf(index)} is the sheet's own subtotal of the rows beside it.`)
  const under = matched.length - used.length
  return under > 0
    ? [
        ...notes,
        `${counted(under, "matching row")} that ${under === 1 ? "is a part" : "are parts"} of ${used.length === 1 ? "it" : "them"} ${under === 1 ? "does" : "do"} not count again.`,
      ]
    : notes
}

function list(rows: readonly number[]): string {
  const sorted = [...rows].sort((a, b) => a - b)
  const shown = sorted.slice(0, 5).join(", ")
  return `${sorted.length === 1 ? "Row" : "Rows"} ${shown}${sorted.length > 5 ? ` and ${sorted.length - 5} more` : ""}`
}
