import type { DuckDBConnection } from "@duckdb/node-api"
import { parseSelect } from "./parseSelect.ts"
import { changeNodes, nodesAt, textAt, type SqlNode } from "./sqlNode.ts"

/** DuckDB's compensated (Kahan) sums in place of its naive ones. */
const compensated: ReadonlyMap<string, string> = new Map([
  ["sum", "fsum"],
  ["avg", "favg"],
  ["mean", "favg"],
])

/** Square root, and what the squares' sum is divided by: the count less this. */
const deviations: ReadonlyMap<string, { readonly root: boolean; readonly less: 0 | 1 }> = new Map([
  ["stddev", { root: true, less: 1 }],
  ["stddev_samp", { root: true, less: 1 }],
  ["stddev_pop", { root: true, less: 0 }],
  ["variance", { root: false, less: 1 }],
  ["var_samp", { root: false, less: 1 }],
  ["var_pop", { root: false, less: 0 }],
])

/**
 * Replaces aggregates that lose digits by ones that do not: sums and means compensated, deviations in two passes (first the mean,
 * then the squares of what is left), as Excel computes them. The result is computed over the same rows: `distinct` and `filter` stay.
 * Different texts are counted without case, as they are grouped and compared.
 */
export async function stableAggregates(connection: DuckDBConnection, statement: SqlNode): Promise<SqlNode> {
  const templates = new Map<string, SqlNode>()
  for (const [name, { root, less }] of deviations) {
    const squares = `list_aggregate(list_transform(list(x), lambda "deviation of": ("deviation of" - favg(x)) * ("deviation of" - favg(x))), 'fsum') / (count(x) - ${less})`
    const value = root ? `sqrt(${squares})` : squares
    const parsed = await parseSelect(connection, `SELECT CASE WHEN count(x) > ${less} THEN ${value} END`)
    const [expression] = nodesAt((parsed["node"] ?? {}) as SqlNode, "select_list")
    if (expression) templates.set(name, expression)
  }
  return changeNodes(statement, (node) => {
    const name = textAt(node, "function_name").toLowerCase()
    const kind = node["class"]
    const [argument, ...others] = nodesAt(node, "children")
    if ((kind !== "FUNCTION" && kind !== "WINDOW") || !argument || others.length > 0) return node
    const better = compensated.get(name)
    // TRUE and FALSE are counted, exactly as they are.
    if (better) return isTest(argument) ? node : { ...node, function_name: better }
    if (kind === "FUNCTION" && name === "count" && node["distinct"] === true)
      return { ...node, children: [withoutCase(argument)] }
    const template = kind === "FUNCTION" ? templates.get(name) : undefined
    return template ? { ...filled(template, argument, node), alias: node["alias"] } : node
  }) as SqlNode
}

/** The template with the argument for x, and the aggregates in it over the rows that the original takes. */
function filled(template: SqlNode, argument: SqlNode, { distinct, filter }: SqlNode): SqlNode {
  return changeNodes(template, (node) => {
    if (node["type"] === "COLUMN_REF" && JSON.stringify(node["column_names"]) === '["x"]') return argument
    return ["list", "favg", "count"].includes(textAt(node, "function_name")) ? { ...node, distinct, filter } : node
  }) as SqlNode
}

const isTest = (node: SqlNode): boolean =>
  ["COMPARISON", "CONJUNCTION", "BETWEEN"].includes(textAt(node, "class")) ||
  /^(OPERATOR_(NOT|IS_NULL|IS_NOT_NULL)|COMPARE_.*)$/.test(textAt(node, "type"))

/** The text of any value, in small letters. */
const withoutCase = (child: SqlNode): SqlNode => {
  const cast_type = { id: "VARCHAR", type_info: null }
  const text = { class: "CAST", type: "OPERATOR_CAST", alias: "", query_location: 0, child, cast_type, try_cast: false }
  const order_bys = { type: "ORDER_MODIFIER", orders: [] }
  const call = { function_name: "lower", schema: "", catalog: "", filter: null, order_bys, distinct: false }
  const flags = { is_operator: false, export_state: false }
  return { class: "FUNCTION", type: "FUNCTION", alias: "", query_location: 0, ...call, ...flags, children: [text] }
}
