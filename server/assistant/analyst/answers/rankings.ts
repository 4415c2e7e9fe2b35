import { cellAddress } from "../../../../shared/address.ts"
import {
  ask,
  bold,
  nameOf,
  Proofs,
  sourcesOf,
  styleOf,
  whereOf,
  whereText,
  type Answering,
  type Context,
} from "../reading/draft.ts"
import {
  aggregateOf,
  groupBy,
  groupHead,
  groupText,
  measureHead,
  columnStyle,
  differenceStyle,
  measureStyle,
  measureText,
  numberAt,
  resultName,
} from "../reading/measures.ts"
import { incompleteGroups } from "../reading/incomplete.ts"
import { identifyingColumns } from "../reading/roles.ts"
import type { Task } from "../reading/task.ts"
import { cellsOf, cut, groupLabel, labelOf, noRows, rowsText, shownRows } from "./answerText.ts"
import type { QueryResult } from "../../../../shared/query.ts"
import type { ColumnProfile } from "../../../../shared/profile.ts"

/** Groups in the order of a figure. */
export async function* answerRank(context: Context, task: Extract<Task, { kind: "rank" }>): Answering {
  const { filters } = context.plan
  const { entity, measure, direction, count } = task
  const result = yield* ask(context, {
    where: [...whereOf(filters), { column: entity.column.name, operator: "is_not_blank" }],
    groupBy: groupBy([entity]),
    aggregates: [aggregateOf(measure)],
    orderBy: [{ by: resultName(measure), direction }],
    limit: Math.min(500, Math.max(count + 1, 10)),
  })
  const where = whereText(filters)
  const order = direction === "desc" ? "highest" : "lowest"
  const understood = `${measureText(measure)} ${groupText(entity)}${where}, ${order} first, over ${rowsText(result)}`
  const rows = result.rows.filter((row) => numberAt(row, 1) !== null)
  const [first] = rows
  if (!first) return { ...noRows(context, result), understood }
  const proofs = new Proofs()
  const style = columnStyle(measure, result.rows, 1)
  const show = (row: typeof first): string =>
    proofs.show(numberAt(row, 1), style, result.operation, cellsOf(result, row.cells))
  const tied = rows.filter((row) => numberAt(row, 1) === numberAt(first, 1))
  const names = tied.slice(0, 5).map((row) => groupLabel(entity, row.values[0] ?? null))
  const lead = `${names.length > 1 ? `${names.slice(0, -1).join(", ")} and ${names.at(-1) ?? ""} have` : `${names[0] ?? ""} has`} the ${order} ${measureText(measure).replace(/^the /, "")}${where}: ${bold(show(first))}${tied.length > 1 ? ` each (a tie of ${tied.length})` : ""}.`
  const shown = rows.slice(0, count === 1 ? Math.min(10, rows.length) : Math.min(count, 100))
  const sum = shown.reduce((total, row) => total + (numberAt(row, 1) ?? 0), 0)
  const together =
    task.together && shown.length > 1 && (measure.function === "sum" || measure.function === "count")
      ? ` The ${shown.length} together come to ${bold(proofs.show(sum, measureStyle(measure), `sum of the first ${shown.length}: ${result.operation}`, sourcesOf(result)))}.`
      : ""
  return {
    sentence: lead + together,
    table: {
      head: ["#", groupHead(entity), measureHead(measure)],
      rows: shown.map((row, at) => [String(at + 1), groupLabel(entity, row.values[0] ?? null), show(row)]),
      numeric: [0, 2],
    },
    understood,
    notes: [
      ...tieAtEnd(rows, count, shown.length),
      ...cut(result.totalRows, shown.length),
      ...incompleteGroups(entity.column, entity.by, filters),
      ...result.notes,
    ],
    proofs: proofs.all,
    sources: sourcesOf(result),
  }
}

function tieAtEnd(rows: QueryResult["rows"], count: number, shown: number): string[] {
  const [last, next] = [rows[shown - 1], rows[shown]]
  return count > 1 && last && next && numberAt(last, 1) === numberAt(next, 1)
    ? [`Place ${shown} is shared with others that are not shown.`]
    : []
}

/** The rows with the largest or smallest values of a column. */
export async function* answerExtreme(context: Context, task: Extract<Task, { kind: "extreme" }>): Answering {
  const { filters } = context.plan
  const { column, directions, count } = task
  const proofs = new Proofs()
  const sentences: string[] = []
  const body: string[][] = []
  const ends: number[] = []
  const notes: string[] = []
  const extra = task.asked ? [task.asked] : []
  const others = identifyingColumns(context.profile.columns, [column.name, ...extra.map(({ name }) => name)])
  const shown = [...extra, ...others].slice(0, 4)
  let last: QueryResult | undefined
  for (const direction of directions) {
    const result = yield* ask(context, {
      where: [...whereOf(filters), { column: column.name, operator: "is_not_blank" }],
      columns: [column.name, ...shown.map(({ name }) => name)],
      orderBy: [{ by: column.name, direction }],
      limit: Math.min(500, count === 1 ? 20 : count),
    })
    last = result
    const rows = result.rows.filter((row) => column.kind === "date" || typeof row.values[0] === "number").slice(0, 500)
    const [first] = rows
    if (!first) continue
    if (typeof first.values[0] === "number") ends.push(first.values[0])
    const tied = count === 1 ? rows.filter((row) => row.values[0] === first.values[0]) : rows.slice(0, count)
    const texts = tied.map((row) =>
      proofs.show(scalar(row.values[0]), styleOf(column), result.operation, [
        { sheet: result.worksheet, address: cellAddress(column.letter, row.sheetRow ?? 1) },
      ]),
    )
    const place = [
      ...shown.slice(0, 2).map((each, at) => labelledValue(each, first.values[at + 1] ?? null)),
      `row ${first.sheetRow ?? "?"}`,
    ].join(", ")
    const tie =
      count === 1 && tied.length > 1
        ? `, in ${tied.length === 20 ? "20 or more" : tied.length} rows, the first of them`
        : ""
    sentences.push(
      `The ${wordFor(column, direction)} ${nameOf(column)}${whereText(filters)} is ${bold(texts[0] ?? "")}${tie} (${place}).`,
    )
    tied.forEach((row, at) =>
      body.push([
        String(row.sheetRow ?? ""),
        ...shown.map((each, place) => labelOf(row.values[place + 1] ?? null, each)),
        texts[at] ?? "",
      ]),
    )
    notes.push(...result.notes.filter((note) => !notes.includes(note)))
  }
  const [high, low] = ends
  if (directions.length === 2 && high !== undefined && low !== undefined && column.kind !== "date")
    sentences.push(
      `The difference is ${bold(proofs.show(Math.abs(high - low), differenceStyle({ function: "max", column }), `largest − smallest ${column.name}${whereText(filters)}`, last ? sourcesOf(last) : []))}.`,
    )
  if (!last) throw new Error("an extreme needs a direction")
  const understood = `the ${count > 1 ? `${count} rows with the ` : ""}${directions.map((direction) => wordFor(column, direction)).join(" and ")} ${nameOf(column)}${whereText(filters)}, over ${rowsText(last)}`
  if (sentences.length === 0) return { ...noRows(context, last), understood }
  return {
    sentence: sentences.join(" "),
    table:
      body.length > 1 || shown.length > 2
        ? {
            head: ["Row", ...shown.map(nameOf), nameOf(column)],
            rows: body.slice(0, Math.max(shownRows, Math.min(count, 100))),
            numeric: [shown.length + 1],
          }
        : undefined,
    understood,
    notes: notes.filter((note) => !/first|limit|shown|of \d+ rows/i.test(note)),
    proofs: proofs.all,
    sources: sourcesOf(last),
  }
}

const scalar = (value: string | number | boolean | null | undefined): string | number =>
  typeof value === "number" || typeof value === "string" ? value : String(value)

const labelledValue = (column: ColumnProfile, value: string | number | boolean | null): string =>
  `${nameOf(column)} ${labelOf(value, column)}`

const wordFor = (column: ColumnProfile, direction: "asc" | "desc"): string =>
  column.kind === "date" ? (direction === "desc" ? "latest" : "earliest") : direction === "desc" ? "highest" : "lowest"
