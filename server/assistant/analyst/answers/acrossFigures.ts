import type { Source } from "../../../../shared/answer.ts"
import { alignedStyle } from "../../../../shared/formatFigure.ts"
import type { QuestionWorkbook } from "../../question/question.ts"
import type { ScopeTable } from "../../question/scope.ts"
import { tableLink } from "../reading/chooseTable.ts"
import type { AskedTables } from "../reading/acrossTables.ts"
import {
  ask,
  bold,
  plain,
  plural,
  Proofs,
  sourcesOf,
  uniqueSources,
  whereOf,
  whereText,
  type Answering,
} from "../reading/draft.ts"
import {
  bareMeasure,
  groupBy,
  groupHead,
  groupText,
  measureHead,
  measureStyle,
  measureText,
} from "../reading/measures.ts"
import { capital, cut, groupLabel, shownRows } from "./answerText.ts"
import { combinedFigure, partsNeeded, type TablePart } from "./combinedFigure.ts"

/** Figures of one table, or of one group over all of them. */
interface Line {
  readonly label: string
  readonly values: readonly (number | null)[]
  readonly ranges: readonly Source[]
}

const groupsAtMost = 500

/** Figures over several tables: of each of them and all together, or of groups over all; and which table has the highest. */
export async function* acrossFigures(
  { reading, task, tables, others, which }: AskedTables,
  workbook: QuestionWorkbook,
  signal: AbortSignal,
): Answering {
  const { plan, profile } = reading
  const { measures, groups } = task
  const [main = { function: "count" as const, column: undefined }] = measures
  const aggregates = partsNeeded(measures)
  const query = { where: whereOf(plan.filters), groupBy: groupBy(groups), aggregates, limit: groupsAtMost }
  const parts: TablePart[] = []
  const warnings = new Set<string>()
  for (const { sheet, table } of tables) {
    const isOnly = tables.filter((other) => other.sheet === sheet).length === 1
    const label = plain(isOnly ? sheet.name : (table.title ?? table.name))
    const range = await workbook.openTable(table.name, signal)
    parts.push({ label, result: yield* ask({ range, profile, plan, signal, warnings }, query) })
  }
  const where = whereText(plan.filters)
  const over = plural(tables.length, "table")
  const matched = parts.reduce((sum, { result }) => sum + result.matchedRows, 0)
  const sources = uniqueSources(parts.map(({ result }) => result))
  const what = measures.map(measureText).join(", ")
  const grouped = groups.map((group) => ` ${groupText(group)}`).join(" and")
  const base = {
    understood: `${what}${grouped}${where}, over ${plural(matched, "row")} of ${over}`,
    warnings: [...warnings],
    notes: [...unlike(others), ...notesOf(parts)],
    proofs: [],
    sources,
  }
  if (parts.some(({ result }) => result.totalRows > result.rows.length))
    return { ...base, declined: true, sentence: `There are too many groups to put together over ${over}` }
  if (matched === 0) return { ...base, certainty: 0.7, sentence: `No row of ${over} matches${where}.` }

  const figuresOf = (some: readonly TablePart[]): (number | null)[] =>
    measures.map((measure) => combinedFigure(measure, some, aggregates, groups.length))
  const lines: Line[] =
    groups.length > 0
      ? groupsOver(parts, groups.length).map(([values, some]) => ({
          label: groups.map((group, at) => groupLabel(group, values[at] ?? null)).join(", "),
          values: figuresOf(some),
          ranges: some.flatMap(({ result }) => sourcesOf(result)),
        }))
      : parts.map((part) => ({ label: part.label, values: figuresOf([part]), ranges: sourcesOf(part.result) }))
  const ranked = [...lines].sort((a, b) => byFigure(a.values[0], b.values[0], which ?? "desc"))
  const inOrder = groups.some(({ by }) => by !== undefined)
    ? [...lines].sort((a, b) => (a.label < b.label ? -1 : 1))
    : groups.length > 0 || which
      ? ranked
      : lines
  const styles = measures.map((measure, at) =>
    alignedStyle(
      measureStyle(measure),
      lines.map(({ values }) => values[at] ?? null),
    ),
  )
  const proofs = new Proofs()
  const show = (value: number | null | undefined, at: number, ranges: readonly Source[], of: string): string =>
    proofs.show(
      value ?? null,
      styles[at] ?? measureStyle(main),
      `${measureText(measures[at] ?? main)}${where}, ${of}`,
      ranges,
    )
  const [best] = ranked
  const whole = figuresOf(parts)
  const lead = lines.filter(({ values }) => best && values[0] === best.values[0]).map(({ label }) => bold(label))
  const count = groups.length > 0 ? `${plural(lines.length, "group")} over ${over}` : over
  const sentence =
    best && (which !== undefined || groups.length > 0)
      ? `${listOf(lead)} ${lead.length > 1 ? "share" : "has"} the ${which === "asc" ? "lowest" : "highest"} ${bareMeasure(main)}${where}: ${bold(show(best.values[0], 0, best.ranges, best.label))}, first of ${count}.`
      : `${capital(measures.map((measure, at) => `${measureText(measure)}${where} over ${over} is ${bold(show(whole[at], at, sources, `over ${over}`))}`).join(", "))}.`
  const shown = inOrder.slice(0, shownRows)
  return {
    ...base,
    sentence,
    table: {
      head: [groups.length > 0 ? groups.map(groupHead).join(", ") : "Table", ...measures.map(measureHead)],
      rows: shown.map(({ label, values, ranges }) => [
        label,
        ...values.map((value, at) => show(value, at, ranges, label)),
      ]),
      numeric: measures.map((_, at) => at + 1),
    },
    notes: [...cut(lines.length, shown.length), ...base.notes],
    proofs: proofs.all,
  }
}

const unlike = (others: readonly ScopeTable[]): string[] =>
  others.length > 0 ? [`Not part of this, because the other columns differ: ${listOf(others.map(tableLink))}.`] : []

const named = 3

const listOf = (items: readonly string[]): string =>
  items.length > named
    ? `${items.slice(0, named).join(", ")} and ${items.length - named} more`
    : items.length > 1
      ? `${items.slice(0, -1).join(", ")} and ${items.at(-1) ?? ""}`
      : (items[0] ?? "")

/** Blank last. */
function byFigure(a: number | null = null, b: number | null = null, direction: "asc" | "desc"): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null)
  return direction === "desc" ? b - a : a - b
}

/** The labels of each group, and each table's own rows of it. */
function groupsOver(
  parts: readonly TablePart[],
  groups: number,
): [TablePart["result"]["rows"][number]["values"], TablePart[]][] {
  const found = new Map<string, [TablePart["result"]["rows"][number]["values"], TablePart[]]>()
  for (const { label, result } of parts)
    for (const row of result.rows) {
      const labels = row.values.slice(0, groups)
      const key = JSON.stringify(labels.map((value) => (typeof value === "string" ? value.toLowerCase() : value)))
      const group = found.get(key) ?? [labels, []]
      group[1].push({ label, result: { ...result, rows: [row] } })
      found.set(key, group)
    }
  return [...found.values()]
}

/** What each table's figures leave out, told once where it is the same. */
function notesOf(parts: readonly TablePart[]): string[] {
  const told = new Map<string, string[]>()
  for (const { label, result } of parts)
    for (const note of result.notes) told.set(note, [...(told.get(note) ?? []), label])
  return [...told].map(([note, labels]) => `${listOf(labels)}: ${note}`)
}
