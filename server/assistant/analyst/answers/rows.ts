import { cellAddress } from "../../../../shared/address.ts"
import type { ColumnProfile } from "../../../../shared/profile.ts"
import type { QueryResult } from "../../../../shared/query.ts"
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
import { identifyingColumns, isMeasure } from "../reading/roles.ts"
import type { Task } from "../reading/task.ts"
import { cut, labelOf, noRows, rowsText } from "./answerText.ts"

/** The rows themselves: one value looked up, or a list. */
export async function* answerRows(context: Context, task: Extract<Task, { kind: "rows" }>): Answering {
  const { filters } = context.plan
  const columns = shownColumns(context, task.asked)
  const result = yield* ask(context, {
    where: whereOf(filters),
    columns: columns.map(({ name }) => name),
    limit: Math.max(task.count, 100),
  })
  const where = whereText(filters)
  const what = task.asked.length > 0 ? task.asked.map(nameOf).join(", ") : "the rows"
  const understood = `${what}${where}, ${rowsText(result)}`
  const [first] = result.rows
  if (!first) return { ...noRows(context, result), sentence: `No row matches${where}.`, understood }
  const proofs = new Proofs()
  const [main] = task.asked
  const count = proofs.show(
    result.totalRows,
    { kind: "integer" },
    `number of rows: ${result.operation}`,
    sourcesOf(result),
  )
  const shown = result.rows.slice(0, task.count)
  const table = {
    head: ["Row", ...columns.map(nameOf)],
    rows: shown.map((row) => [
      String(row.sheetRow ?? ""),
      ...columns.map((column, at) => cellText(proofs, result, row, column, at)),
    ]),
    numeric: columns.flatMap((column, at) => (isMeasure(column) ? [at + 1] : [])),
  }
  const base = {
    understood,
    notes: [...cut(result.totalRows, shown.length), ...result.notes.filter((note) => !/first 100|limit/i.test(note))],
    proofs: proofs.all,
    sources: cellSources(result, shown),
  }
  if (!main)
    return {
      ...base,
      table,
      sentence: `There ${result.totalRows === 1 ? "is" : "are"} ${bold(count)} ${result.totalRows === 1 ? "row" : "rows"}${where}.`,
    }
  const at = columns.indexOf(main)
  const text = cellText(proofs, result, first, main, at)
  if (result.totalRows === 1)
    return {
      ...base,
      table: columns.length > 1 ? table : undefined,
      sentence: `${nameOf(main)}${where} is ${bold(text)} (row ${first.sheetRow ?? "?"}).`,
    }
  const values = new Set(result.rows.map((row) => row.values[at]))
  if (values.size === 1 && result.rows.length === result.totalRows)
    return { ...base, table, sentence: `${nameOf(main)}${where} is ${bold(text)}, the same in all ${count} rows.` }
  if (!isMeasure(main)) {
    const names = [...new Set(shown.map((row) => labelOf(row.values[at] ?? null, main)))]
    const list = names.slice(0, 8).join(", ")
    return {
      ...base,
      table,
      sentence: `There are ${bold(count)} rows${where}; ${nameOf(main)}: ${list}${names.length > 8 || result.totalRows > shown.length ? " and more" : ""}.`,
    }
  }
  return {
    ...base,
    table,
    sentence: `There are ${bold(count)} rows${where}; ${nameOf(main)} differs between them${spread(proofs, result, main, at)}.`,
    certainty: 0.8,
  }
}

function spread(proofs: Proofs, result: QueryResult, column: ColumnProfile, at: number): string {
  const numbers = result.rows.map((row) => row.values[at]).filter((value) => typeof value === "number")
  if (!isMeasure(column) || numbers.length < 2 || result.rows.length < result.totalRows) return ""
  const show = (value: number): string => proofs.show(value, styleOf(column), result.operation, sourcesOf(result))
  return `, from ${bold(show(Math.min(...numbers)))} to ${bold(show(Math.max(...numbers)))}`
}

function cellText(
  proofs: Proofs,
  result: QueryResult,
  row: QueryResult["rows"][number],
  column: ColumnProfile,
  at: number,
): string {
  const value = row.values[at] ?? null
  if (typeof value === "number")
    return proofs.show(value, { ...styleOf(column), ...formatOf(row, at) }, result.operation, [
      { sheet: result.worksheet, address: cellAddress(column.letter, row.sheetRow ?? 1) },
    ])
  return labelOf(value, column)
}

const formatOf = (row: QueryResult["rows"][number], at: number): { format?: string | null } =>
  row.formats ? { format: row.formats[at] ?? null } : {}

/** What was asked for, then the columns of the filters and those that tell the rows apart; at most eight. */
function shownColumns(context: Context, asked: readonly ColumnProfile[]): ColumnProfile[] {
  const { columns } = context.profile
  if (asked.length === 0) return columns.filter(({ kind }) => kind !== "empty").slice(0, 8)
  const extra = [...identifyingColumns(columns, []), ...context.plan.filters.map(({ column }) => column)]
  return [...new Set([...asked, ...extra])].slice(0, 8)
}

const cellSources = (result: QueryResult, rows: QueryResult["rows"]) =>
  rows.length <= 10
    ? rows.flatMap((row) => row.cells.slice(0, 3).map((address) => ({ sheet: result.worksheet, address }))).slice(0, 10)
    : sourcesOf(result)
