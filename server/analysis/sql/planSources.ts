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

class UnknownPlan extends Error {}

class PlanWalk {
  readonly read: TableColumn[] = []
  /** By the number of the `with`. */
  readonly #defined = new Map<number, readonly Flow[]>()
  /** Columns of the outer query that inner ones refer to, the innermost last. */
  readonly #outer: (readonly Flow[])[] = []

  outputs(node: SqlNode): readonly Flow[] {
    const children = nodesAt(node, "children")
    switch (textAt(node, "type")) {
      case "LOGICAL_GET":
        return this.#table(node, children)
      case "LOGICAL_PROJECTION":
        return this.#each(nodesAt(node, "expressions"), this.#below(children))
      case "LOGICAL_FILTER":
      case "LOGICAL_ORDER_BY":
        return chosen(this.#below(children), node, "projection_map")
      case "LOGICAL_LIMIT":
      case "LOGICAL_TOP_N":
      case "LOGICAL_DISTINCT":
      case "LOGICAL_SAMPLE":
        return this.#below(children)
      case "LOGICAL_AGGREGATE_AND_GROUP_BY":
        return this.#aggregate(node, this.#below(children))
      case "LOGICAL_WINDOW":
      case "LOGICAL_UNNEST": {
        const below = this.#below(children)
        return [...below, ...this.#each(nodesAt(node, "expressions"), below)]
      }
      case "LOGICAL_COMPARISON_JOIN":
      case "LOGICAL_ANY_JOIN":
      case "LOGICAL_ASOF_JOIN":
      case "LOGICAL_DELIM_JOIN":
      case "LOGICAL_CROSS_PRODUCT":
      case "LOGICAL_POSITIONAL_JOIN":
        return this.#join(node, children)
      case "LOGICAL_DELIM_GET":
        return this.#outerColumns(nodesAt(node, "chunk_types").length)
      case "LOGICAL_MATERIALIZED_CTE": {
        const [definition, query] = children
        this.#defined.set(numberAt(node, "table_index"), this.#below(definition && [definition]))
        return this.#below(query && [query])
      }
      case "LOGICAL_RECURSIVE_CTE":
        return this.#recursive(node, children)
      case "LOGICAL_CTE_REF":
        return known(this.#defined.get(numberAt(node, "cte_index")))
      case "LOGICAL_UNION":
      case "LOGICAL_EXCEPT":
      case "LOGICAL_INTERSECT":
        return children.map((child) => this.outputs(child)).reduce(sideBySide)
      case "LOGICAL_EXPRESSION_GET":
        return this.#values(node, children)
      case "LOGICAL_DUMMY_SCAN":
        return []
      default:
        throw new UnknownPlan()
    }
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
