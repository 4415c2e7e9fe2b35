import { nodeAt, nodesIn, textAt, type SqlNode } from "./sqlNode.ts"

/** Where a record stands: the Excel row, or the letter of its column where records stand in columns. */
export const placeColumn = { row: "_row", column: "_column" } as const

interface Named {
  readonly alias: string
  readonly column: string
}

/**
 * Keeps row numbers out of `*`: with them no two rows are equal, and `distinct *` finds no duplicate. `columns` gives the
 * row number's column of each table that is named; the nodes are changed in place. What is given back are the tables whose row
 * numbers can be asked for; of others, as under PIVOT, every column counts, and they must have none.
 */
export function hidePlaces(statement: SqlNode, columns: ReadonlyMap<SqlNode, string>): Set<SqlNode> {
  const selected = new Set<SqlNode>()
  for (const node of nodesIn(statement)) {
    if (node["type"] !== "SELECT_NODE") continue
    const tables = tablesFrom(nodeAt(node, "from_table"), columns)
    for (const table of tables) selected.add(table)
    const named = tables.map((table) => ({ alias: aliasOf(table), column: columns.get(table) ?? "" }))
    if (named.length === 0) continue
    for (const star of nodesIn(node["select_list"], "subquery")) if (star["type"] === "STAR") exclude(star, named)
  }
  return selected
}

export const aliasOf = (table: SqlNode): string => textAt(table, "alias") || textAt(table, "table_name")

/** The tables that stand in a FROM itself, not in what is selected or turned in it. */
function tablesFrom(from: SqlNode | undefined, columns: ReadonlyMap<SqlNode, string>): SqlNode[] {
  if (!from) return []
  if (columns.has(from)) return [from]
  if (from["type"] !== "JOIN") return []
  return [...tablesFrom(nodeAt(from, "left"), columns), ...tablesFrom(nodeAt(from, "right"), columns)]
}

function exclude(star: SqlNode, tables: readonly Named[]): void {
  const relation = textAt(star, "relation_name").toLowerCase()
  const meant = relation === "" ? tables : tables.filter(({ alias }) => alias.toLowerCase() === relation)
  const excluded: unknown = star["exclude_list"]
  const list: unknown[] = Array.isArray(excluded) ? excluded : []
  star["exclude_list"] = [...list, ...new Set(meant.map(({ column }) => column))]
}
