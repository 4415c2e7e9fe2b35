import type { ColumnProfile } from "../../../../shared/profile.ts"
import { personColumn, type Asked } from "./askedFor.ts"
import type { Filter } from "./reading.ts"
import { isAdditive, isUnique, isYear } from "./roles.ts"
import type { Task } from "./task.ts"

/** True for a condition that can be expected to leave one row or a few: an identifier or a name, not a time or a range. */
const identifies = ({ column, values, conditions }: Filter): boolean =>
  conditions.every(({ operator }) => operator === "eq") &&
  (isUnique(column) || (values !== undefined && isRare(column, values)))

/** True when each value stands in one row, or, where that is not known, when most values of the column do. */
function isRare(column: ColumnProfile, values: readonly string[]): boolean {
  const counts = values.map((value) => column.topValues.find((top) => top.value === value)?.count)
  return counts.every((count) => (count === undefined ? column.distinct * 2 > column.count : count === 1))
}

/** Questions without any statistic: one value looked up, the rows themselves, or the different values of a column. */
export function planLookUp(asked: Asked): Task | undefined {
  const { text, u, numeric, entities } = asked
  const isFiltered = (column: ColumnProfile): boolean => u.filters.some((filter) => filter.column === column)
  const entity = entities.find((column) => !isFiltered(column)) ?? entities[0]
  const rows = (columns: readonly ColumnProfile[]): Task => ({ kind: "rows", asked: columns, count: u.limit ?? 20 })
  if (u.filters.length === 0) {
    if (numeric.length > 0 || !entity || /\bhow much\b/.test(text)) return undefined
    return entity.kind === "date" ? { kind: "describe", columns: [entity] } : { kind: "distinct", column: entity }
  }
  const identified = u.filters.some(identifies)
  const lists = /\b(show|list|find|display|which|who|whose|whom|give|get|see|look up|details?)\b/.test(text)
  if (numeric.length > 0) {
    const isSingle = numeric.some((column) => !isAdditive(column)) && u.filters.some(({ values }) => values)
    return identified || isSingle || (lists && entity) ? rows([...entities, ...numeric]) : undefined
  }
  if (/\bhow much\b/.test(text)) return undefined
  if (/\bwhen\b/.test(text) && asked.date)
    return rows([asked.date, ...entities.filter((column) => column !== asked.date)])
  const who = /\b(who|whose|whom)\b/.test(text) ? personColumn(asked) : undefined
  const wanted = entity ?? (who && !isFiltered(who) ? who : undefined)
  const isList = wanted && !isUnique(wanted) && (wanted.kind === "text" || isYear(wanted))
  if (isList && !identified && !/\b(orders?|rows?|entries|records|sales|transactions?)\b/.test(text))
    return { kind: "distinct", column: wanted }
  return rows(wanted && !entities.includes(wanted) ? [...entities, wanted] : entities)
}
