import { columnKey, expressionFlow, merged, nothing, sourcesOf, type Flow, type TableColumn } from "./columnFlow.ts"
import { isNode, nodeAt, nodesAt, numberAt, textAt, type SqlNode } from "./sqlNode.ts"

/** Which columns of which tables a plan reads, and which of them each result column is computed from. */
export interface PlanSources {
  readonly read: readonly TableColumn[]
  /** One for each result column; undefined when the plan holds something that is not known here. */
  readonly columns: readonly Flow[] | undefined
}

/** Follows the columns of a logical plan of DuckDB from the tables up. An operator's columns are known by their positions, as in the plan. */
export function planSources(plan: SqlNode): PlanSources {
  const walk = new PlanWalk()
  try {
    return { columns: walk.outputs(plan), read: walk.read }
  } catch (error) {
    if (!(error instanceof UnknownPlan)) throw error
    return { columns: undefined, read: walk.read }
  }
}

type Kind =
  | "table"
  | "projection"
  | "selection"
  | "passed"
  | "aggregate"
  | "added"
  | "join"
  | "outer"
  | "definition"
  | "recursion"
  | "reference"
  | "set"
  | "values"
  | "nothing"

/** DuckDB's operators by what they do with the columns below them. */
const kinds: Readonly<Record<string, Kind>> = {
  LOGICAL_GET: "table",
  LOGICAL_PROJECTION: "projection",
  LOGICAL_FILTER: "selection",
  LOGICAL_ORDER_BY: "selection",
  LOGICAL_LIMIT: "passed",
  LOGICAL_TOP_N: "passed",
  LOGICAL_DISTINCT: "passed",
  LOGICAL_SAMPLE: "passed",
  LOGICAL_AGGREGATE_AND_GROUP_BY: "aggregate",
  LOGICAL_WINDOW: "added",
  LOGICAL_UNNEST: "added",
  LOGICAL_COMPARISON_JOIN: "join",
  LOGICAL_ANY_JOIN: "join",
  LOGICAL_ASOF_JOIN: "join",
  LOGICAL_DELIM_JOIN: "join",
  LOGICAL_CROSS_PRODUCT: "join",
  LOGICAL_POSITIONAL_JOIN: "join",
  LOGICAL_DELIM_GET: "outer",
  LOGICAL_MATERIALIZED_CTE: "definition",
  LOGICAL_RECURSIVE_CTE: "recursion",
  LOGICAL_CTE_REF: "reference",
  LOGICAL_UNION: "set",
  LOGICAL_EXCEPT: "set",
  LOGICAL_INTERSECT: "set",
  LOGICAL_EXPRESSION_GET: "values",
  LOGICAL_DUMMY_SCAN: "nothing",
}

class UnknownPlan extends Error {}

class PlanWalk {
  readonly read: TableColumn[] = []
  /** By the number of the `with`. */
  readonly #defined = new Map<number, readonly Flow[]>()
  /** Columns of the outer query that inner ones refer to, the innermost last. */
  readonly #outer: (readonly Flow[])[] = []

  outputs(node: SqlNode): readonly Flow[] {
    const kind = kinds[textAt(node, "type")]
    if (!kind) throw new UnknownPlan()
    return this.#operators[kind](node, nodesAt(node, "children"))
  }

  readonly #operators: Readonly<Record<Kind, (node: SqlNode, children: readonly SqlNode[]) => readonly Flow[]>> = {
    table: (node, children) => this.#table(node, children),
    projection: (node, children) => this.#each(nodesAt(node, "expressions"), this.#below(children)),
    selection: (node, children) => chosen(this.#below(children), node, "projection_map"),
    passed: (_node, children) => this.#below(children),
    aggregate: (node, children) => this.#aggregate(node, this.#below(children)),
    added: (node, children) => {
      const below = this.#below(children)
      return [...below, ...this.#each(nodesAt(node, "expressions"), below)]
    },
    join: (node, children) => this.#join(node, children),
    outer: (node) => this.#outerColumns(nodesAt(node, "chunk_types").length),
    definition: (node, [definition, query]) => {
      this.#defined.set(numberAt(node, "table_index"), this.#below(definition && [definition]))
      return this.#below(query && [query])
    },
    recursion: (node, children) => this.#recursive(node, children),
    reference: (node) => known(this.#defined.get(numberAt(node, "cte_index"))),
    set: (_node, children) => children.map((child) => this.outputs(child)).reduce(sideBySide),
    values: (node, children) => this.#values(node, children),
    nothing: () => [],
  }

  #below(children: readonly SqlNode[] | undefined): readonly Flow[] {
    const [child, ...others] = children ?? []
    if (!child || others.length > 0) throw new UnknownPlan()
    return this.outputs(child)
  }

  #each(expressions: readonly SqlNode[], below: readonly Flow[]): Flow[] {
    return expressions.map((expression) => known(expressionFlow(expression, below)))
  }

  #table(node: SqlNode, children: readonly SqlNode[]): readonly Flow[] {
    const table = textAt(nodeAt(node, "function_data") ?? {}, "table")
    // Beyond all numbers is the row as such.
    const indexes = nodesAt(node, "column_indexes").map(({ index }) => (typeof index === "number" ? index : Infinity))
    if (table === "") {
      // A function that gives rows: of its arguments, which stand below, or of constants.
      const argument = merged(children.flatMap((child) => this.outputs(child)))
      return indexes.map(() => argument)
    }
    const names = node["names"]
    const width = Array.isArray(names) ? names.length : 0
    const flows = indexes.map((index): Flow => {
      // Rows are counted without any column.
      const column: TableColumn = { table, column: index < width ? index : undefined }
      this.read.push(column)
      return { sources: new Set([columnKey(column)]), format: index < width ? columnKey(column) : null }
    })
    if (indexes.length === 0) this.read.push({ table, column: undefined })
    return chosen(flows, node, "projection_ids")
  }

  #aggregate(node: SqlNode, below: readonly Flow[]): readonly Flow[] {
    const groups = this.#each(nodesAt(node, "groups"), below)
    const values = nodesAt(node, "expressions").map((expression) =>
      // Counted rows are those of everything that is read.
      textAt(expression, "name") === "count_star"
        ? merged(below.length > 0 ? below : [sourcesOf(this.read)])
        : known(expressionFlow(expression, below)),
    )
    const groupings = node["grouping_functions"]
    return [...groups, ...values, ...(Array.isArray(groupings) ? groupings.map(() => merged(groups)) : [])]
  }

  #join(node: SqlNode, [left, right, ...others]: readonly SqlNode[]): readonly Flow[] {
    if (!left || !right || others.length > 0) throw new UnknownPlan()
    const flipped = node["delim_flipped"] === true
    const first = this.outputs(flipped ? right : left)
    const correlated = nodesAt(node, "duplicate_eliminated_columns")
    if (correlated.length > 0) this.#outer.push(this.#each(correlated, first))
    const second = this.outputs(flipped ? left : right)
    if (correlated.length > 0) this.#outer.pop()
    const leftFlows = flipped ? second : first
    const rightFlows = flipped ? first : second
    const ofLeft = chosen(leftFlows, node, "left_projection_map")
    const ofRight = chosen(rightFlows, node, "right_projection_map")
    switch (textAt(node, "join_type")) {
      case "SEMI":
      case "ANTI":
        return ofLeft
      case "RIGHT_SEMI":
      case "RIGHT_ANTI":
        return ofRight
      case "MARK": {
        const compared = nodesAt(node, "conditions").map((condition) =>
          known(expressionFlow(nodeAt(condition, "left"), leftFlows)),
        )
        return [...ofLeft, { ...merged([...compared, ...rightFlows]), format: null }]
      }
      default:
        return [...ofLeft, ...ofRight]
    }
  }

  #outerColumns(count: number): readonly Flow[] {
    const columns = this.#outer.at(-1)
    if (columns?.length === count) return columns
    const all = merged(this.#outer.flat())
    return Array.from({ length: count }, () => all)
  }

  #recursive(node: SqlNode, [anchor, step, ...others]: readonly SqlNode[]): readonly Flow[] {
    if (!anchor || !step || others.length > 0) throw new UnknownPlan()
    let flows = this.outputs(anchor)
    // Each round carries sources one column further at least.
    for (let round = 0; round <= flows.length; round++) {
      this.#defined.set(numberAt(node, "table_index"), flows)
      flows = sideBySide(flows, this.outputs(step))
    }
    return flows
  }

  #values(node: SqlNode, children: readonly SqlNode[]): readonly Flow[] {
    const below = children.flatMap((child) => this.outputs(child))
    const rows = node["expressions"]
    const lists = Array.isArray(rows) ? rows.map((row) => (Array.isArray(row) ? row.filter(isNode) : [])) : []
    if (lists.length === 0) throw new UnknownPlan()
    return lists
      .map((row) => this.#each(row, below))
      .reduce<readonly Flow[]>((a, b) => (a.length ? sideBySide(a, b) : b), [])
  }
}

/** The columns that an operator passes on: all of them when it says nothing. */
function chosen(flows: readonly Flow[], node: SqlNode, map: string): readonly Flow[] {
  const positions = node[map]
  if (!Array.isArray(positions) || positions.length === 0) return flows
  return positions.map((position) => known(typeof position === "number" ? flows[position] : undefined))
}

function sideBySide(a: readonly Flow[], b: readonly Flow[]): readonly Flow[] {
  if (a.length !== b.length) throw new UnknownPlan()
  return a.map((flow, i) => merged([flow, b[i] ?? nothing]))
}

function known<T>(found: T | undefined): T {
  if (found === undefined) throw new UnknownPlan()
  return found
}
