import { serialToIso } from "../../../../shared/cell.ts"
import {
  ask,
  bold,
  nameOf,
  plural,
  Proofs,
  sourcesOf,
  whereOf,
  whereText,
  type Answering,
  type Context,
} from "../reading/draft.ts"
import type { CalendarUnit } from "../reading/calendar.ts"
import { incompleteGroups } from "../reading/incomplete.ts"
import {
  aggregateOf,
  differenceStyle,
  groupBy,
  groupHead,
  measureHead,
  columnStyle,
  measureText,
  numberAt,
} from "../reading/measures.ts"
import type { Grouping, Task } from "../reading/task.ts"
import { cellsOf, cut, groupLabel, noRows, rowsText } from "./answerText.ts"

const percentStyle = { kind: "percentage" as const, format: "0.0%" }
const shownPeriods = 36

/** A figure by calendar unit with the change from one to the next, and from the first to the last. */
export async function* answerChange(context: Context, task: Extract<Task, { kind: "change" }>): Answering {
  const { filters } = context.plan
  const { measure, date, focus } = task
  const group: Grouping =
    date.kind === "date" ? { column: date, by: task.unit ?? fittingUnit(context, task) } : { column: date }
  const result = yield* ask(context, {
    where: whereOf(filters),
    groupBy: groupBy([group]),
    aggregates: [aggregateOf(measure)],
    limit: 500,
  })
  const where = whereText(filters)
  const unit = group.by ?? nameOf(date)
  const understood = `${measureText(measure)} for each ${unit} of ${nameOf(date)}${where}, over ${rowsText(result)}`
  const rows = result.rows
    .filter((row) => row.values[0] !== null && numberAt(row, 1) !== null)
    .sort((a, b) => (group.by ? 0 : Number(a.values[0]) - Number(b.values[0])))
  const [first, last] = [rows[0], rows.at(-1)]
  if (!first || !last) return { ...noRows(context, result), understood }
  const proofs = new Proofs()
  const sources = sourcesOf(result)
  const value = (row: typeof first): number => numberAt(row, 1) ?? 0
  const style = columnStyle(measure, result.rows, 1)
  const show = (row: typeof first): string =>
    proofs.show(numberAt(row, 1), style, result.operation, cellsOf(result, row.cells))
  const label = (row: typeof first): string => groupLabel(group, row.values[0] ?? null)
  const steps = rows
    .slice(1)
    .map((row, at) => ({ row, before: rows[at] ?? row, change: value(row) - value(rows[at] ?? row) }))
  const percent = (from: number, to: number, what: string): string =>
    from > 0
      ? signed(proofs.show(to / from - 1, percentStyle, `${what}: ${result.operation}`, sources), to - from)
      : "n/a"
  const signedFigure = (change: number, what: string): string =>
    signed(proofs.show(change, differenceStyle(measure), `${what}: ${result.operation}`, sources), change)
  const table = {
    head: [groupHead(group), measureHead(measure), "Change", "Change %"],
    rows: rows.map((row, at) => {
      const step = steps[at - 1]
      const what = step ? `${label(row)} compared with ${label(step.before)}` : ""
      return [
        label(row),
        show(row),
        step ? signedFigure(step.change, what) : "",
        step ? percent(value(step.before), value(row), what) : "",
      ]
    }),
    numeric: [1, 2, 3],
  }
  const notes = [
    ...(rows.length > shownPeriods ? cut(rows.length, shownPeriods) : []),
    ...incompleteGroups(date, group.by, filters),
    ...gaps(
      group,
      rows.map((row) => String(row.values[0])),
    ),
    ...result.notes,
  ]
  const base = {
    table: { ...table, rows: table.rows.slice(-shownPeriods) },
    understood,
    notes,
    proofs: proofs.all,
    sources,
  }
  if (steps.length === 0)
    return {
      ...base,
      sentence: `All rows${where} fall into one ${unit}, ${label(first)}: ${measureText(measure)} is ${bold(show(first))}, so there is no change to show.`,
      certainty: 0.7,
    }
  if (focus === "falls" || focus === "rises") {
    const hits = steps.filter(({ change }) => (focus === "falls" ? change < 0 : change > 0))
    const word = focus === "falls" ? "fell" : "rose"
    const count = bold(
      proofs.show(
        hits.length,
        { kind: "integer" },
        `number of ${unit}s in which it ${word}: ${result.operation}`,
        sources,
      ),
    )
    const names = hits.map(({ row }) => label(row))
    return {
      ...base,
      sentence:
        hits.length === 0
          ? `${cap(measureText(measure))}${where} never ${word} from one ${unit} to the next (${count} of ${steps.length}).`
          : `${cap(measureText(measure))}${where} ${word} in ${count} of ${plural(steps.length, unit)}: ${names.slice(0, 12).join(", ")}${names.length > 12 ? " and more" : ""}.`,
    }
  }
  const change = value(last) - value(first)
  const total = percent(value(first), value(last), `${label(last)} compared with ${label(first)}`)
  const direction = change > 0 ? "rose" : change < 0 ? "fell" : "stayed the same"
  const gap = bold(
    proofs.show(
      Math.abs(change),
      differenceStyle(measure),
      `${label(last)} − ${label(first)}: ${result.operation}`,
      sources,
    ),
  )
  const by = change === 0 ? "" : ` by ${gap}${total === "n/a" ? "" : ` (${bold(total)})`}`
  const sentence = `${cap(measureText(measure))}${where} ${direction}${by} from ${bold(show(first))} in ${label(first)} to ${bold(show(last))} in ${label(last)}.`
  const newest = steps.at(-1)
  const best = [...steps].sort((a, b) => b.change - a.change)
  const [rise, fall] = [best[0], best.at(-1)]
  const more =
    steps.length > 1 && rise && fall
      ? ` The largest rise was ${label(rise.row)} (${signedFigure(rise.change, "largest rise")}), the largest fall ${label(fall.row)} (${signedFigure(fall.change, "largest fall")}).`
      : ""
  const latest =
    focus === "steps" && newest && steps.length > 1
      ? ` The latest step, ${label(newest.before)} to ${label(newest.row)}, is ${bold(percent(value(newest.before), value(newest.row), "latest step"))}.`
      : ""
  return { ...base, sentence: sentence + latest + (fall && fall.change < 0 && rise && rise.change > 0 ? more : "") }
}

const cap = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
const signed = (text: string, value: number): string => (value > 0 ? `+${text}` : text)

/** Months by default; years for many years, days or weeks for a short time. */
function fittingUnit(
  context: Context,
  { date }: { date: { statistics: { minimum: number; maximum: number } | null } },
): CalendarUnit {
  const statistics = date.statistics
  const span = context.plan.filters.find((filter) => filter.span)?.span
  if (/^\d{4} to \d{4}$/.test(span?.label ?? "")) return "year"
  if (/^Q\d \d{4} to Q/.test(span?.label ?? "")) return "quarter"
  const from = span && !span.from.startsWith("0000") ? Date.parse(span.from) : undefined
  const to = span && !span.to.startsWith("9999") ? Date.parse(span.to) : undefined
  const first = Math.max(from ?? -Infinity, Date.parse(serialToIso(Math.floor(statistics?.minimum ?? 0))))
  const last = Math.min(to ?? Infinity, Date.parse(serialToIso(Math.floor(statistics?.maximum ?? 0))))
  const days = (last - first) / 86_400_000
  if (days > 6 * 366) return "year"
  return days > 45 ? "month" : days > 20 ? "week" : "day"
}

/** Months without any row are not in the table; says so, because the changes jump over them. */
function gaps(group: Grouping, keys: readonly string[]): string[] {
  if (group.by !== "month" && group.by !== "quarter" && group.by !== "year") return []
  const index = (key: string): number => {
    const [year = 0, part = 1] = key.split(/-Q?/).map(Number)
    return group.by === "year" ? year : year * (group.by === "month" ? 12 : 4) + part
  }
  const missing = keys.slice(1).reduce((sum, key, at) => sum + index(key) - index(keys[at] ?? key) - 1, 0)
  return missing > 0 ? [`${plural(missing, group.by)} in between ${missing === 1 ? "has" : "have"} no rows.`] : []
}
