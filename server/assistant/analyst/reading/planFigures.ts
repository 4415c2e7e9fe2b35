import { askedUnit, statisticsIn, measureColumn, usualFunction, type Asked } from "./askedFor.ts"
import { planLookUp } from "./planLookUp.ts"
import { holdsMoney, isAdditive, isUnique } from "./roles.ts"
import type { ColumnProfile } from "../../../../shared/profile.ts"
import type { Measure, Task } from "./task.ts"

/** Plain figures, look-ups and lists: what is left when the question asks for no ranking, comparison or count. */
export function planFigures(asked: Asked): Task {
  const { text, u, numeric, groups } = asked
  const statistics = statisticsIn(text)
  const entity = asked.entities[0]
  if (numeric.length === 0 && statistics.length > 0 && entity?.kind === "date") {
    const directions = [
      ...(statistics.includes("max") ? ["desc" as const] : []),
      ...(statistics.includes("min") ? ["asc" as const] : []),
    ]
    if (directions.length > 0) return { kind: "extreme", column: entity, directions, count: 1, asked: undefined }
  }
  if (statistics.length > 0 && entity && numeric.length === 0 && entity.kind !== "text" && entity.statistics)
    return { kind: "decline", reason: `${entity.name} holds identifiers or dates, which I do not add up or average` }
  if (
    statistics.length > 0 &&
    entity &&
    numeric.length === 0 &&
    u.mentions[0]?.column === entity &&
    !groups.length &&
    !isGeneral(text)
  )
    return { kind: "decline", reason: `${entity.name} holds text, so it has no ${statistics[0] ?? "figure"}` }
  const isLookUp =
    statistics.length === 0 ||
    (statistics.length === 1 &&
      statistics[0] === "sum" &&
      /how much/.test(text) &&
      numeric.every((column) => !isAdditive(column)))
  const [measured] = numeric
  if (asked.divisor && measured && groups.length === 0 && measured !== asked.divisor)
    return { kind: "ratio", top: measured, bottom: asked.divisor }
  if (asked.divisor)
    return {
      kind: "decline",
      reason: `I can divide one column by ${asked.divisor.name} only over all rows that match, not by group`,
    }
  const countsRows = numeric.length === 0 && statistics.length === 0 && groups.length > 0
  if (countsRows && !namesRows(asked)) asked.assumptions.push("You named no column to measure, so I counted rows.")
  if (countsRows) return { kind: "figures", measures: [{ function: "count", column: undefined }], groups }
  if (isLookUp && groups.length === 0) {
    const task = planLookUp(asked)
    if (task) return task
  }
  const columns = numeric.length > 0 ? numeric : [measureColumn(asked)].filter((column) => column !== undefined)
  if (
    columns.length === 0 ||
    (numeric.length === 0 && statistics.length === 0 && groups.length === 0 && !askedUnit(asked))
  )
    return { kind: "decline", reason: "I could not tell what to compute" }
  if (numeric.length === 0 && /\b(value|worth|amount|money|cost|costs)\b/.test(text) && !columns.some(holdsMoney))
    return { kind: "decline", reason: "I found no column that holds that amount; name the column to use" }
  if (columns.every(({ kind }) => kind === "percentage") && /\b(amount|value|money|dollars|euros)\b/.test(text))
    return {
      kind: "decline",
      reason: `${columns[0]?.name ?? "The column"} holds percentages and not amounts; ask for its average instead`,
    }
  const [only] = columns
  const [group] = groups
  // "average monthly revenue": the mean of the months' totals, as people mean it.
  if (
    statistics.length === 1 &&
    statistics[0] === "average" &&
    only &&
    isAdditive(only) &&
    group?.by &&
    groups.length === 1 &&
    !/\bby (day|week|month|quarter|year|weekday)\b/.test(text)
  ) {
    asked.assumptions.push(`I averaged the ${group.by === "day" ? "daily" : `${group.by}ly`} totals of ${only.name}.`)
    asked.alternatives.push(`ask for the average ${only.name} by ${group.by} to see one average for each ${group.by}`)
    return { kind: "mean_of_groups", measure: { function: "sum", column: only }, group }
  }
  if (statistics.length === 0 && asked.perRow)
    return { kind: "figures", measures: columns.map((column) => ({ function: "average", column })), groups }
  const paired = pairs(asked)
  if (paired)
    return {
      kind: "figures",
      measures: paired,
      groups,
      order: groups.length > 0 && !groups[0]?.by ? "desc" : undefined,
    }
  // "How much discount" of percentages asks for their usual size; a total of them says nothing.
  const isMeantAsAverage = (column: ColumnProfile): boolean =>
    column.kind === "percentage" &&
    statistics.length === 1 &&
    /\bhow much\b/.test(text) &&
    !/\b(total|sum)\b/.test(text)
  const measures = columns.flatMap((column): Measure[] =>
    (statistics.length > 0 && !isMeantAsAverage(column) ? statistics : [usualFunction(column)]).map((name) => ({
      function: asked.perRow && name === "sum" ? "average" : name,
      column,
    })),
  )
  if (statistics.length === 0) for (const column of columns) sayUsual(asked, column.name, isAdditive(column))
  for (const column of columns)
    if (isMeantAsAverage(column)) sayUsual(asked, column.name, false)
    else if (statistics.includes("sum") && column.kind === "percentage")
      asked.assumptions.push(`${column.name} holds percentages, whose total rarely says anything.`)
    else if (statistics.includes("sum") && !isAdditive(column) && /how much/.test(text))
      asked.assumptions.push(`I added up ${column.name}.`)
  return {
    kind: "figures",
    measures,
    groups,
    order: groups.length > 0 && !groups[0]?.by ? "desc" : undefined,
    together: /\b_ and _|\btogether\b|\bcombined\b|\bplus\b/.test(text),
  }
}

/** "Average price and total revenue": each statistic belongs to the column after it. */
function pairs({ u, numeric }: Asked): Measure[] | undefined {
  if (numeric.length < 2) return undefined
  const masked = u.masked.split(" ")
  let from = 0
  const found: Measure[] = []
  for (const match of u.mentions.filter(({ column }) => numeric.includes(column))) {
    const [name, ...more] = statisticsIn(masked.slice(from, match.from).join(" "))
    if (!name || more.length > 0) return undefined
    found.push({ function: name, column: match.column })
    from = match.to
  }
  return found
}

/** "orders by region": the rows themselves are asked for. */
const namesRows = ({ text, entities }: Asked): boolean =>
  /\b(orders|rows|entries|records|sales|transactions|purchases|invoices|people|employees|staff|customers|responses|items)\b/.test(
    text,
  ) || entities.some(isUnique)

const isGeneral = (text: string): boolean => /\bhow much\b/.test(text)

function sayUsual(asked: Asked, name: string, additive: boolean): void {
  asked.assumptions.push(additive ? `I took this as the total of ${name}.` : `I took this as the average of ${name}.`)
  asked.alternatives.push(
    additive ? `ask for the average, smallest or largest ${name}` : `ask for the total, smallest or largest ${name}`,
  )
}
