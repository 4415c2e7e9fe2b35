import type { Column } from "../tables/table.ts"
import { conditionSql, type Bind } from "./conditionSql.ts"
import { bucketKey } from "./dateBucket.ts"
import { cellCode } from "./duckTable.ts"
import type { PlannedAggregate, PlannedGroup, PlannedOrder, QueryPlan } from "./queryPlan.ts"

/** Name of the table that holds a column (see DuckTable). */
export type TableOf = (column: Column) => string

/** Every column a plan reads, in the order of the table names they will have. */
export function columnsRead(plan: QueryPlan): Column[] {
  const { where, groups, aggregates, having, order } = plan
  return [
    ...new Set([
      ...aggregates.flatMap((each) => each.column ?? []),
      ...(having?.aggregate.column ? [having.aggregate.column] : []),
      ...groups.map((group) => group.column),
      ...where.map(({ column }) => column),
      ...order.flatMap(({ target }) => (target.kind === "column" ? target.column : [])),
    ]),
  ]
}

/** A scope of rows (see RowScope), or the rows themselves. */
export type ScopeRows = "all" | "leaves" | "top" | readonly number[]

export interface ScopedPlan {
  readonly plan: QueryPlan
  readonly rows: ScopeRows
}

/** `FROM … WHERE …`: the rows that pass, one positional join for each column read. Rows with an error in a group column are out. */
export function sourceSql({ plan, rows }: ScopedPlan, tableOf: TableOf, bind: Bind): string {
  const joins = columnsRead(plan).map((column) => ` POSITIONAL JOIN ${tableOf(column)}`)
  const tests = [
    ...plan.where.map(({ condition, column }) => conditionSql(condition, column, tableOf(column), bind)),
    ...plan.groups.map(({ column }) => `${tableOf(column)}.k <> ${cellCode.error}`),
    ...(rows === "all"
      ? []
      : [typeof rows === "string" ? `sheet.${rows}` : `sheet.r IN (${rows.join(",") || "NULL"})`]),
  ]
  return `FROM sheet${joins.join("")}${tests.length > 0 ? ` WHERE ${tests.join(" AND ")}` : ""}`
}

/** Row numbers that pass, in order. Columns: r. */
export function listingSql(scoped: ScopedPlan, tableOf: TableOf, bind: Bind): string {
  const { plan } = scoped
  const source = sourceSql(scoped, tableOf, bind)
  const order = plan.order.flatMap((term) => columnOrder(term, tableOf))
  return `SELECT sheet.r ${source} ORDER BY ${[...order, "sheet.r"].join(", ")} LIMIT ${plan.limit}`
}

// Blanks and errors come last in either direction, as Excel sorts them.
function columnOrder({ target, direction }: PlannedOrder, tableOf: TableOf): string[] {
  if (target.kind !== "column") return []
  const name = tableOf(target.column)
  return [
    `${name}.k IN (${cellCode.blank}, ${cellCode.error})`,
    `${name}.n ${direction} NULLS LAST`,
    `${name}.o ${direction} NULLS LAST`,
    `${name}.f COLLATE NOACCENT ${direction} NULLS LAST`,
  ]
}

/**
 * Groups in order. Columns: total, count, first, members (list of r), then for each group its key, and for each
 * aggregate its value and the row of its extreme (min and max only, else null).
 */
export function groupedSql(scoped: ScopedPlan, tableOf: TableOf, bind: Bind): string {
  const { plan } = scoped
  const { groups, aggregates, having } = plan
  const source = sourceSql(scoped, tableOf, bind)
  const inner = [
    "count(*)::DOUBLE AS members_count",
    "min(sheet.r) AS first",
    "list(sheet.r ORDER BY sheet.r) AS members",
    ...groups.flatMap((group, i) => [
      `${groupKey(group, tableOf)} AS g${i}`,
      `${groupText(group, tableOf)} AS g${i}f`,
      `min(${tableOf(group.column)}.o) AS g${i}o`,
    ]),
    ...aggregates.flatMap((each, i) => [
      `${aggregateSql(each, tableOf)} AS a${i}`,
      `${extremeRow(each, tableOf)} AS a${i}r`,
    ]),
  ]
  const keys = groups.flatMap((group) => [groupKey(group, tableOf), groupText(group, tableOf)])
  const groupBy = keys.length > 0 ? ` GROUP BY ${keys.join(", ")}` : ""
  const passes = having
    ? ` HAVING ${aggregateSql(having.aggregate, tableOf)} ${signs[having.operator]} ${bind(having.value)}::DOUBLE`
    : ""
  const outer = [
    "count(*) OVER ()::DOUBLE",
    "members_count",
    "first",
    "members",
    ...groups.map((_, i) => `g${i}`),
    ...aggregates.flatMap((_, i) => [`a${i}`, `a${i}r`]),
  ]
  const order = [...plan.order.flatMap((term) => resultOrder(plan, term)), ...groups.flatMap(defaultOrder), "first"]
  return `SELECT ${outer.join(", ")} FROM (SELECT ${inner.join(", ")} ${source}${groupBy}${passes}) ORDER BY ${order.join(", ")} LIMIT ${plan.limit}`
}

const signs = { eq: "=", ne: "<>", gt: ">", ge: ">=", lt: "<", le: "<=" } as const

const groupKey = ({ column, by }: PlannedGroup, tableOf: TableOf): string =>
  by ? `(${bucketKey(by, `${tableOf(column)}.n`)})::DOUBLE` : `${tableOf(column)}.n`

const groupText = ({ column, by }: PlannedGroup, tableOf: TableOf): string =>
  by ? "NULL::VARCHAR" : `${tableOf(column)}.f`

/** Dates and numbers ascending, months and weekdays by the calendar, other text by first appearance; blank last. */
function defaultOrder(_: PlannedGroup, i: number): string[] {
  return [`g${i} NULLS LAST`, `g${i}o NULLS LAST`, `g${i}f IS NULL`, `min(first) OVER (PARTITION BY g${i}, g${i}f)`]
}

function resultOrder({ groups }: QueryPlan, { target, direction }: PlannedOrder): string[] {
  if (target.kind === "aggregate") return [`a${target.index} ${direction} NULLS LAST`]
  if (target.kind === "column" || !groups[target.index]) return []
  const g = `g${target.index}`
  return [
    `${g} IS NULL AND ${g}f IS NULL`,
    `${g} ${direction} NULLS LAST`,
    `${g}o ${direction} NULLS LAST`,
    `${g}f COLLATE NOACCENT ${direction} NULLS LAST`,
  ]
}

/** fsum and favg are DuckDB's compensated sums; a sum over no numbers is 0 as in Excel, a mean of none is blank. */
function aggregateSql({ function: name, column }: PlannedAggregate, tableOf: TableOf): string {
  if (!column) return "count(*)::DOUBLE"
  const table = tableOf(column)
  switch (name) {
    case "count":
      return `count(*) FILTER (${table}.k NOT IN (${cellCode.blank}, ${cellCode.error}))::DOUBLE`
    case "count_distinct":
      return `(count(DISTINCT ${table}.n) + count(DISTINCT ${table}.f))::DOUBLE`
    case "sum":
      return `coalesce(fsum(${table}.n), 0)`
    case "average":
      return `favg(${table}.n)`
    case "median":
      return `median(${table}.n)`
    case "min":
      return `min(${table}.n)`
    case "max":
      return `max(${table}.n)`
    case "stdev":
      return `stddev_samp(${table}.n)`
  }
}

/** The first row that holds the minimum or maximum. */
function extremeRow({ function: name, column }: PlannedAggregate, tableOf: TableOf): string {
  if (!column || (name !== "min" && name !== "max")) return "NULL::INTEGER"
  const n = `${tableOf(column)}.n`
  return name === "min"
    ? `arg_min(sheet.r, (${n}, sheet.r)) FILTER (${n} IS NOT NULL)`
    : `arg_max(sheet.r, (${n}, -sheet.r)) FILTER (${n} IS NOT NULL)`
}
