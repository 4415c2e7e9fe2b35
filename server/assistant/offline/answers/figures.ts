import { formatFigure } from "../../../../shared/formatFigure.ts"
import type { QueryResult } from "../../../../shared/query.ts"
import {
  ask,
  bold,
  nameOf,
  plain,
  plural,
  Proofs,
  sourcesOf,
  styleOf,
  whereOf,
  whereText,
  type Answering,
  type AnswerTable,
  type Context,
} from "../draft.ts"
import {
  aggregateOf,
  firstNumber,
  groupBy,
  groupHead,
  groupText,
  measureHead,
  measureStyle,
  measureText,
  numberAt,
  resultName,
} from "../measures.ts"
import type { Grouping, Measure, Task } from "../task.ts"

export const shownRows = 25

/** Sums, averages, counts and so on, of all rows or by group. */
export async function* answerFigures(context: Context, task: Extract<Task, { kind: "figures" }>): Answering {
  return task.groups.length > 0 ? yield* groupedFigures(context, task) : yield* singleFigures(context, task.measures)
}

async function* singleFigures(context: Context, measures: readonly Measure[]): Answering {
  const { filters } = context.plan
  const result = yield* ask(context, { where: whereOf(filters), aggregates: measures.map(aggregateOf) })
  const proofs = new Proofs()
  const sources = sourcesOf(result)
  const where = whereText(filters)
  const understood = `${measures.map(measureText).join(", ")}${where}, over ${rowsText(result)}`
  const [measure] = measures
  if (result.matchedRows === 0 && measure?.column) return { ...noRows(context, result), understood }
  const texts = measures.map((each, at) =>
    proofs.show(numberAt(result.rows[0], at), measureStyle(each), result.operation, sources),
  )
  const base = { understood, notes: result.notes, proofs: proofs.all, sources }
  if (measure && measures.length === 1) {
    const value = firstNumber(result)
    if (value === null)
      return {
        ...base,
        sentence: `There are too few numbers for ${measureText(measure)}${where}.`,
        proofs: [],
        certainty: 0.6,
      }
    const text = bold(texts[0] ?? "")
    if (!measure.column)
      return {
        ...base,
        sentence: where
          ? `There ${value === 1 ? "is" : "are"} ${text} ${value === 1 ? "row" : "rows"}${where}.`
          : `There ${value === 1 ? "is" : "are"} ${text} ${value === 1 ? "row" : "rows"}.`,
      }
    return { ...base, sentence: `${capital(measureText(measure))}${where} is ${text}.` }
  }
  const sentence = `${capital(measures.map((each, at) => `${measureText(each)} is ${bold(texts[at] ?? "")}`).join(", "))}${where}.`
  const table: AnswerTable = {
    head: ["Figure", "Value"],
    rows: measures.map((each, at) => [measureHead(each), texts[at] ?? ""]),
    numeric: [1],
  }
  return { ...base, sentence, table }
}

async function* groupedFigures(context: Context, task: Extract<Task, { kind: "figures" }>): Answering {
  const { filters } = context.plan
  const { measures, groups } = task
  const [main] = measures
  const timed = groups.some(({ by }) => by !== undefined)
  const result = yield* ask(context, {
    where: whereOf(filters),
    groupBy: groupBy(groups),
    aggregates: measures.map(aggregateOf),
    ...(main && !timed && groups.length === 1
      ? { orderBy: [{ by: resultName(main), direction: task.order ?? "desc" }] }
      : {}),
    limit: 500,
  })
  const where = whereText(filters)
  const understood = `${measures.map(measureText).join(", ")} ${groups.map(groupText).join(" and ")}${where}, over ${rowsText(result)}`
  if (!main || result.rows.length === 0) return { ...noRows(context, result), understood }
  const proofs = new Proofs()
  const sources = sourcesOf(result)
  const place = groups.length
  const best = [...result.rows]
    .filter((row) => numberAt(row, place) !== null)
    .sort((a, b) => (numberAt(b, place) ?? 0) - (numberAt(a, place) ?? 0))[0]
  const lead = best
    ? bold(proofs.show(numberAt(best, place), measureStyle(main), result.operation, sources))
    : "nothing"
  const sentence = best
    ? `${groups.map((group, at) => groupLabel(group, best.values[at] ?? null)).join(", ")} has the highest: ${measureText(main)}${where} is ${lead} there, of ${plural(result.totalRows, "group")}.`
    : `There are no numbers for ${measureText(main)}${where}.`
  const table: AnswerTable = {
    head: [...groups.map(groupHead), ...measures.map(measureHead)],
    rows: result.rows
      .slice(0, timed ? 60 : shownRows)
      .map((row) => [
        ...groups.map((group, at) => groupLabel(group, row.values[at] ?? null)),
        ...measures.map((measure, at) =>
          proofs.show(numberAt(row, place + at), measureStyle(measure), result.operation, cellsOf(result, row.cells)),
        ),
      ]),
    numeric: measures.map((_, at) => place + at),
  }
  return {
    sentence,
    table,
    understood,
    notes: [...cut(result.totalRows, table.rows.length), ...result.notes],
    proofs: proofs.all,
    sources,
  }
}

/** The mean of the figures of all groups, for example of monthly totals. */
export async function* answerMeanOfGroups(
  context: Context,
  task: Extract<Task, { kind: "mean_of_groups" }>,
): Answering {
  const { filters } = context.plan
  const { measure, group } = task
  const result = yield* ask(context, {
    where: whereOf(filters),
    groupBy: groupBy([group]),
    aggregates: [aggregateOf(measure)],
    limit: 500,
  })
  const where = whereText(filters)
  const understood = `the mean of ${measureText(measure).replace(/^the /, "")} ${groupText(group)}${where}, over ${rowsText(result)}`
  const rows = result.rows.filter((row) => row.values[0] !== null)
  const values = rows.map((row) => numberAt(row, 1)).filter((value) => value !== null)
  if (values.length === 0 || result.totalRows > 500)
    return {
      ...noRows(context, result),
      understood,
      sentence:
        values.length === 0 ? `No rows match${where}.` : "There are more than 500 groups, too many to average here.",
    }
  const proofs = new Proofs()
  const sources = sourcesOf(result)
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const text = proofs.show(
    mean,
    { ...measureStyle(measure), kind: measure.column?.kind ?? "decimal" },
    `mean of ${values.length} groups: ${result.operation}`,
    sources,
  )
  const unit = group.by ?? nameOf(group.column)
  return {
    sentence: `On average ${measureText(measure)}${where} is ${bold(text)} for each ${unit}, over ${plural(values.length, "group")}.`,
    table: {
      head: [groupHead(group), measureHead(measure)],
      rows: rows
        .slice(0, shownRows)
        .map((row) => [
          groupLabel(group, row.values[0] ?? null),
          proofs.show(numberAt(row, 1), measureStyle(measure), result.operation, cellsOf(result, row.cells)),
        ]),
      numeric: [1],
    },
    understood,
    notes: [...cut(rows.length, Math.min(rows.length, shownRows)), ...result.notes],
    proofs: proofs.all,
    sources,
  }
}

/** Different values of a column: how many and which. */
export async function* answerDistinct(context: Context, task: Extract<Task, { kind: "distinct" }>): Answering {
  const { filters } = context.plan
  const { column } = task
  const where = [...whereOf(filters), { column: column.name, operator: "is_not_blank" as const }]
  const result = yield* ask(context, {
    where,
    groupBy: [{ column: column.name }],
    aggregates: [{ function: "count" }],
    orderBy: [{ by: "count", direction: "desc" }],
    limit: 500,
  })
  const proofs = new Proofs()
  const sources = sourcesOf(result)
  const understood = `the different values of ${nameOf(column)}${whereText(filters)}, over ${rowsText(result)}`
  if (result.totalRows === 0) return { ...noRows(context, result), understood }
  const text = proofs.show(
    result.totalRows,
    { kind: "integer" },
    `number of different values: ${result.operation}`,
    sources,
  )
  const only = result.totalRows === 1
  return {
    sentence: `There ${only ? "is" : "are"} ${bold(text)} different ${only ? "value" : "values"} of ${nameOf(column)}${whereText(filters)}${only ? `: ${labelOf(result.rows[0]?.values[0] ?? null, column)}` : ""}.`,
    table: {
      head: [nameOf(column), "Rows"],
      rows: result.rows
        .slice(0, shownRows)
        .map((row) => [
          labelOf(row.values[0] ?? null, column),
          proofs.show(numberAt(row, 1), { kind: "integer" }, result.operation, cellsOf(result, row.cells)),
        ]),
      numeric: [1],
    },
    understood,
    notes: [...cut(result.totalRows, Math.min(shownRows, result.rows.length)), ...result.notes],
    proofs: proofs.all,
    sources,
  }
}

/** Groups with more (or fewer) than so many rows. */
export async function* answerHaving(context: Context, task: Extract<Task, { kind: "having" }>): Answering {
  const { filters } = context.plan
  const result = yield* ask(context, {
    where: [...whereOf(filters), { column: task.group.name, operator: "is_not_blank" }],
    groupBy: [{ column: task.group.name }],
    aggregates: [{ function: "count" }],
    having: { function: "count", operator: task.operator, value: task.value },
    orderBy: [{ by: "count", direction: "desc" }],
    limit: 500,
  })
  const proofs = new Proofs()
  const sources = sourcesOf(result)
  const text = proofs.show(result.totalRows, { kind: "integer" }, result.operation, sources)
  const words = { gt: "more than", ge: "at least", lt: "fewer than", le: "at most", eq: "exactly", ne: "not exactly" }[
    task.operator
  ]
  const what = `${words} ${formatFigure(task.value)} rows`
  return {
    sentence: `${bold(text)} ${result.totalRows === 1 ? "value" : "values"} of ${nameOf(task.group)} ${result.totalRows === 1 ? "has" : "have"} ${what}${whereText(filters)}.`,
    table:
      result.rows.length === 0
        ? undefined
        : {
            head: [nameOf(task.group), "Rows"],
            rows: result.rows
              .slice(0, shownRows)
              .map((row) => [
                labelOf(row.values[0] ?? null, task.group),
                proofs.show(numberAt(row, 1), { kind: "integer" }, result.operation, cellsOf(result, row.cells)),
              ]),
            numeric: [1],
          },
    understood: `${nameOf(task.group)} with ${what}${whereText(filters)}, over ${rowsText(result)}`,
    notes: [...cut(result.totalRows, Math.min(shownRows, result.rows.length)), ...result.notes],
    proofs: proofs.all,
    sources,
  }
}

export const labelOf = (value: string | number | boolean | null, column: Grouping["column"]): string =>
  plain(
    formatFigure(value, {
      ...styleOf(column),
      kind: column.kind === "date" ? "date" : typeof value === "string" ? "text" : column.kind,
    }),
  )

export const groupLabel = (group: Grouping, value: string | number | boolean | null): string =>
  group.by ? plain(formatFigure(value, { plain: true })) : labelOf(value, group.column)

export const rowsText = (result: QueryResult): string =>
  result.matchedRows === result.scannedRows
    ? `all ${plural(result.scannedRows, "row")}`
    : `${result.matchedRows.toLocaleString("en-US")} of ${plural(result.scannedRows, "row")}`

export const cellsOf = (result: QueryResult, cells: readonly string[]) =>
  cells.slice(0, 5).map((address) => ({ sheet: result.worksheet, address }))

export const cut = (total: number, shown: number): string[] =>
  total > shown ? [`The table shows ${shown} of ${total.toLocaleString("en-US")}.`] : []

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

export const noRows = (context: Context, result: QueryResult) => ({
  sentence: `No row matches${whereText(context.plan.filters)}, so there is nothing to compute.`,
  notes: result.notes,
  proofs: [],
  sources: sourcesOf(result),
  certainty: 0.7,
})
