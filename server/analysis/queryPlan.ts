import { isNumericKind } from "../../shared/cell.ts"
import { AppError } from "../../shared/errors.ts"
import { limits } from "../../shared/limits.ts"
import type { Aggregate, Condition, RangeQuery } from "../../shared/query.ts"
import { foldText } from "../tables/cellText.ts"
import { numberSort } from "../tables/numberSort.ts"
import { someCells, type Column, type Table } from "../tables/table.ts"
import type { DateUnit } from "./dateBucket.ts"
import { findColumn } from "./findColumn.ts"
import { bareName } from "../tables/nearestName.ts"

export interface PlannedGroup {
  readonly column: Column
  readonly by: DateUnit | undefined
  readonly name: string
}

export interface PlannedAggregate {
  readonly function: Aggregate["function"]
  readonly column: Column | undefined
  readonly name: string
}

export type OrderTarget =
  { kind: "group"; index: number } | { kind: "aggregate"; index: number } | { kind: "column"; column: Column }

export interface PlannedOrder {
  readonly target: OrderTarget
  readonly direction: "asc" | "desc"
  readonly name: string
}

/** A query whose columns are found and whose demands the columns can meet. */
export interface QueryPlan {
  readonly where: readonly { readonly condition: Condition; readonly column: Column }[]
  readonly groups: readonly PlannedGroup[]
  /** Empty for a listing of rows. */
  readonly aggregates: readonly PlannedAggregate[]
  readonly having:
    { readonly aggregate: PlannedAggregate; readonly operator: Comparison; readonly value: number } | undefined
  readonly listed: readonly Column[]
  readonly order: readonly PlannedOrder[]
  readonly limit: number
  readonly limitGiven: boolean
}

type Comparison = NonNullable<RangeQuery["having"]>["operator"]

const listedColumns = 50

/** @throws AppError invalid_request with a sentence for whoever wrote the query. */
export function planQuery(table: Table, query: RangeQuery): QueryPlan {
  const where = (query.where ?? []).map((condition) => ({ condition, column: findColumn(table, condition.column) }))
  const groups = (query.groupBy ?? []).map((group) => planGroup(table, group.column, group.by))
  const wanted = query.aggregates ?? []
  const counts = wanted.length === 0 && (groups.length > 0 || query.having !== undefined)
  const aggregates = (counts ? [{ function: "count" as const }] : wanted).map((each) => planAggregate(table, each))
  const listed = query.columns?.length
    ? query.columns.map((name) => findColumn(table, name))
    : table.columns.slice(0, listedColumns)
  const having = query.having && {
    aggregate: planAggregate(table, query.having),
    operator: query.having.operator,
    value: query.having.value,
  }
  const isListing = aggregates.length === 0
  const order = (query.orderBy ?? []).map(({ by, direction }) => ({
    direction,
    ...(isListing ? orderByColumn(table, by) : orderByResult(table, by, groups, aggregates)),
  }))
  return {
    where,
    groups,
    aggregates,
    having,
    listed: isListing ? [...new Set(listed)] : [],
    order,
    limit: Math.min(query.limit ?? limits.queryRows, limits.queryRows),
    limitGiven: query.limit !== undefined,
  }
}

function planGroup(table: Table, name: string, by: DateUnit | undefined): PlannedGroup {
  const column = findColumn(table, name)
  if (by && column.shape.kind !== "date")
    throw new AppError(
      "invalid_request",
      `${column.shape.name} holds ${heldBy(column)}, not dates, so it cannot be grouped by ${by}; group by the column itself.${column.datesAsText.length > 0 ? " Its dates are stored as text; convert them in Excel first." : ""}`,
    )
  return { column, by, name: by ? `${by} of ${column.shape.name}` : column.shape.name }
}

function planAggregate(table: Table, wanted: Pick<Aggregate, "function" | "column">): PlannedAggregate {
  if (wanted.column === undefined || wanted.column.trim() === "" || wanted.column.trim() === "*") {
    if (wanted.function !== "count")
      throw new AppError("invalid_request", `${wanted.function} needs a column; only count works on whole rows.`)
    return { function: "count", column: undefined, name: "count" }
  }
  const column = findColumn(table, wanted.column)
  requireFitting(table, wanted.function, column)
  return { function: wanted.function, column, name: `${aggregateName(wanted.function)} of ${column.shape.name}` }
}

const aggregateName = (name: Aggregate["function"]): string => (name === "count_distinct" ? "distinct count" : name)

function requireFitting(table: Table, name: Aggregate["function"], column: Column): void {
  const { kind } = column.shape
  if (name === "count" || name === "count_distinct" || isNumericKind(kind)) return
  if (kind === "date" && (name === "min" || name === "max")) return
  if (column.formats && severalSorts(column))
    throw new AppError(
      "invalid_request",
      `${column.shape.name} holds percentages or dates beside other numbers, so ${name} over its rows means nothing; ask for single rows of it.`,
    )
  if (kind === "mixed" && column.values.some((value) => typeof value === "number")) return
  const numeric = table.columns.filter((each) => isNumericKind(each.shape.kind)).map((each) => each.shape.name)
  const stored =
    column.numbersAsText.length > 0
      ? ` Its numbers are stored as text (${someCells(table, column, column.numbersAsText)}); convert them in Excel first.`
      : ""
  const advice = kind === "date" ? "use min, max or count" : "use count or count_distinct"
  const others = numeric.length > 0 ? ` Columns with numbers: ${numeric.slice(0, 20).join(", ")}.` : ""
  throw new AppError(
    "invalid_request",
    `${name} needs numbers, and ${column.shape.name} holds ${heldBy(column)}; ${advice}.${stored}${others}`,
  )
}

/** True for a rate, a date or a time among other numbers. */
const severalSorts = ({ formats, values }: Column): boolean =>
  new Set(values.flatMap((value, index) => (typeof value === "number" ? numberSort(formats?.[index]) : []))).size > 1

function heldBy({ shape }: Column): string {
  switch (shape.kind) {
    case "text":
      return "text"
    case "date":
      return "dates"
    case "boolean":
      return "TRUE and FALSE"
    case "mixed":
      return "values of several kinds"
    case "empty":
      return "nothing"
    default:
      return "numbers"
  }
}

function orderByColumn(table: Table, by: string): { target: OrderTarget; name: string } {
  const column = findColumn(table, by)
  return { target: { kind: "column", column }, name: column.shape.name }
}

/** Finds a result column by its name, by the column it is made from, or by its function where only one fits. */
function orderByResult(
  table: Table,
  by: string,
  groups: readonly PlannedGroup[],
  aggregates: readonly PlannedAggregate[],
): { target: OrderTarget; name: string } {
  const bare = bareName(by)
  const results = [
    ...groups.map((group, index) => ({ ...group, function: "", target: { kind: "group" as const, index } })),
    ...aggregates.map((aggregate, index) => ({ ...aggregate, target: { kind: "aggregate" as const, index } })),
  ]
  const named = results.filter((result) => foldText(result.name) === foldText(by))
  const alike = named.length > 0 ? named : results.filter((result) => bareName(result.name) === bare)
  const candidates =
    alike.length > 0
      ? alike
      : results.filter(
          (result) =>
            bareName(result.function) === bare || (result.column && bareName(result.column.shape.name) === bare),
        )
  const [found] = candidates
  if (found) return { target: found.target, name: found.name }
  throw new AppError(
    "invalid_request",
    `The result has no column ${by.slice(0, 60)} to sort by; it has ${results.map((result) => result.name).join(", ")}.`,
  )
}
