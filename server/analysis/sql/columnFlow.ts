import { nodeAt, nodesAt, nodesIn, numberAt, textAt, type SqlNode } from "./sqlNode.ts"

/** A column of a table in the database by its position; undefined for its rows as such. */
export interface TableColumn {
  readonly table: string
  readonly column: number | undefined
}

/** What a value is computed from. */
export interface Flow {
  /** Keys of table columns. */
  readonly sources: ReadonlySet<string>
  /** The one column whose number format suits the value. */
  readonly format: string | null
}

export const columnKey = ({ table, column }: TableColumn): string => `${table} ${column ?? ""}`

export const nothing: Flow = { sources: new Set(), format: null }

export const sourcesOf = (columns: readonly TableColumn[]): Flow => ({
  sources: new Set(columns.map(columnKey)),
  format: null,
})

/** All sources; the format is kept when all that have sources agree on it. */
export function merged(flows: readonly Flow[]): Flow {
  const sources = new Set(flows.flatMap((flow) => [...flow.sources]))
  return { sources, format: agreed(flows) }
}

function agreed(flows: readonly Flow[]): string | null {
  const formats = new Set(flows.filter((flow) => flow.sources.size > 0).map((flow) => flow.format))
  const [format = null] = formats
  return formats.size === 1 ? format : null
}

/** Functions and aggregates whose result is measured like their first argument, or like all of them. */
const likeFirst =
  /^(f?sum|kahan_sum|sumkahan|f?avg|mean|min|max|median|mode|first|last|any_value|arbitrary|quantile(_cont|_disc)?|stddev(_samp|_pop)?|mad|(arg_)?m(in|ax)(_by)?|first_value|last_value|nth_value|lag|lead|abs|round|round_even|ceil|ceiling|floor|trunc)$/
const likeAll = /^(\+|-|greatest|least)$/

/** What an expression is computed from, given the columns below it; undefined when it refers to one that is not there. */
export function expressionFlow(expression: SqlNode | undefined, below: readonly Flow[]): Flow | undefined {
  if (!expression) return undefined
  const flows: Flow[] = []
  // What a lambda refers to by position are its own arguments; the columns it uses stand beside it.
  for (const node of nodesIn(expression, "function_data")) {
    if (node["type"] !== "BOUND_REF") continue
    const flow = below[numberAt(node, "index")]
    if (!flow) return undefined
    flows.push(flow)
  }
  return { sources: merged(flows).sources, format: formatOf(expression, below)?.format ?? null }
}

/** Undefined for a constant, which any format suits. */
function formatOf(expression: SqlNode, below: readonly Flow[]): { format: string | null } | undefined {
  const type = textAt(expression, "type")
  const all = (nodes: readonly SqlNode[]): { format: string | null } | undefined => {
    const found = nodes.flatMap((node) => formatOf(node, below) ?? [])
    const formats = new Set(found.map(({ format }) => format))
    const [format = null] = formats
    return found.length === 0 ? undefined : { format: formats.size === 1 ? format : null }
  }
  if (type === "BOUND_REF") return { format: below[numberAt(expression, "index")]?.format ?? null }
  if (type === "VALUE_CONSTANT") return undefined
  if (type === "OPERATOR_CAST") return all(nodeUnder(expression, "child"))
  if (type === "OPERATOR_COALESCE") return all(nodesAt(expression, "children"))
  if (type === "CASE_EXPR") {
    const branches = nodesAt(expression, "case_checks").flatMap((check) => nodeUnder(check, "then_expr"))
    return all([...branches, ...nodeUnder(expression, "else_expr")])
  }
  const name = textAt(expression, "name") || type.replace(/^WINDOW_/, "").toLowerCase()
  const children = nodesAt(expression, "children")
  if (likeFirst.test(name)) return all(children.slice(0, 1)) ?? { format: null }
  if (likeAll.test(name)) return all(children)
  return { format: null }
}

const nodeUnder = (node: SqlNode, key: string): SqlNode[] => {
  const under = nodeAt(node, key)
  return under ? [under] : []
}
