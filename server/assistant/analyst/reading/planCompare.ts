import { type Asked, askedUnit, measureOf, usualFunction } from "./askedFor.ts"
import { rangeOf } from "./planRanking.ts"
import { truthOf } from "./flagFilters.ts"
import { valueFilter } from "./valueFilters.ts"
import type { ColumnProfile } from "../../../../shared/profile.ts"
import type { Grouping, Side, Task } from "./task.ts"
import type { Understanding } from "./understand.ts"

export const twoPeriods = (u: Understanding): boolean => u.filters.filter(({ span }) => span).length >= 2

const comparePattern =
  /\bcompar|\bversus\b|\bvs\b|\bdifferen(ce|t)\b|\bdiffer\b|\b(higher|lower|more|less|bigger|larger|smaller|better|worse|greater|fewer|cheaper|older|younger) than\b|\bthan\b|\b(more|less|fewer|better|worse|higher|lower|larger|smaller|bigger|cheaper|older|younger)\b.*\b_ or _/

export function compare(asked: Asked): Task | undefined {
  const { text, u } = asked
  if (rangeOf(asked)) return undefined
  const explicit =
    comparePattern.test(text) && !/\bhow many different\b|\bdifferent\b/.test(text.replace(/\bdifference\b/g, ""))
  const sides = sidesOf(u) ?? (asked.numeric.length > 0 && comparative.test(text) ? oppositesOf(u) : undefined)
  if (!explicit && !(sides && comparative.test(text) && !multipleValues(u)) && !(twoPeriods(u) && sides))
    return undefined
  const [group] = asked.groups
  const column = sides?.[0]?.filters[0]?.column
  if (sides && group && column && sides.every(({ filters }) => filters.every(({ span }) => !span)))
    return { kind: "figures", measures: [measureFor(asked)], groups: [...asked.groups, { column }] }
  if (sides && group)
    return {
      kind: "decline",
      reason: `I cannot yet compare times separately for each ${group.by ?? group.column.name}; ask for the figures by year and ${group.column.name}, or name one of them`,
    }
  if (sides) {
    const measure = measureFor(asked)
    const asks = /^(is|are|was|were|did|does|do|has|have)\b|\bthan\b/.test(text)
    const lower = asks && /\b(lower|less|fewer|smaller|worse|cheaper|younger)\b/.test(text)
    const higher = asks && /\b(higher|more|bigger|larger|better|greater|older)\b/.test(text)
    return { kind: "compare", sides, measure, asked: lower ? "lower" : higher ? "higher" : undefined }
  }
  const numbers = asked.numeric
  if (numbers.length >= 2)
    return {
      kind: "compare_columns",
      columns: numbers,
      function: usualFunction(numbers[0]),
      groups: asked.groups.length > 0 ? asked.groups : [],
    }
  const entity = asked.entities[0]
  const groups: readonly Grouping[] =
    asked.groups.length > 0 ? asked.groups : entity ? [{ column: entity }] : unitGroup(asked)
  if (groups.length > 0 && !/\bthan\b/.test(text))
    return { kind: "figures", measures: [measureFor(asked)], groups, order: "desc" }
  return {
    kind: "decline",
    reason: "I could not find the two things to compare; name two values of one column, two times, or two columns",
  }
}

function unitGroup(asked: Asked): readonly Grouping[] {
  const by =
    askedUnit(asked) ??
    (/\b(months|quarters|years|weekdays)\b/.exec(asked.text)?.[1]?.slice(0, -1) as
      "month" | "quarter" | "year" | "weekday" | undefined)
  return by && asked.date ? [{ column: asked.date, by }] : []
}

function measureFor(asked: Asked) {
  if (
    asked.numeric.length === 0 &&
    /\b(number of|how many|count)\b|\b(more|fewer|less) (orders?|rows?|sales|transactions|people|employees|customers)\b/.test(
      asked.text,
    )
  )
    return { function: "count" as const, column: undefined }
  return measureOf(asked) ?? { function: "count" as const, column: undefined }
}

const comparative = /\b(higher|lower|more|less|bigger|larger|smaller|better|worse|greater|fewer)\b/

const multipleValues = (u: Understanding): boolean => u.filters.some(({ values }) => (values?.length ?? 0) >= 2)

/** "Is utilization higher for remote workers?": those rows and all others with a value. */
function oppositesOf(u: Understanding): Side[] | undefined {
  const [filter, ...more] = u.filters
  const truth = filter && truthOf(filter.column)
  if (!truth || more.length > 0) return undefined
  const first = filter.values?.[0] ?? truth.yes
  return [first, first === truth.yes ? truth.no : truth.yes].map((value) => sideOf(filter.column, value, filter.at))
}

function sideOf(column: ColumnProfile, value: string, at: number): Side {
  const filter = { ...valueFilter(column, [value], false), at }
  return { label: truthOf(column) ? filter.words : value, filters: [filter] }
}

function sidesOf(u: Understanding): Side[] | undefined {
  const multiple = u.filters.find(({ values, negated }) => (values?.length ?? 0) >= 2 && !negated)
  if (multiple?.values) return multiple.values.map((value) => sideOf(multiple.column, value, multiple.at))
  const single = u.filters.filter(({ values, negated }) => values?.length === 1 && !negated)
  const flags = single.filter(
    ({ column }) => truthOf(column) && single.filter((other) => other.column === column).length === 2,
  )
  if (flags.length === 2)
    return flags.flatMap(({ column, values, at }) => (values ?? []).map((value) => sideOf(column, value, at)))
  const periods = u.filters.filter(({ span }) => span)
  if (periods.length >= 2)
    return periods.map((filter) => ({ label: filter.span?.label ?? filter.words, filters: [filter] }))
  return undefined
}
