import type { Condition } from "../../shared/query.ts"
import { limits } from "../../shared/limits.ts"
import { foldText } from "../tables/cellText.ts"
import type { Column } from "../tables/table.ts"
import type { QueryPlan } from "./queryPlan.ts"

/** A plan in plain words: `sum of Revenue where Region = "West", by month of Date`. */
export function operationText(plan: QueryPlan): string {
  const what = plan.aggregates.length > 0 ? plan.aggregates.map((each) => each.name).join(", ") : "rows"
  const where = plan.where.map(({ condition, column }) => conditionText(condition, column)).join(" and ")
  const groups = plan.groups.map((group) => group.name).join(" and ")
  const { having } = plan
  return [
    where ? `${what} where ${where}` : what,
    groups ? `, by ${groups}` : "",
    having ? `, only where ${having.aggregate.name} ${signs[having.operator]} ${having.value}` : "",
    orderText(plan),
  ].join("")
}

function orderText({ order, limit, limitGiven: given }: QueryPlan): string {
  const [first, ...more] = order
  // The most rows that may be asked for is no choice of the asker.
  const limitGiven = given && limit < limits.queryRows
  if (!first) return limitGiven ? `, first ${limit}` : ""
  if (limitGiven && more.length === 0)
    return `, ${first.direction === "desc" ? "top" : "bottom"} ${limit} by ${first.name}`
  const terms = order.map(({ name, direction }) => `${name} ${direction === "asc" ? "ascending" : "descending"}`)
  return `, sorted by ${terms.join(", ")}${limitGiven ? `, first ${limit}` : ""}`
}

const signs: Record<string, string> = { eq: "=", ne: "<>", gt: ">", ge: ">=", lt: "<", le: "<=" }

const words: Record<string, string> = { contains: "contains", starts_with: "starts with", ends_with: "ends with" }

function conditionText({ operator, value }: Condition, column: Column): string {
  const { name } = column.shape
  if (operator === "is_blank" || value === null) return `${name} is ${operator === "ne" ? "not " : ""}blank`
  if (operator === "is_not_blank") return `${name} is not blank`
  const list = Array.isArray(value) ? value : [value ?? null]
  const texts = list.map((each) => valueText(each, column))
  if (operator === "between") return `${name} between ${texts[0]} and ${texts[1]}`
  if (operator === "in") return `${name} in (${texts.slice(0, 10).join(", ")}${texts.length > 10 ? ", …" : ""})`
  return `${name} ${words[operator] ?? signs[operator] ?? operator} ${texts[0]}`
}

function valueText(value: string | number | boolean | null, column: Column): string {
  if (value === null) return "blank"
  if (typeof value !== "string") return String(value)
  const text = foldText(value) === "" ? value : value.trim()
  const shown = text.length > 60 ? `${text.slice(0, 60)}…` : text
  return column.shape.kind === "text" || column.shape.kind === "mixed" ? `"${shown}"` : shown
}
