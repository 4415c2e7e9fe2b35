/** A node of a statement as DuckDB's `json_serialize_sql` and `json_serialize_plan` write it: `type` says which, the rest depends on it. */
export type SqlNode = Record<string, unknown>

export const isNode = (value: unknown): value is SqlNode =>
  typeof value === "object" && value !== null && !Array.isArray(value)

export const nodeAt = (node: SqlNode, key: string): SqlNode | undefined => {
  const value = node[key]
  return isNode(value) ? value : undefined
}

export const nodesAt = (node: SqlNode, key: string): SqlNode[] => {
  const value = node[key]
  return Array.isArray(value) ? value.filter(isNode) : []
}

export const textAt = (node: SqlNode, key: string): string => {
  const value = node[key]
  return typeof value === "string" ? value : ""
}

export const numberAt = (node: SqlNode, key: string): number => {
  const value = node[key]
  return typeof value === "number" ? value : 0
}

/** A value and all nodes inside of it, outer ones first; what stands under `except` is left out. */
export function* nodesIn(value: unknown, except = ""): Generator<SqlNode> {
  if (Array.isArray(value)) for (const item of value) yield* nodesIn(item, except)
  else if (isNode(value)) {
    yield value
    for (const key in value) if (key !== except) yield* nodesIn(value[key], except)
  }
}

/** The value with every node replaced by what `change` makes of it, inner ones first. */
export function changeNodes(value: unknown, change: (node: SqlNode) => SqlNode): unknown {
  if (Array.isArray(value)) return value.map((item) => changeNodes(item, change))
  if (!isNode(value)) return value
  return change(Object.fromEntries(Object.entries(value).map(([key, part]) => [key, changeNodes(part, change)])))
}
