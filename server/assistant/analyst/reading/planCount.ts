import { countsRows, type Asked } from "./askedFor.ts"
import { headerStems, isAdditive, isCategory, isUnique } from "./roles.ts"
import type { ColumnProfile } from "../../../../shared/profile.ts"
import type { Task } from "./task.ts"

const counts =
  /\bhead ?count\b|\b(total|sum of( all)?) (orders|transactions|rows|entries|records|invoices|deals|bookings|employees|people|staff|responses|respondents|members)\b(?! (value|amount|revenue|cost|size))|\bhow many\b|\bnumber of\b|\bcounts?\b|\bcounting\b|\bare there (any )?|\bis there (an?|any)\b/

/** "How many …", "number of …", "distinct …", "customers with more than 3 orders". */
export function planCount(asked: Asked): Task | undefined {
  const { text, u } = asked
  const entity = asked.entities[0]
  const rows: Task = { kind: "figures", measures: [{ function: "count", column: undefined }], groups: asked.groups }
  if (u.having) {
    const operator = u.having.comparison
    const group = entity ?? asked.groups[0]?.column
    if (!group || operator === "between") return { kind: "decline", reason: "I could not tell what to count those by" }
    return { kind: "having", group, operator, value: u.having.numbers[0] ?? 0 }
  }
  const different = /\b(distinct|unique|different)\b/.test(text)
  if (different) {
    const column = entity ?? asked.numeric[0] ?? u.mentions[0]?.column
    if (!column) return { kind: "decline", reason: "I could not tell which column you want the different values of" }
    return asked.groups.length > 0
      ? { kind: "figures", measures: [{ function: "count_distinct", column }], groups: asked.groups }
      : { kind: "distinct", column }
  }
  if (!counts.test(text)) return undefined
  const isMean = /\b(average|avg|mean)\b/.test(text)
  const group = asked.groups[0]
  if (isMean && group) return { kind: "mean_of_groups", measure: { function: "count", column: undefined }, group }
  if (isMean) return undefined
  const [number = soldUnits(asked)] = asked.numeric
  const asksThere = /\b(are|is) there\b/.test(text) && !/\bhow many|\bnumber of|\bcount/.test(text)
  if (number && asksThere && u.filters.length === 0) return undefined
  if (number && isAdditive(number) && number.kind !== "currency" && !/\b(rows|entries|records)\b/.test(text)) {
    asked.assumptions.push(`I added up ${number.name}.`)
    asked.alternatives.push("ask for the number of rows to count them instead")
    return { kind: "figures", measures: [{ function: "sum", column: number }], groups: asked.groups }
  }
  if (number) return { kind: "figures", measures: [{ function: "count", column: number }], groups: asked.groups }
  if (
    entity &&
    !countsRows(asked, entity) &&
    (isCategory(entity) || entity.kind === "integer" || entity.kind === "mixed")
  ) {
    asked.alternatives.push("ask for the number of rows to count every row")
    return asked.groups.length > 0
      ? { kind: "figures", measures: [{ function: "count_distinct", column: entity }], groups: asked.groups }
      : { kind: "distinct", column: entity }
  }
  if (entity && entity.missing > 0 && isUnique(entity))
    return { kind: "figures", measures: [{ function: "count", column: entity }], groups: asked.groups }
  return rows
}

/** "How many widgets did we sell" asks for pieces when there is a column of them, not for orders. */
export function soldUnits(
  { text, u, entities }: Asked,
  ranked: readonly ColumnProfile[] = [],
): ColumnProfile | undefined {
  const isTrade = /\b(sell|sold|sells|selling|bought|buy|shipped|ship|purchased)\b/.test(text)
  const first = u.filters.find(({ values }) => values)
  const asksForValue =
    first !== undefined &&
    /\b(many|of|most|fewest|least)$/.test(
      u.words
        .slice(0, first.at)
        .map((word) => word.text)
        .join(" "),
    )
  if (!isTrade || !asksForValue || entities.some((column) => !ranked.includes(column))) return undefined
  return u.columns.find((column) => isAdditive(column) && headerStems(column.name).some((stem) => quantities.has(stem)))
}

const quantities = new Set("unit quantity piece pcs".split(" "))
