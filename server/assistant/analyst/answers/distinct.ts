import { formatFigure } from "../../../../shared/formatFigure.ts"
import {
  type Answering,
  ask,
  bold,
  type Context,
  nameOf,
  Proofs,
  sourcesOf,
  whereOf,
  whereText,
} from "../reading/draft.ts"
import { numberAt } from "../reading/measures.ts"
import type { Task } from "../reading/task.ts"
import { cellsOf, cut, labelOf, noRows, rowsText, shownRows } from "./answerText.ts"

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
