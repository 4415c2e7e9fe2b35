import { isNode, nodeAt, nodesAt, textAt, type SqlNode } from "./sqlNode.ts"

/**
 * The places of a statement where a table is named that no `with` of the statement defines there. The nodes are those of the
 * statement itself.
 */
export function tableReferences(statement: SqlNode): SqlNode[] {
  const found: SqlNode[] = []
  visit(statement, new Set(), found)
  return found
}

function visit(value: unknown, defined: ReadonlySet<string>, found: SqlNode[]): void {
  if (Array.isArray(value)) for (const item of value) visit(item, defined, found)
  if (!isNode(value)) return
  if (value["type"] === "BASE_TABLE" && !isDefined(value, defined)) found.push(value)
  const inside = new Set(defined)
  for (const entry of definitions(value)) {
    const name = textAt(entry, "key").toLowerCase()
    // Only a recursive one sees itself; otherwise its own name is a table's, or an outer one's.
    visit(entry["value"], isRecursive(entry) ? new Set([...inside, name]) : inside, found)
    inside.add(name)
  }
  if (value["type"] === "RECURSIVE_CTE_NODE") inside.add(textAt(value, "cte_name").toLowerCase())
  for (const key in value) if (key !== "cte_map") visit(value[key], inside, found)
}

const isDefined = (table: SqlNode, defined: ReadonlySet<string>): boolean =>
  textAt(table, "schema_name") === "" && defined.has(textAt(table, "table_name").toLowerCase())

const definitions = (node: SqlNode): SqlNode[] => nodesAt(nodeAt(node, "cte_map") ?? {}, "map")

function isRecursive(entry: SqlNode): boolean {
  const query = nodeAt(nodeAt(entry, "value") ?? {}, "query")
  return nodeAt(query ?? {}, "node")?.["type"] === "RECURSIVE_CTE_NODE"
}
