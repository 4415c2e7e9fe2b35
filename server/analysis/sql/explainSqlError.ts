import { AppError, toAppError } from "../../../shared/errors.ts"
import { nearestName } from "../../tables/nearestName.ts"
import { sqlTooLarge } from "./sqlTooLarge.ts"
import { quoted } from "./workbookDuck.ts"

/** A table that a statement names, under the name it has there. */
export interface NamedColumns {
  readonly alias: string
  readonly name: string
  readonly physical: readonly string[]
  readonly columns: readonly string[]
}

/** What DuckDB says of a statement, for whoever wrote it: what is wrong and what to write instead. */
export function explainSqlError(error: unknown, sql: string, tables: readonly NamedColumns[]): AppError {
  if (error instanceof AppError || !(error instanceof Error)) return toAppError(error)
  const { message } = error
  const say = (sentence: string): AppError => new AppError("invalid_request", sentence, { cause: error })
  if (/^Out of Memory|failed to allocate|could not allocate/i.test(message)) return sqlTooLarge(error)
  if (message.startsWith("INTERNAL"))
    return new AppError("internal", "The SQL cannot be run; write it another way.", { cause: error })

  for (const [pattern, sentence] of explanations) {
    const found = pattern.exec(message)
    if (found) return say(sentence(found.slice(1), { message, sql, tables }))
  }
  return say(`The SQL cannot be run: ${cleaned(message, tables)}`)
}

interface Failed {
  readonly message: string
  readonly sql: string
  readonly tables: readonly NamedColumns[]
}

/** What DuckDB says, and the sentence for it from what the pattern's groups hold; the first that fits. */
const explanations: readonly (readonly [
  pattern: RegExp,
  sentence: (groups: readonly (string | undefined)[], failed: Failed) => string,
])[] = [
  [/Referenced column "(.+?)" not found in FROM clause/, ([name = ""], failed) => noColumn(name, failed)],
  [/Column with name "?(.+?)"? does not exist/, ([name = ""], failed) => noColumn(name, failed)],
  [
    /(?:Table|Values list) "(.+?)" does not have a column named "(.+?)"/,
    ([table = "", name = ""], failed) =>
      noColumn(name, {
        ...failed,
        tables: failed.tables.filter(({ alias }) => alias.toLowerCase() === table.toLowerCase()),
      }),
  ],
  [
    /Referenced table "(.+?)" not found/,
    ([name = ""], { tables }) => `The FROM names no ${name}; it names ${list(tables.map(({ alias }) => alias))}.`,
  ],
  [
    /Ambiguous reference to column name "(.+?)" \(use: (.+?)\)/s,
    ([name = "", places = ""]) =>
      `The column ${name} stands in several tables: write ${places.replace(/"(.+?)\.([^".]+)"/g, (_, table: string, column: string) => `${plain(table)}.${plain(column)}`)}.`,
  ],
  [/Function with name "?(.+?)"? does not exist/, ([name = ""], { message }) => noSuchFunction(name, message)],
  [
    /column "(.+?)" must appear in the GROUP BY/,
    ([name = ""]) => `Add ${name} to GROUP BY, or aggregate it, for example any_value(${name}).`,
  ],
  [
    /Cannot compare values of type (\S+) and (?:type )?(\S+)/,
    ([one, other]) =>
      `A ${noun(one)} cannot be compared with a ${noun(other)}: write texts and dates in single quotes, and try_cast(column AS DOUBLE) for numbers that are stored as text.`,
  ],
  [
    /Could not convert (?:string )?'(.*?)' to (\w+)|(?:invalid|date) field.*?"(.*?)"/s,
    ([text, type, date]) =>
      `"${(text ?? date ?? "").slice(0, 60)}" is no ${noun(type)}; compare like with like, or use try_cast(… AS ${type ?? "DATE"}), which gives NULL for what is none.`,
  ],
  [
    /No function matches the given name and argument types '(.+?)\((.*?)\)'/s,
    ([name = "", types = ""]) => notApplicable(name, types.split(", ")),
  ],
  [/Out of Range|Overflow/i, () => "The numbers are too large for this calculation; Excel shows #NUM! for it as well."],
]

function noColumn(name: string, { tables, message, sql }: Failed): string {
  const text = sql.includes(`"${name}"`) ? ` Text stands in single quotes: '${name}'.` : ""
  if (tables.length === 0) {
    const bindings = /Candidate bindings: :? ?(.+)/.exec(message)?.[1]?.replaceAll('"', "")
    return `There is no column ${name} here${bindings ? `; there are ${bindings}` : ""}.${text}`
  }
  const near = nearestName(name, [...new Set(tables.flatMap(({ columns }) => columns))])
  const where = list(tables.map(({ name: table }) => table))
  const columns = tables.map(
    (table) => `${tables.length > 1 ? `Columns of ${table.name}` : "Columns"}: ${shown(table.columns)}.`,
  )
  return `There is no column ${name} in ${where}${near === undefined ? "." : `; did you mean ${near}?`} ${columns.join(" ")}${text}`
}

const columnsShown = 40

function shown(columns: readonly string[]): string {
  const more = columns.length - columnsShown
  return columns.slice(0, columnsShown).join(", ") + (more > 0 ? ` and ${more} more` : "")
}

/** Functions of Excel that models write by habit. */
const instead: Readonly<Record<string, string>> = {
  iferror: "coalesce(try_cast(x AS DOUBLE), 0) or nullif for a division by zero",
  ifna: "coalesce(x, 0)",
  if: "CASE WHEN … THEN … ELSE … END",
  ifs: "CASE WHEN … THEN … END",
  isblank: "x IS NULL",
  sumif: "sum(x) FILTER (WHERE …)",
  sumifs: "sum(x) FILTER (WHERE …)",
  countifs: "count(*) FILTER (WHERE …)",
  averageif: "avg(x) FILTER (WHERE …)",
  averageifs: "avg(x) FILTER (WHERE …)",
  average: "avg(x)",
  counta: "count(x)",
  countblank: "count(*) FILTER (WHERE x IS NULL)",
  stdev: "stddev_samp(x)",
  "stdev.s": "stddev_samp(x)",
  "stdev.p": "stddev_pop(x)",
  var: "var_samp(x)",
  vlookup: "a JOIN of the two tables",
  xlookup: "a JOIN of the two tables",
  hlookup: "a JOIN of the two tables",
  index: "a JOIN or a WHERE",
  match: "a JOIN or a WHERE",
  percentile: "quantile_cont(x, 0.9)",
  quartile: "quantile_cont(x, 0.25)",
  large: "ORDER BY x DESC LIMIT 1 OFFSET k - 1",
  small: "ORDER BY x LIMIT 1 OFFSET k - 1",
  text: "strftime(date, '%Y-%m') or format",
  eomonth: "last_day(date)",
  edate: "date + INTERVAL 1 MONTH",
  datedif: "date_diff('day', start, end)",
  weekday: "dayofweek(date)",
  concatenate: "a || b",
  textjoin: "string_agg(x, ', ')",
  search: "position('x' IN text)",
  find: "position('x' IN text)",
  proper: "initcap is not there; use upper and lower",
  value: "try_cast(x AS DOUBLE)",
  rand: "random()",
}

function noSuchFunction(name: string, message: string): string {
  const other = instead[name.toLowerCase()]
  if (other !== undefined) return `There is no function ${name} in this SQL; use ${other}.`
  const near = /Did you mean "(.+?)"/.exec(message)?.[1]
  return `There is no function ${name} in this SQL${near ? `; did you mean ${near}?` : "."}`
}

const plain = (name: string): string => (/^\w+$/.test(name) ? name : quoted(name))

function notApplicable(name: string, types: readonly string[]): string {
  const text = types.some((type) => noun(type) === "text")
  const cast = text ? ": use try_cast(column AS DOUBLE) for numbers that are stored as text" : ""
  const what = /^\w+$/.test(name) ? `${name}()` : `The operator ${name}`
  return `${what} cannot be applied to ${types.map((type) => noun(type)).join(" and ")}${cast}.`
}

const nouns: readonly (readonly [type: RegExp, noun: string])[] = [
  [/CHAR|STRING|TEXT/, "text"],
  [/DATE|TIME/, "date"],
  [/BOOL/, "TRUE or FALSE"],
  [/INTERVAL/, "interval"],
]

const noun = (type = "DATE"): string => nouns.find(([known]) => known.test(type))?.[1] ?? "number"

function cleaned(message: string, tables: readonly NamedColumns[]): string {
  const [first = ""] = message.replace(/^[A-Z][\w ]* Error: /, "").split(/\n\s*\n|\nLINE /)
  const named = tables.reduce(
    (text, table) => table.physical.reduce((part, physical) => part.replaceAll(physical, table.name), text),
    first,
  )
  const sentence = named.replace(/\s+/g, " ").trim().slice(0, 400)
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`
}

const list = (names: readonly string[]): string =>
  names.length < 2 ? (names[0] ?? "no table") : `${names.slice(0, -1).join(", ")} or ${names.at(-1) ?? ""}`
