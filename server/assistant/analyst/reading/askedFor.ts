import type { ColumnProfile } from "../../../../shared/profile.ts"
import type { Aggregate } from "../../../../shared/query.ts"
import type { CalendarUnit } from "./calendar.ts"
import { rowNouns, superlatives, synonymsOf } from "./lexicon.ts"
import type { ColumnMatch } from "./matchColumns.ts"
import {
  headerStems,
  holdsMoney,
  isAdditive,
  isIdentifier,
  isMeasure,
  isPerson,
  isUnique,
  likelyMeasures,
} from "./roles.ts"
import type { Grouping, Measure } from "./task.ts"
import type { Understanding } from "./understand.ts"

/** The parts that columns play in a question. */
export interface Asked {
  readonly u: Understanding
  /** The question with columns and values masked; operations are recognised in it. */
  readonly text: string
  readonly numeric: readonly ColumnProfile[]
  /** Columns that are neither added up nor grouped by: what "which" and "who" ask for. */
  readonly entities: readonly ColumnProfile[]
  readonly groups: readonly Grouping[]
  readonly unit: CalendarUnit | "weekday" | undefined
  readonly date: ColumnProfile | undefined
  /** "per order" when every row is an order: no grouping at all. */
  readonly perRow: boolean
  /** The numeric column after "per": "revenue per unit". */
  readonly divisor: ColumnProfile | undefined
  readonly assumptions: string[]
  readonly alternatives: string[]
}

const unitWords: Record<string, CalendarUnit | "weekday"> = {
  daily: "day",
  day: "day",
  weekly: "week",
  week: "week",
  monthly: "month",
  month: "month",
  quarterly: "quarter",
  quarter: "quarter",
  yearly: "year",
  annual: "year",
  annually: "year",
  year: "year",
  weekday: "weekday",
}

const introduces = /^(by|per|each|every|across)$/

export function askedFor(u: Understanding): Asked {
  const text = u.masked
  const dateMention = u.mentions.find(({ column }) => column.kind === "date")
  const date = dateMention?.column ?? u.columns.find(({ kind }) => kind === "date")
  const groups: Grouping[] = []
  const numeric: ColumnProfile[] = []
  const entities: ColumnProfile[] = []
  const assumptions: string[] = []
  let perRow = false
  let divisor: ColumnProfile | undefined
  let lastGroup: ColumnMatch | undefined
  const unit = unitIn(text)
  const spent = amountPer(u)
  if (spent) {
    numeric.push(spent)
    assumptions.push(`You named no column to measure, so I used ${spent.name}.`)
  }
  for (const match of u.mentions) {
    const { column } = match
    const before = wordBefore(u, match.from)
    const joined =
      (lastGroup !== undefined && u.words.slice(lastGroup.to, match.from).every(({ text: word }) => word === "and")) ||
      (unit !== undefined && before === "and" && unitWords[u.words[match.from - 2]?.stem ?? ""] === unit)
    const ranked = before === "by" && (u.limit !== undefined || /\b(rank|top|bottom|sort)/.test(text))
    const isNumber = isMeasure(column) && (!isIdentifier(column) || ranked)
    // "Budget by level": numbers that are not added up, or that repeat, name groups where another column is measured.
    const isLevel =
      before === "by" && numeric.length > 0 && (!isAdditive(column) || column.distinct * 3 <= column.count)
    const isGroup =
      (introduces.test(before) && !(isNumber && !isLevel && (before === "by" || before === "across"))) ||
      (joined && !isNumber)
    if (isNumber && isAdditive(column) && before === "per" && numeric.length > 0) divisor = column
    else if (isGroup && isUnique(column) && before !== "by" && !joined) perRow = true
    else if (isGroup) {
      groups.push(column.kind === "date" ? { column, by: unit ?? "month" } : { column })
      lastGroup = match
    } else if (isNumber) pushNew(numeric, column)
    else pushNew(entities, column)
  }
  if (
    /\b(per|each|every) (order|sale|transaction|row|record|entry|invoice|purchase|deal|booking|person|employee|response)s?\b/.test(
      text,
    )
  )
    perRow = true
  if (unit && date && !groups.some(({ by }) => by !== undefined)) groups.push({ column: date, by: unit })
  const identifier =
    numeric.length === 0 ? entities.findIndex((column) => isMeasure(column) && isIdentifier(column)) : -1
  if (identifier >= 0 && statisticsIn(text).length > 0 && !/\b(which|who|how many|number of)\b/.test(text))
    numeric.push(...entities.splice(identifier, 1))
  return {
    u,
    text,
    numeric,
    entities: entities.filter((column) => !(column === date && groups.some((group) => group.column === date))),
    groups,
    unit,
    date,
    perRow,
    divisor,
    assumptions,
    alternatives: [],
  }
}

/** "Cost per attendee", "spend by vendor": the amount of money, where no header holds the word itself. */
function amountPer({ words, claimed, columns }: Understanding): ColumnProfile | undefined {
  const at = words.findIndex(
    ({ text }, place) =>
      claimed[place] === undefined &&
      /^(costs?|spend|spending|expenditure|money|value|amounts?)$/.test(text) &&
      (/^(by|per)$/.test(words[place + 1]?.text ?? "") ||
        (/^(spend|spending|expenditure)$/.test(text) &&
          /^(in|on|for|at|during|since)$/.test(words[place + 1]?.text ?? ""))),
  )
  const isRead = words
    .slice(0, Math.max(at, 0))
    .some(({ text }, place) => claimed[place] === "column" || /^(many|we|they|you|i|did)$/.test(text))
  return at < 0 || isRead
    ? undefined
    : likelyMeasures(columns).find((column) => holdsMoney(column) && isAdditive(column))
}

function pushNew(list: ColumnProfile[], column: ColumnProfile): void {
  if (!list.includes(column)) list.push(column)
}

function wordBefore(u: Understanding, at: number): string {
  const before = u.words[at - 1]?.text ?? ""
  return /^(the|a|of|all)$/.test(before) ? (u.words[at - 2]?.text ?? "") : before
}

function unitIn(text: string): CalendarUnit | "weekday" | undefined {
  if (/\b(by|per|each|every|across|which|what) (day of the week|weekday)|\bdays? of the week\b/.test(text))
    return "weekday"
  const adverb = /\b(daily|weekly|monthly|quarterly|yearly|annual|annually)\b/.exec(text)?.[1]
  const noun = /\b(?:by|per|each|every|across(?: the)?|over the) (day|week|month|quarter|year|weekday)s?\b/.exec(
    text,
  )?.[1]
  const joined = /\b_ and (month|quarter|year|week)\b/.exec(text)?.[1]
  return unitWords[noun ?? adverb ?? joined ?? ""]
}

/** The calendar unit in "which month", "best quarter", "in what year". */
export function askedUnit({ text, date }: Asked): CalendarUnit | "weekday" | undefined {
  if (!date) return undefined
  const unit =
    /\b(?:which|what|best|worst|busiest|strongest|weakest|top(?: _)?|peak)\s(?:(?:single|was|is|the|our|best|worst|strongest|weakest|busiest)\s)*(day of the week|weekday|day|week|month|quarter|year)s?\b/.exec(
      text,
    )?.[1]
  return unit === "day of the week" ? "weekday" : unitWords[unit ?? ""]
}

/** Sum for what can be added up, else the average. */
export const usualFunction = (column: ColumnProfile | undefined): Aggregate["function"] =>
  column === undefined ? "count" : isAdditive(column) ? "sum" : "average"

/** The column the figures are about; when the question names none the likeliest, and it is said. */
export function measureColumn(asked: Asked, hint?: string): ColumnProfile | undefined {
  const [named] = asked.numeric
  if (named) return named
  if (hint) {
    const meant = synonymsOf(hint)
    const column = asked.u.columns.find(
      (candidate) =>
        (isMeasure(candidate) || candidate.kind === "date") &&
        headerStems(candidate.name).some((stem) => stem === hint || meant.has(stem)),
    )
    if (column) return column
    if (hint === "date") return asked.date
    const amount = hint === "price" ? likelyMeasures(asked.u.columns).find(holdsMoney) : undefined
    if (amount) asked.assumptions.push(`I found no price, so I used ${amount.name}.`)
    return amount
  }
  const [likely, other] = likelyMeasures(asked.u.columns)
  if (likely) {
    asked.assumptions.push(`You named no column to measure, so I used ${likely.name}.`)
    if (other) asked.alternatives.push(`name ${other.name} to measure that instead`)
  }
  return likely
}

export const measureOf = (asked: Asked, explicit?: Aggregate["function"]): Measure | undefined => {
  const column = measureColumn(asked)
  if (!column) return { function: "count", column: undefined }
  return { function: explicit ?? statisticsIn(asked.text)[0] ?? usualFunction(column), column }
}

const statisticPatterns: readonly (readonly [Aggregate["function"], RegExp])[] = [
  ["sum", /\b(total(l?ed)?|totals|sum|sums|summed|add(ed)? up|adding up|altogether|how much|in all)\b/],
  ["average", /\b(average|averages|avg|mean|on average|typical|typically)\b/],
  ["median", /\bmedian\b/],
  ["min", /\b(min|minimum|minimal|lowest|smallest|least)\b/],
  ["max", /\b(max|maximum|maximal|highest|largest|biggest|greatest)\b/],
  ["stdev", /\b(standard deviation|std dev|std|stdev|stddev|deviation|spread)\b/],
]

/** Statistics named in the question, in the order in which it names them. */
export function statisticsIn(text: string): Aggregate["function"][] {
  return statisticPatterns
    .map(([name, pattern]) => ({ name, at: pattern.exec(text)?.index ?? -1 }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => a.at - b.at)
    .map(({ name }) => name)
    .filter(
      (name, _, all) => !(name === "sum" && all.length > 1 && /how much/.test(text) && !/\btotal|\bsum\b/.test(text)),
    )
}

export function superlativeIn(text: string): { word: string; direction: "asc" | "desc"; hint?: string } | undefined {
  const pair = /\b(most|least) (expensive|costly|recent|recently)\b|\b(highest|best|lowest|worst)[ -]paid\b/.exec(text)
  if (pair?.[2])
    return {
      word: pair[0],
      direction: pair[1] === "most" ? "desc" : "asc",
      hint: pair[2].startsWith("recent") ? "date" : "price",
    }
  if (pair?.[3]) return { word: pair[0], direction: /highest|best/.test(pair[3]) ? "desc" : "asc", hint: "salary" }
  for (const word of text.split(" ")) {
    const found = superlatives[word]
    if (found && !(word === "least" && /\bat least\b/.test(text)) && !(word === "most" && /\bat most\b/.test(text)))
      return { word, ...found }
  }
  return undefined
}

/** What "who" asks for: the column of persons, sellers before customers when something was sold. */
export function personColumn({ u, text }: Asked): ColumnProfile | undefined {
  const persons = u.columns.filter(isPerson)
  const buys = /\b(buy|bought|buys|order|ordered|purchased?|spend|spent|pays?|paid)\b/.test(text)
  const customers = persons.filter((column) => /customer|client|buyer|account/i.test(column.name))
  const others = persons.filter((column) => !customers.includes(column))
  return buys ? (customers[0] ?? others[0]) : (others[0] ?? customers[0])
}

/** True when the words after "how many" name the rows themselves. */
export function countsRows({ u }: Asked, column: ColumnProfile): boolean {
  if (isUnique(column)) return true
  const match = u.mentions.find((mention) => mention.column === column)
  const stem = match ? (u.words[match.from]?.stem ?? "") : ""
  return match?.how !== "full" && (rowNouns.always.has(stem) || rowNouns.transaction.has(stem))
}
