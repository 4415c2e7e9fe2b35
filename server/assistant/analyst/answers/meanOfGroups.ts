import {
  type Answering,
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
  groupBy,
  groupHead,
  groupText,
  measureHead,
  measureStyle,
  measureText,
  numberAt,
} from "../reading/measures.ts"
import { incompleteGroups } from "../reading/incomplete.ts"
import type { Task } from "../reading/task.ts"
import { cellsOf, cut, groupLabel, noRows, rowsText, shownRows } from "./answerText.ts"

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
    notes: [
      ...cut(rows.length, Math.min(rows.length, shownRows)),
      ...incompleteGroups(group.column, group.by, filters),
      ...result.notes,
    ],
    proofs: proofs.all,
    sources,
  }
}
