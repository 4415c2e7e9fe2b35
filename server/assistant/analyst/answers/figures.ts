import type { QueryResult } from "../../../../shared/query.ts"
import {
  type Answering,
  type AnswerTable,
  ask,
  bold,
  type Context,
  nameOf,
  plural,
  Proofs,
  sourcesOf,
  whereOf,
  whereText,
} from "../reading/draft.ts"
import {
  aggregateOf,
  bareMeasure,
  columnStyle,
  firstNumber,
  groupBy,
  groupHead,
  groupText,
  measureHead,
  measureStyle,
  measureText,
  numberAt,
  resultName,
} from "../reading/measures.ts"
import { incompleteGroups, incompleteTimes } from "../reading/incomplete.ts"
import type { Measure, Task } from "../reading/task.ts"
import { capital, cellsOf, cut, groupLabel, noRows, rowsText, shownRows } from "./answerText.ts"

/** Sums, averages, counts and so on, of all rows or by group. */
export async function* answerFigures(context: Context, task: Extract<Task, { kind: "figures" }>): Answering {
  return task.groups.length > 0 ? yield* groupedFigures(context, task) : yield* singleFigures(context, task)
}

async function* singleFigures(context: Context, task: Extract<Task, { kind: "figures" }>): Answering {
  const { measures } = task
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
  const times = filters.flatMap(({ column, span }) => (span ? incompleteTimes(column, [span]) : []))
  const base = { understood, notes: [...times, ...result.notes], proofs: proofs.all, sources }
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
  const together = task.together ? combined(measures, result) : undefined
  const both =
    together === undefined
      ? ""
      : `${capital(listText(measures.map(({ column }) => (column ? nameOf(column) : ""))))} together come to ${bold(proofs.show(together, measureStyle(measures[0] ?? { function: "sum", column: undefined }), `sum of all: ${result.operation}`, sources))}${where}: `
  const sentence = `${both}${(both ? (text: string) => text : capital)(measures.map((each, at) => `${measureText(each)} is ${bold(texts[at] ?? "")}`).join(", "))}${where}.`
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
    .sort((a, b) => ((numberAt(b, place) ?? 0) - (numberAt(a, place) ?? 0)) * (main.function === "min" ? -1 : 1))[0]
  const styles = measures.map((measure, at) => columnStyle(measure, result.rows, place + at))
  const [mainStyle = measureStyle(main)] = styles
  const lead = best ? bold(proofs.show(numberAt(best, place), mainStyle, result.operation, sources)) : "nothing"
  const sentence = best
    ? `${groups.map((group, at) => groupLabel(group, best.values[at] ?? null)).join(", ")} has the ${main.function === "min" || main.function === "max" ? "" : "highest "}${bareMeasure(main)}${where}: ${lead}, first of ${plural(result.totalRows, "group")}.`
    : `There are no numbers for ${measureText(main)}${where}.`
  const table: AnswerTable = {
    head: [...groups.map(groupHead), ...measures.map(measureHead)],
    rows: result.rows
      .slice(0, timed ? 60 : shownRows)
      .map((row) => [
        ...groups.map((group, at) => groupLabel(group, row.values[at] ?? null)),
        ...styles.map((style, at) =>
          proofs.show(numberAt(row, place + at), style, result.operation, cellsOf(result, row.cells)),
        ),
      ]),
    numeric: measures.map((_, at) => place + at),
  }
  return {
    sentence,
    table,
    understood,
    notes: [
      ...cut(result.totalRows, table.rows.length),
      ...groups.flatMap(({ column, by }) => incompleteGroups(column, by, filters)),
      ...result.notes,
    ],
    proofs: proofs.all,
    sources,
  }
}

/** Totals of columns of one kind, added up. */
function combined(measures: readonly Measure[], result: QueryResult): number | undefined {
  const kinds = new Set(measures.map(({ column }) => `${column?.kind ?? ""} ${column?.unit ?? ""}`))
  if (kinds.size > 1 || measures.some(({ function: name }) => name !== "sum")) return undefined
  return measures.reduce((sum, _, at) => sum + (numberAt(result.rows[0], at) ?? 0), 0)
}

const listText = (names: readonly string[]): string =>
  names.length < 2 ? (names[0] ?? "") : `${names.slice(0, -1).join(", ")} and ${names.at(-1) ?? ""}`
