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

  const missing =
    /Referenced column "(.+?)" not found in FROM clause/.exec(message) ??
    /Column with name "?(.+?)"? does not exist/.exec(message)
  if (missing?.[1] !== undefined) return say(noColumn(missing[1], tables, message, sql))
  const inTable = /(?:Table|Values list) "(.+?)" does not have a column named "(.+?)"/.exec(message)
  if (inTable?.[1] !== undefined && inTable[2] !== undefined) {
    const meant = tables.filter(({ alias }) => alias.toLowerCase() === inTable[1]?.toLowerCase())
    return say(noColumn(inTable[2], meant, message, sql))
  }
  const noTable = /Referenced table "(.+?)" not found/.exec(message)
  if (noTable) return say(`The FROM names no ${noTable[1] ?? ""}; it names ${list(tables.map(({ alias }) => alias))}.`)
  const ambiguous = /Ambiguous reference to column name "(.+?)" \(use: (.+?)\)/s.exec(message)
  if (ambiguous)
    return say(
      `The column ${ambiguous[1] ?? ""} stands in several tables: write ${(ambiguous[2] ?? "").replace(/"(.+?)\.([^".]+)"/g, (_, table: string, name: string) => `${plain(table)}.${plain(name)}`)}.`,
    )
  const noFunction = /Function with name "?(.+?)"? does not exist/.exec(message)
  if (noFunction?.[1] !== undefined) return say(noSuchFunction(noFunction[1], message))
  const grouped = /column "(.+?)" must appear in the GROUP BY/.exec(message)
  if (grouped)
    return say(`Add ${grouped[1] ?? ""} to GROUP BY, or aggregate it, for example any_value(${grouped[1] ?? ""}).`)
  const compared = /Cannot compare values of type (\S+) and (?:type )?(\S+)/.exec(message)
  if (compared)
    return say(
      `A ${noun(compared[1])} cannot be compared with a ${noun(compared[2])}: write texts and dates in single quotes, and try_cast(column AS DOUBLE) for numbers that are stored as text.`,
    )
  const converted = /Could not convert (?:string )?'(.*?)' to (\w+)|(?:invalid|date) field.*?"(.*?)"/s.exec(message)
  if (converted)
    return say(
      `"${(converted[1] ?? converted[3] ?? "").slice(0, 60)}" is no ${noun(converted[2])}; compare like with like, or use try_cast(… AS ${converted[2] ?? "DATE"}), which gives NULL for what is none.`,
    )
  const applied = /No function matches the given name and argument types '(.+?)\((.*?)\)'/s.exec(message)
  if (applied) return say(notApplicable(applied[1] ?? "", (applied[2] ?? "").split(", ")))
  if (/Out of Range|Overflow/i.test(message))
    return say("The numbers are too large for this calculation; Excel shows #NUM! for it as well.")
  return say(`The SQL cannot be run: ${cleaned(message, tables)}`)
}

function noColumn(name: string, tables: readonly NamedColumns[], message: string, sql: string): string {
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

const noun = (type = "DATE"): string =>
  /CHAR|STRING|TEXT/.test(type)
    ? "text"
    : /DATE|TIME/.test(type)
      ? "date"
      : /BOOL/.test(type)
        ? "TRUE or FALSE"
        : /INTERVAL/.test(type)
          ? "interval"
          : "number"

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
