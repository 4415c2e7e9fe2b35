import { isExcelError } from "../../shared/cell.ts"
import type { QueryResult } from "../../shared/query.ts"
import { counted, someCells, type Column, type Table } from "../tables/table.ts"
import { areRead, mergedNotes } from "../tables/tableNotes.ts"
import type { QueryPlan } from "./queryPlan.ts"
import { columnsRead } from "./querySql.ts"

type Found = Pick<QueryResult, "columns" | "rows" | "totalRows" | "matchedRows">

/** Full sentences about what a result leaves out. */
export function queryNotes(table: Table, plan: QueryPlan, found: Found): string[] {
  const notes: string[] = [...table.leftOut]
  if (plan.where.length > 0 && found.matchedRows === 0) notes.push("No row meets the conditions.", ...percentHint(plan))
  notes.push(...columnsRead(plan).flatMap((column) => readNotes(table, column)))
  for (const column of new Set(
    plan.aggregates.flatMap(({ column, function: name }) => (counts(name) ? [] : (column ?? []))),
  )) {
    const texts = indices(column, (value) => typeof value === "string" && !isExcelError(value))
    if (texts.length > 0)
      notes.push(
        `${column.shape.name} holds ${counted(texts.length, "text cell")} (${someCells(table, column, texts)}), which ${texts.length === 1 ? "is" : "are"} not calculated with.`,
      )
  }
  if (overflows(plan, found)) notes.push("A result is too large for a number; Excel shows #NUM! for it as well.")
  if (!plan.limitGiven && found.totalRows > found.rows.length)
    notes.push(
      `Only the first ${found.rows.length.toLocaleString("en-US")} of ${found.totalRows.toLocaleString("en-US")} result rows are given.`,
    )
  if (plan.aggregates.length === 0 && table.columns.length > plan.listed.length && plan.listed.length === 50)
    notes.push(`Only the first 50 of ${table.columns.length} columns are given; name the columns you need.`)
  return notes
}

/** How the cells of a column were read. */
function readNotes(table: Table, column: Column): string[] {
  const notes = mergedNotes(column)
  if (areRead(column)) notes.push(readAsNumbers(table, column))
  const errors = indices(column, isExcelError)
  if (errors.length > 0)
    notes.push(
      `${column.shape.name} holds ${counted(errors.length, "error cell")} (${someCells(table, column, errors)}), left out here.`,
    )
  return notes
}

function readAsNumbers(table: Table, column: Column): string {
  const { length } = column.numbersAsText
  return `${column.shape.name} holds ${counted(length, "number")} stored as text (${someCells(table, column, column.numbersAsText)}); ${length === 1 ? "it was read as a number" : "they were read as numbers"}.`
}

const counts = (name: string): boolean => name === "count" || name === "count_distinct"

function indices(column: Column, test: (value: Column["values"][number]) => boolean): number[] {
  return column.values.flatMap((value, index) => (test(value) ? [index] : []))
}

/** A sum or mean of numbers that are there is blank only when it is beyond a double. */
const overflows = (plan: QueryPlan, { rows }: Found): boolean =>
  plan.aggregates.some(
    ({ function: name }, i) => name === "sum" && rows.some((row) => row.values[plan.groups.length + i] === null),
  )

/** `20` was asked of a column that holds 0.2 and shows 20%. */
function percentHint(plan: QueryPlan): string[] {
  const asked = plan.where.filter(
    ({ column, condition }) =>
      column.shape.kind === "percentage" && typeof condition.value === "number" && Math.abs(condition.value) > 1,
  )
  return asked.map(
    ({ column, condition }) =>
      `${column.shape.name} holds percentages: write ${String(condition.value)}% or ${Number(condition.value) / 100} to compare with them.`,
  )
}
