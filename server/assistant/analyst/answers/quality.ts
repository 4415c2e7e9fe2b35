import { cellAddress } from "../../../../shared/address.ts"
import type { ColumnProfile } from "../../../../shared/profile.ts"
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
  type Context,
  type Draft,
} from "../reading/draft.ts"
import { isIdentifier, isMeasure, isUnique } from "../reading/roles.ts"
import type { Task } from "../reading/task.ts"
import { cellsOf, cut, labelOf, rowsText, shownRows } from "./answerText.ts"

const sourceOf = (context: Context, address: string) => ({ sheet: context.profile.worksheet, address })

/** Numbers beyond 1.5 interquartile ranges outside the quartiles (Tukey's fences). */
export function answerOutliers(context: Context, task: Extract<Task, { kind: "outliers" }>): Draft {
  const columns = (
    task.columns.length > 0
      ? task.columns
      : context.profile.columns.filter((column) => isMeasure(column) && !isIdentifier(column))
  ).filter(({ statistics }) => statistics !== null)
  const proofs = new Proofs()
  const operation = "values below quartile 1 − 1.5 × IQR or above quartile 3 + 1.5 × IQR"
  const sources = columns.slice(0, 20).map(({ address }) => sourceOf(context, address))
  const total = columns.reduce((sum, { statistics }) => sum + (statistics?.outlierCount ?? 0), 0)
  const rows = columns.flatMap((column) =>
    (column.statistics?.outliers ?? []).map(({ value, cell }) => [
      nameOf(column),
      proofs.show(value, styleOf(column), operation, [sourceOf(context, cell)]),
      cell,
    ]),
  )
  const count = bold(proofs.show(total, { kind: "integer" }, `number of ${operation}`, sources))
  const where = columns.map(nameOf).join(", ")
  const understood = `${operation}, in ${where || "no column"}`
  if (columns.length === 0)
    return {
      sentence: "There is no column of numbers, so there are no outliers to look for.",
      understood,
      notes: [],
      proofs: [],
      sources: [],
      certainty: 0.7,
    }
  return {
    sentence: `There ${total === 1 ? "is" : "are"} ${count} ${total === 1 ? "outlier" : "outliers"} in ${columns.length > 3 ? plural(columns.length, "numeric column") : where}.`,
    table:
      rows.length > 0 ? { head: ["Column", "Value", "Cell"], rows: rows.slice(0, shownRows), numeric: [1] } : undefined,
    understood,
    notes: cut(total, Math.min(rows.length, shownRows)),
    proofs: proofs.all,
    sources,
  }
}

/** Blank cells by column. */
export async function* answerMissing(context: Context, task: Extract<Task, { kind: "missing" }>): Answering {
  const { filters } = context.plan
  const proofs = new Proofs()
  const columns = task.columns.length > 0 ? task.columns : context.profile.columns
  const sources = columns.slice(0, 20).map(({ address }) => sourceOf(context, address))
  const counts: { column: ColumnProfile; missing: number; of: number }[] = []
  for (const column of columns) {
    if (filters.length === 0) {
      counts.push({ column, missing: column.missing, of: context.profile.rowCount })
      continue
    }
    const result = yield* ask(context, {
      where: [...whereOf(filters), { column: column.name, operator: "is_blank" }],
      aggregates: [{ function: "count" }],
    })
    counts.push({ column, missing: result.matchedRows, of: result.scannedRows })
  }
  const total = counts.reduce((sum, { missing }) => sum + missing, 0)
  const some = counts.filter(({ missing }) => missing > 0).sort((a, b) => b.missing - a.missing)
  const where = whereText(filters)
  const operation = `blank cells${where}`
  const text = bold(proofs.show(total, { kind: "integer" }, operation, sources))
  const errors = columns.filter((column) => column.errors > 0)
  const [only] = columns
  const place =
    columns.length === 1 && only
      ? nameOf(only)
      : some.length > 0
        ? plural(some.length, "column")
        : `all ${plural(columns.length, "column")}`
  const lone = columns.length === 1 && only && filters.length === 0 ? yield* blankCells(context, only) : ""
  return {
    sentence: `There ${total === 1 ? "is" : "are"} ${text} blank ${total === 1 ? "cell" : "cells"} in ${place}${where}${lone}.`,
    table:
      some.length > 0 && columns.length > 1
        ? {
            head: ["Column", "Blank", "Of rows"],
            rows: some
              .slice(0, shownRows)
              .map(({ column, missing, of }) => [
                nameOf(column),
                proofs.show(missing, { kind: "integer" }, operation, [sourceOf(context, column.address)]),
                of.toLocaleString("en-US"),
              ]),
            numeric: [1, 2],
          }
        : undefined,
    understood: `${operation}, over ${plural(context.profile.rowCount, "row")}`,
    notes: [
      ...errors.map(
        (column) =>
          `${nameOf(column)} also has ${plural(column.errors, "error cell")}: ${column.errorCells.slice(0, 5).join(", ")}.`,
      ),
      ...cut(some.length, Math.min(some.length, shownRows)),
    ],
    proofs: proofs.all,
    sources,
  }
}

async function* blankCells(context: Context, column: ColumnProfile) {
  if (column.missing === 0) return ""
  const result = yield* ask(context, {
    where: [{ column: column.name, operator: "is_blank" }],
    columns: [column.name],
    limit: 10,
  })
  return `: ${result.rows.map((row) => cellAddress(column.letter, row.sheetRow ?? 1)).join(", ")}${result.totalRows > 10 ? " and more" : ""}`
}

/** Rows that are equal throughout, or values of one or several columns that occur more than once. */
export async function* answerDuplicates(context: Context, task: Extract<Task, { kind: "duplicates" }>): Answering {
  const { profile, plan } = context
  const proofs = new Proofs()
  if (task.columns.length === 0) {
    const source = sourceOf(context, profile.tableAddress)
    const text = bold(
      proofs.show(profile.duplicateRows, { kind: "integer" }, "rows equal to an earlier row in every column", [source]),
    )
    const keys = profile.columns.filter(
      (column) =>
        column.kind !== "empty" &&
        isIdentifier(column) &&
        !isUnique(column) &&
        column.count > column.distinct &&
        column.distinct * 1.2 > column.count,
    )
    return {
      sentence:
        profile.duplicateRows === 0
          ? `There are ${text} duplicate rows: no row equals another in every column.`
          : `There ${profile.duplicateRows === 1 ? "is" : "are"} ${text} duplicate ${profile.duplicateRows === 1 ? "row" : "rows"}, equal to an earlier row in every column.`,
      understood: `rows that are equal in every column, over ${plural(profile.rowCount, "row")}`,
      notes: keys.map(
        (column) => `${nameOf(column)} has repeated values; ask for the duplicates of ${nameOf(column)} to see them.`,
      ),
      proofs: proofs.all,
      sources: [source],
      ...(plan.filters.length > 0 ? { certainty: 0.5 } : {}),
    }
  }
  const columns = task.columns.slice(0, 4)
  const result = yield* ask(context, {
    where: [
      ...whereOf(plan.filters),
      ...columns.map(({ name }) => ({ column: name, operator: "is_not_blank" as const })),
    ],
    groupBy: columns.map(({ name }) => ({ column: name })),
    aggregates: [{ function: "count" }],
    having: { function: "count", operator: "gt", value: 1 },
    orderBy: [{ by: "count", direction: "desc" }],
    limit: 500,
  })
  const sources = sourcesOf(result)
  const names = columns.map(nameOf).join(" and ")
  const text = bold(proofs.show(result.totalRows, { kind: "integer" }, result.operation, sources))
  const rows = result.rows.slice(0, shownRows)
  return {
    sentence:
      result.totalRows === 0
        ? `There are ${text} duplicates in ${names}${whereText(plan.filters)}.`
        : `${text} ${result.totalRows === 1 ? "value" : "values"} of ${names} ${result.totalRows === 1 ? "occurs" : "occur"} more than once${whereText(plan.filters)}.`,
    table:
      rows.length > 0
        ? {
            head: [...columns.map(nameOf), "Times", "Cells"],
            rows: rows.map((row) => [
              ...columns.map((column, at) => labelOf(row.values[at] ?? null, column)),
              proofs.show(row.rowCount, { kind: "integer" }, result.operation, cellsOf(result, row.cells)),
              plain(row.cells.slice(0, 4).join(", ")),
            ]),
            numeric: [columns.length],
          }
        : undefined,
    understood: `values of ${names} that stand in more than one row${whereText(plan.filters)}, over ${rowsText(result)}`,
    notes: [...cut(result.totalRows, rows.length), ...result.notes],
    proofs: proofs.all,
    sources,
  }
}
