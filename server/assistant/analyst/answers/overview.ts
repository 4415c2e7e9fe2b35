import { serialToIso } from "../../../../shared/cell.ts"
import { formatDateText } from "../../../../shared/formatFigure.ts"
import type { ColumnProfile } from "../../../../shared/profile.ts"
import {
  ask,
  bold,
  nameOf,
  plain,
  plural,
  Proofs,
  styleOf,
  whereOf,
  whereText,
  sourcesOf,
  statedProofs,
  type Answering,
  type Context,
  type Draft,
} from "../reading/draft.ts"
import { isAdditive, isIdentifier, isMeasure } from "../reading/roles.ts"
import type { Task } from "../reading/task.ts"
import { cut, noRows, rowsText, shownRows } from "./answerText.ts"

const sourceOf = (context: Context, address: string) => ({ sheet: context.profile.worksheet, address })

/** What the table holds, or one column in figures. */
export function answerDescribe(context: Context, task: Extract<Task, { kind: "describe" }>): Draft {
  const { profile } = context
  const proofs = new Proofs()
  const columns = task.columns.length > 0 ? task.columns : profile.columns
  const sources =
    task.columns.length > 0
      ? columns.map(({ address }) => sourceOf(context, address))
      : [sourceOf(context, profile.tableAddress)]
  const rows = bold(
    proofs.show(profile.rowCount, { kind: "integer" }, "number of data rows", [
      sourceOf(context, profile.tableAddress),
    ]),
  )
  const stated = task.columns.length === 0 ? profile.insights.slice(0, 6) : []
  const [only] = columns
  const sentence =
    columns.length === 1 && only
      ? `${nameOf(only)} has ${bold(proofs.show(only.count, { kind: "integer" }, `number of values of ${only.name}`, sources))} values in ${plural(profile.rowCount, "row")}: ${figuresOf(context, proofs, only).join(", ")}.`
      : `The range holds ${rows} rows and ${plural(profile.columnCount, "column")}: ${profile.columns.slice(0, 12).map(nameOf).join(", ")}${profile.columns.length > 12 ? " and more" : ""}.`
  return {
    sentence,
    table:
      columns.length > 1
        ? {
            head: ["Column", "Kind", "Values", "Blank", "In short"],
            rows: columns
              .slice(0, 40)
              .map((column) => [
                nameOf(column),
                column.kind,
                proofs.show(column.count, { kind: "integer" }, `number of values of ${column.name}`, [
                  sourceOf(context, column.address),
                ]),
                column.missing.toLocaleString("en-US"),
                figuresOf(context, proofs, column).slice(0, 4).join(", "),
              ]),
            numeric: [2, 3],
          }
        : undefined,
    understood:
      task.columns.length > 0
        ? `a description of ${columns.map(nameOf).join(", ")}`
        : "a description of the whole range",
    notes: [
      ...cut(columns.length, Math.min(40, columns.length)),
      ...profile.notes,
      ...stated.map((text) => plainKeep(text)),
    ],
    proofs: [...proofs.all, ...stated.flatMap((text) => statedProofs(text, sources))],
    sources,
  }
}

const plainKeep = (text: string): string => text.replace(/[\\`*_[\]<>|#~]/g, "\\$&")

function figuresOf(context: Context, proofs: Proofs, column: ColumnProfile): string[] {
  const source = [sourceOf(context, column.address)]
  const statistics = column.statistics
  const show = (value: number, what: string): string =>
    proofs.show(value, { ...styleOf(column), plain: isIdentifier(column) }, `${what} of ${column.name}`, source)
  if (statistics && column.kind === "date") {
    const date = (serial: number): string => show(serial, "date")
    return [
      `from ${dateText(statistics.minimum) ?? date(statistics.minimum)} to ${dateText(statistics.maximum) ?? date(statistics.maximum)}`,
    ]
  }
  if (statistics && isIdentifier(column))
    return [
      plural(column.distinct, "different value"),
      `from ${show(statistics.minimum, "minimum")} to ${show(statistics.maximum, "maximum")}`,
    ]
  if (statistics)
    return [
      ...(isAdditive(column) ? [`total ${show(statistics.sum, "sum")}`] : []),
      `average ${show(statistics.mean, "average")}`,
      `median ${show(statistics.median, "median")}`,
      `from ${show(statistics.minimum, "minimum")} to ${show(statistics.maximum, "maximum")}`,
      ...(statistics.standardDeviation === null
        ? []
        : [`standard deviation ${show(statistics.standardDeviation, "standard deviation")}`]),
      ...(column.missing > 0 ? [plural(column.missing, "blank")] : []),
    ]
  const top = column.topValues.slice(0, 3).map(({ value, count }) => `${plain(String(value))} (${count})`)
  return [plural(column.distinct, "different value"), ...(top.length > 0 ? [`most often ${top.join(", ")}`] : [])]
}

const dateText = (serial: number): string | undefined => {
  const iso = serialToIso(Math.floor(serial))
  return /^\d{4}-/.test(iso) ? formatDateText(iso) : undefined
}

/** The columns with their kinds. */
export function answerColumns(context: Context): Draft {
  const { profile } = context
  const proofs = new Proofs()
  const sources = [sourceOf(context, profile.tableAddress)]
  return {
    sentence: `The range has ${bold(proofs.show(profile.columns.length, { kind: "integer" }, "number of columns", sources))} columns: ${profile.columns.slice(0, 40).map(nameOf).join(", ")}.`,
    table: {
      head: ["Column", "Header", "Kind"],
      rows: profile.columns.slice(0, 100).map((column) => [column.letter, nameOf(column), column.kind]),
      numeric: [],
    },
    understood: "a list of the columns",
    notes: [...cut(profile.columns.length, Math.min(100, profile.columns.length)), ...profile.notes],
    proofs: proofs.all,
    sources,
  }
}

/** Pearson's correlation of two numeric columns, or the strongest pairs. */
export function answerCorrelation(context: Context, task: Extract<Task, { kind: "correlation" }>): Draft {
  const { profile } = context
  const names = [task.first, task.second].filter((column) => column !== undefined).map(({ name }) => name)
  const pairs = profile.correlations.filter(({ first, second }) =>
    names.every((name) => name === first || name === second),
  )
  const [best] = pairs
  const proofs = new Proofs()
  const numeric = profile.columns.filter((column) => isMeasure(column))
  const understood = `Pearson's correlation ${names.length === 2 ? `of ${names.map(plain).join(" and ")}` : names.length === 1 ? `of ${plain(names[0] ?? "")} with the other numeric columns` : "of all pairs of numeric columns"}`
  if (!best)
    return {
      sentence: `There is no correlation to compute${names.length > 0 ? ` for ${names.map(plain).join(" and ")}` : ""}: it needs two different columns of numbers with at least three complete rows.`,
      understood,
      notes: [],
      proofs: [],
      sources: [],
      certainty: 0.6,
    }
  const sourcesFor = (first: string, second: string) =>
    numeric.filter(({ name }) => name === first || name === second).map(({ address }) => sourceOf(context, address))
  const show = ({ coefficient, first, second }: typeof best): string =>
    proofs.show(coefficient, { decimals: 2 }, `CORREL of ${first} and ${second}`, sourcesFor(first, second))
  const strength = Math.abs(best.coefficient)
  const word =
    strength < 0.1 ? "practically not" : strength < 0.3 ? "weakly" : strength < 0.7 ? "moderately" : "strongly"
  const way =
    strength < 0.1
      ? ""
      : best.coefficient > 0
        ? " (when one is higher, the other tends to be higher)"
        : " (when one is higher, the other tends to be lower)"
  return {
    sentence: `${plain(best.first)} and ${plain(best.second)} are ${word} related: the correlation is ${bold(show(best))}${way}.`,
    table:
      pairs.length > 1
        ? {
            head: ["First", "Second", "Correlation", "Rows"],
            rows: pairs
              .slice(0, shownRows)
              .map((pair) => [plain(pair.first), plain(pair.second), show(pair), pair.pairs.toLocaleString("en-US")]),
            numeric: [2, 3],
          }
        : undefined,
    understood: `${understood}, over ${plural(best.pairs, "complete row")}`,
    notes: ["A correlation does not say what causes what.", ...cut(pairs.length, Math.min(pairs.length, shownRows))],
    proofs: proofs.all,
    sources: sourcesFor(best.first, best.second),
  }
}

/** Percentiles as PERCENTILE.INC and QUARTILE.INC compute them. */
export async function* answerPercentile(context: Context, task: Extract<Task, { kind: "percentile" }>): Answering {
  const { column, percents } = task
  const { filters } = context.plan
  const result = yield* ask(context, {
    where: [...whereOf(filters), { column: column.name, operator: "is_not_blank" }],
    columns: [column.name],
    orderBy: [{ by: column.name, direction: "asc" }],
    limit: 500,
  })
  const sorted = result.rows.map((row) => row.values[0]).filter((value) => typeof value === "number")
  const where = whereText(filters)
  const understood = `${percents.map((percent) => `the ${percent}th percentile`).join(", ")} of ${nameOf(column)}${where} (PERCENTILE.INC), over ${rowsText(result)}`
  if (sorted.length === 0) return { ...noRows(context, result), understood }
  const statistics = column.statistics
  const quartiles: Record<number, number | undefined> =
    filters.length === 0 && statistics
      ? { 25: statistics.quartile1, 50: statistics.median, 75: statistics.quartile3 }
      : {}
  const values = percents.map(
    (percent) => quartiles[percent] ?? (result.totalRows <= 500 ? inclusive(sorted, percent / 100) : undefined),
  )
  const sources = sourcesOf(result)
  if (values.some((value) => value === undefined))
    return {
      sentence: `I can compute this percentile for at most 500 rows; ${plural(result.totalRows, "row")} match${where}.`,
      understood,
      notes: [],
      proofs: [],
      sources,
      declined: true,
      certainty: 0.3,
    }
  const proofs = new Proofs()
  const name = (percent: number): string =>
    percent === 25
      ? "first quartile"
      : percent === 75
        ? "third quartile"
        : percent === 50
          ? "median"
          : `${percent}th percentile`
  const texts = values.map((value, at) =>
    proofs.show(
      value ?? null,
      styleOf(column),
      `PERCENTILE.INC(${column.name}, ${(percents[at] ?? 0) / 100})${where}`,
      sources,
    ),
  )
  return {
    sentence: `${percents.map((percent, at) => `${at === 0 ? "The" : "the"} ${name(percent)}${at === 0 ? ` of ${nameOf(column)}${where}` : ""} is ${bold(texts[at] ?? "")}`).join(", ")}.`,
    understood,
    notes: result.notes.filter((note) => !/first 500/i.test(note)),
    proofs: proofs.all,
    sources,
  }
}

function inclusive(sorted: readonly number[], share: number): number {
  const place = (sorted.length - 1) * share
  const low = sorted[Math.floor(place)] ?? 0
  return low + (place - Math.floor(place)) * ((sorted[Math.ceil(place)] ?? low) - low)
}
