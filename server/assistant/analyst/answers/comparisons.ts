import type { QueryResult } from "../../../../shared/query.ts"
import {
  ask,
  bold,
  nameOf,
  plain,
  Proofs,
  sourcesOf,
  uniqueSources,
  whereOf,
  whereText,
  type Answering,
  type Context,
} from "../reading/draft.ts"
import {
  aggregateOf,
  differenceStyle,
  firstNumber,
  groupBy,
  groupHead,
  measureHead,
  measureStyle,
  measureText,
  numberAt,
} from "../reading/measures.ts"
import { incompleteGroups, incompleteTimes } from "../reading/incomplete.ts"
import type { Filter } from "../reading/reading.ts"
import type { Measure, Task } from "../reading/task.ts"
import { capital, cellsOf, cut, groupLabel, noRows, rowsText, shownRows } from "./answerText.ts"

const percentStyle = { kind: "percentage" as const, format: "0.0%" }

/** The same figure for two or more values or times, with the difference of the first two. */
export async function* answerCompare(context: Context, task: Extract<Task, { kind: "compare" }>): Answering {
  const { filters } = context.plan
  const { measure, sides } = task
  const proofs = new Proofs()
  const found: { label: string; value: number; text: string; rows: number }[] = []
  const results: QueryResult[] = []
  const empty: string[] = []
  for (const side of sides.slice(0, 12)) {
    const result = yield* ask(context, {
      where: whereOf([...filters, ...side.filters]),
      aggregates: [aggregateOf(measure)],
    })
    results.push(result)
    const value = firstNumber(result)
    if (value === null || (result.matchedRows === 0 && measure.column)) empty.push(side.label)
    else
      found.push({
        label: plain(side.label),
        value,
        text: proofs.show(value, measureStyle(measure), result.operation, sourcesOf(result)),
        rows: result.matchedRows,
      })
  }
  const where = whereText(filters)
  const understood = `${measureText(measure)}${where}, for ${sides.map(({ label }) => plain(label)).join(" and for ")}`
  const [first, second] = found
  const notes = [
    ...new Set(results.flatMap((result) => result.notes)),
    ...empty.map((label) => `No row matches ${plain(label)}${where}.`),
    ...sides.flatMap((side) =>
      side.filters.flatMap((filter) => incompleteTimes(filter.column, filter.span ? [filter.span] : [])),
    ),
  ]
  const sources = uniqueSources(results)
  if (!first || !second)
    return {
      sentence: first
        ? `Only ${first.label} has rows: ${measureText(measure)} is ${bold(first.text)} there, so there is nothing to compare it with.`
        : `No row matches, so there is nothing to compare.`,
      understood,
      notes,
      proofs: proofs.all,
      sources,
      certainty: 0.6,
    }
  const operation = `${first.label} − ${second.label}: ${measureText(measure)}${where}`
  const table = {
    head: ["", measureHead(measure), "Rows"],
    rows: found.map(({ label, text, rows }) => [
      label,
      text,
      proofs.show(rows, { kind: "integer" }, `number of rows of ${label}${where}`, sources),
    ]),
    numeric: [1, 2],
  }
  if (found.length > 2) {
    const [best] = [...found].sort((a, b) => (task.asked === "lower" ? a.value - b.value : b.value - a.value))
    return {
      sentence: `${best?.label ?? ""} has the ${task.asked === "lower" ? "lowest" : "highest"} of the ${found.length}: ${measureText(measure)}${where} is ${bold(best?.text ?? "")}.`,
      table,
      understood,
      notes,
      proofs: proofs.all,
      sources,
    }
  }
  const difference = first.value - second.value
  const size = proofs.show(Math.abs(difference), differenceStyle(measure), operation, sources)
  const share =
    second.value === 0
      ? undefined
      : proofs.show(Math.abs(difference / second.value), percentStyle, `(${operation}) ÷ ${second.label}`, sources)
  const verdict = difference === 0 ? "the same as" : difference > 0 ? "higher than" : "lower than"
  const answer = task.asked ? (difference !== 0 && (task.asked === "higher") === difference > 0 ? "Yes: " : "No: ") : ""
  const gap = difference === 0 ? "" : ` by ${bold(size)}${share && second.value > 0 ? ` (${bold(share)})` : ""}`
  return {
    sentence:
      `${answer}${measureText(measure)}${where} is ${bold(first.text)} for ${first.label}, ${verdict} ${bold(second.text)} for ${second.label}${gap}.`.replace(
        /^the/,
        "The",
      ),
    table,
    understood: `${understood}; the percentage is of ${second.label}`,
    notes,
    proofs: proofs.all,
    sources,
  }
}

/** Two or more numeric columns side by side, in total or by group. */
export async function* answerCompareColumns(
  context: Context,
  task: Extract<Task, { kind: "compare_columns" }>,
): Answering {
  const { filters } = context.plan
  const measures: Measure[] = task.columns.slice(0, 4).map((column) => ({ function: task.function, column }))
  const result = yield* ask(context, {
    where: whereOf(filters),
    aggregates: measures.map(aggregateOf),
    groupBy: groupBy(task.groups),
    limit: 500,
  })
  const proofs = new Proofs()
  const sources = sourcesOf(result)
  const where = whereText(filters)
  const understood = `${measures.map(measureText).join(" and ")}${where}, over ${rowsText(result)}`
  const place = task.groups.length
  const [a, b] = measures
  const [x, y] = [numberAt(result.rows[0], place), numberAt(result.rows[0], place + 1)]
  if (!a || !b || x === null || y === null || result.rows.length === 0)
    return { ...noRows(context, result), understood }
  const table = {
    head: [...task.groups.map(groupHead), ...measures.map(measureHead), "Difference"],
    rows: result.rows.slice(0, shownRows).map((row) => {
      const [first, second] = [numberAt(row, place) ?? 0, numberAt(row, place + 1) ?? 0]
      const cells = cellsOf(result, row.cells)
      return [
        ...task.groups.map((group, at) => groupLabel(group, row.values[at] ?? null)),
        ...measures.map((measure, at) =>
          proofs.show(numberAt(row, place + at), measureStyle(measure), result.operation, cells),
        ),
        proofs.show(first - second, differenceStyle(a), `difference: ${result.operation}`, cells),
      ]
    }),
    numeric: [...measures.map((_, at) => place + at), place + measures.length],
  }
  const base = {
    table,
    understood,
    notes: [...cut(result.totalRows, Math.min(shownRows, result.rows.length)), ...result.notes],
    proofs: proofs.all,
    sources,
  }
  if (place > 0)
    return {
      ...base,
      sentence: `${capital(measureText(a))} and ${measureText(b)}${where} stand side by side for ${bold(String(result.totalRows))} groups.`,
    }
  const size = proofs.show(Math.abs(x - y), differenceStyle(a), `difference: ${result.operation}`, sources)
  const share =
    y > 0 && x !== y
      ? ` (${bold(proofs.show(Math.abs((x - y) / y), percentStyle, `difference ÷ ${b.column?.name ?? ""}`, sources))})`
      : ""
  return {
    ...base,
    sentence: `${capital(measureText(a))}${where} is ${bold(table.rows[0]?.[0] ?? "")}, ${x === y ? "the same as" : x > y ? "higher than" : "lower than"} ${measureText(b)} with ${bold(table.rows[0]?.[1] ?? "")}${x === y ? "" : ` by ${bold(size)}${share}`}.`,
  }
}

/** "Status Returned", "Revenue over $500.00": what rows have. */
const heldText = ({ column, words }: Filter): string =>
  plain(words.startsWith(`${column.name} is `) ? `${column.name} ${words.slice(column.name.length + 4)}` : words)

/** A part of a whole in percent, or every group's share. */
export async function* answerShare(context: Context, task: Extract<Task, { kind: "share" }>): Answering {
  const { measure, part, whole, group } = task
  const where = whereText(whole)
  const total = yield* ask(context, { where: whereOf(whole), aggregates: [aggregateOf(measure)] })
  const all = firstNumber(total)
  const proofs = new Proofs()
  const sources = sourcesOf(total)
  const wholeText = `${measureText(measure)}${where}`
  if (all === null || all === 0)
    return {
      sentence: `${capital(wholeText)} is zero, so there is no share to compute.`,
      understood: wholeText,
      notes: total.notes,
      proofs: [],
      sources,
      certainty: 0.7,
    }
  const allText = proofs.show(all, measureStyle(measure), total.operation, sources)
  if (!group) {
    const result = yield* ask(context, { where: whereOf([...whole, ...part]), aggregates: [aggregateOf(measure)] })
    const value = firstNumber(result) ?? 0
    const text = proofs.show(
      value / all,
      percentStyle,
      `${result.operation} ÷ ${total.operation}`,
      uniqueSources([result, total]),
    )
    const partText = proofs.show(value, measureStyle(measure), result.operation, sourcesOf(result))
    return {
      sentence: `${bold(text)} of ${measure.column ? `${wholeText} comes from rows${whereText(part)}` : `${where ? `the rows${where}` : "all rows"} have ${part.map(heldText).join(" and ")}`}: ${partText} of ${allText}.`,
      understood: `${measureText(measure)}${whereText([...whole, ...part])}, divided by ${wholeText}`,
      notes: [...new Set([...result.notes, ...total.notes])],
      proofs: proofs.all,
      sources: uniqueSources([result, total]),
    }
  }
  const result = yield* ask(context, {
    where: whereOf(whole),
    groupBy: groupBy([group]),
    aggregates: [aggregateOf(measure)],
    limit: 500,
  })
  const rows = group.by ? result.rows : [...result.rows].sort((a, b) => (numberAt(b, 1) ?? 0) - (numberAt(a, 1) ?? 0))
  const [best] = [...rows].sort((a, b) => (numberAt(b, 1) ?? 0) - (numberAt(a, 1) ?? 0))
  const share = (row: typeof best): string =>
    proofs.show(
      (numberAt(row, 1) ?? 0) / all,
      percentStyle,
      `${result.operation} ÷ ${total.operation}`,
      cellsOf(result, row?.cells ?? []),
    )
  const top = task.top === undefined ? [] : rows.filter((row) => row.values[0] !== null).slice(0, task.top)
  const topValue = top.reduce((sum, row) => sum + (numberAt(row, 1) ?? 0), 0)
  const together = (what: number, style: Parameters<typeof proofs.show>[1], operation: string): string =>
    proofs.show(what, style, `${operation} of the ${top.length} largest groups`, sources)
  const sentence =
    top.length > 1
      ? `The ${top.length} largest (${top.map((row) => groupLabel(group, row.values[0] ?? null)).join(", ")}) make up ${bold(together(topValue / all, percentStyle, `${result.operation} ÷ ${total.operation}`))} of ${wholeText}: ${together(topValue, measureStyle(measure), result.operation)} of ${allText}.`
      : `${groupLabel(group, best?.values[0] ?? null)} has the largest share of ${wholeText}: ${bold(share(best))}.`
  return {
    sentence,
    table: {
      head: [groupHead(group), measureHead(measure), "Share"],
      rows: rows
        .slice(0, shownRows)
        .map((row) => [
          groupLabel(group, row.values[0] ?? null),
          proofs.show(numberAt(row, 1), measureStyle(measure), result.operation, cellsOf(result, row.cells)),
          share(row),
        ]),
      numeric: [1, 2],
    },
    understood: `each ${group.by ?? nameOf(group.column)}'s part of ${wholeText} (${allText})`,
    notes: [
      ...cut(result.totalRows, Math.min(shownRows, rows.length)),
      ...incompleteGroups(group.column, group.by, whole),
      ...new Set([...result.notes, ...total.notes]),
    ],
    proofs: proofs.all,
    sources: uniqueSources([result, total]),
  }
}
