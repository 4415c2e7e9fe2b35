import { serialToIso } from "../../../shared/cell.ts"
import type { ColumnProfile } from "../../../shared/profile.ts"
import { dateFilters } from "./dateFilters.ts"
import { blankFilters, flagFilters } from "./flagFilters.ts"
import { fillerWords, operationWords, rowNouns } from "./lexicon.ts"
import {
  fullColumnMatches,
  partColumnMatch,
  synonymColumnMatch,
  typoColumnMatch,
  type ColumnMatch,
} from "./matchColumns.ts"
import { matchDates, type DateMatch } from "./matchDates.ts"
import { matchNumbers, type NumberMatch } from "./matchNumbers.ts"
import { fullValueMatches, partValueMatch, typoValueMatch, type ColumnValues, type ValueMatch } from "./matchValues.ts"
import { numberFilters } from "./numberFilters.ts"
import { claim, isFree, type Filter, type Reading } from "./reading.ts"
import { isIdentifier, isMeasure, isPerson, isUnique, isYear } from "./roles.ts"
import { correctSpelling } from "./spelling.ts"
import { valueFilters } from "./valueFilters.ts"
import { partsOf, stemOf, wordsOf, type Word } from "./words.ts"

/** A question taken apart: what each word means in this range. Positions are word numbers. */
export interface Understanding {
  readonly words: readonly Word[]
  readonly columns: readonly ColumnProfile[]
  /** Columns named in the question and not used up by a filter, in the order of the question. */
  readonly mentions: readonly ColumnMatch[]
  readonly filters: readonly Filter[]
  /** The question with the words of columns, values, dates and numbers masked, for recognising the operation. */
  readonly masked: string
  readonly claimed: readonly (string | undefined)[]
  /** Number in "top 5". */
  readonly limit: number | undefined
  readonly assumptions: readonly string[]
  readonly alternatives: readonly string[]
  /** True when a word was guessed: a typo or a synonym. */
  readonly guessed: boolean
  /** Words with a meaning that was not found. */
  readonly unknown: readonly string[]
  readonly having: NumberMatch | undefined
}

/** Matches the question's words with the range. Pure; `vocabulary` holds the texts of the text columns. */
export function understand(
  question: string,
  columns: readonly ColumnProfile[],
  vocabulary: readonly ColumnValues[],
  sheet = "",
): Understanding {
  const spelling = correctSpelling(wordsOf(question), columns, vocabulary)
  const { words } = spelling
  const reading: Reading = {
    words,
    columns,
    claimed: words.map(() => undefined),
    assumptions: [...spelling.assumptions],
    alternatives: [],
    guessed: spelling.assumptions.length > 0,
    having: undefined,
  }
  const limit = claimLimit(reading)
  const { columnMatches, valueMatches } = claimFull(reading, vocabulary)
  claimYears(reading, valueMatches)
  const dates = claimDates(reading)
  const numbers = claimNumbers(reading)
  claimRest(reading, vocabulary, columnMatches, valueMatches)
  columnMatches.sort((a, b) => a.from - b.from)
  const filters = [
    ...blankFilters(reading, columnMatches),
    ...valueFilters(reading, valueMatches, columnMatches),
    ...flagFilters(reading, columnMatches),
    ...dateFilters(reading, dates, columnMatches),
    ...numberFilters(reading, numbers, columnMatches),
  ].sort((a, b) => a.at - b.at)
  const mentions = columnMatches.filter((match) => reading.claimed[match.from] === "column")
  for (const match of mentions) tellGuess(reading, match)
  return {
    words,
    columns,
    mentions,
    filters,
    masked: maskOf(reading),
    claimed: reading.claimed,
    limit,
    assumptions: reading.assumptions,
    alternatives: reading.alternatives,
    guessed: reading.guessed,
    having: reading.having,
    unknown: unknownWords(reading, sheet),
  }
}

const countWords = new Map(
  "one two three four five six seven eight nine ten".split(" ").map((word, at) => [word, at + 1]),
)
const beforeLimit = /^(top|bottom|first|best|worst|highest|lowest|largest|smallest|biggest|leading|last|greatest)$/
const afterLimit =
  /^(highest|lowest|largest|smallest|biggest|most|least|best|worst|top|bottom|greatest|cheapest|oldest|youngest|newest|latest|earliest|longest|shortest|fewest|leading|strongest|weakest)$/
const timeUnit = /^(day|week|month|quarter|year|half)$/

function claimLimit(reading: Reading): number | undefined {
  const { words } = reading
  for (let at = 0; at < words.length; at++) {
    const word = words[at]
    const number = word?.number ?? countWords.get(word?.text ?? "")
    if (number === undefined || word?.sign || !Number.isInteger(number) || number < 1 || number > 500) continue
    const before = words[at - 1]?.text ?? ""
    const after = words[at + 1]?.text ?? ""
    const counts = beforeLimit.test(before) && !timeUnit.test(words[at + 1]?.stem ?? "")
    if (!counts && !(afterLimit.test(after) && before !== "at" && !/^(than|over|under|above|below)$/.test(before)))
      continue
    if (words[at]?.text === "one" && !counts) continue
    claim(reading, at, at + 1, "limit")
    return number
  }
  return undefined
}

const statisticWords = new Set(
  "total sum average mean median count number min max minimum maximum change share difference rank top growth percentage range order rate".split(
    " ",
  ),
)
const valueLeads = new Set(
  "in from for at is are was were = with by to not except excluding and or vs versus than between of the".split(" "),
)

function claimFull(reading: Reading, vocabulary: readonly ColumnValues[]) {
  const { words, columns } = reading
  const fullColumns = fullColumnMatches(words, columns)
  const fullValues = fullValueMatches(words, vocabulary).filter((match) => isMeant(reading, match, fullColumns))
  const columnMatches: ColumnMatch[] = []
  const valueMatches: ValueMatch[] = []
  const hasMeasure = fullColumns.some((match) => isMeasure(match.column) && !isStatistic(words, match))
  const candidates = [
    ...fullColumns.map((match) => ({ match, size: match.to - match.from, is: "column" as const })),
    ...fullValues.map((match) => ({ match, size: match.to - match.from, is: "value" as const })),
  ].sort((a, b) => b.size - a.size)
  for (const { match, is } of candidates) {
    if (!words.slice(match.from, match.to).every((_, at) => isFree(reading)(match.from + at))) continue
    if (is === "column") {
      if (isStatistic(words, match) && hasMeasure) continue
      const rival = fullValues.find((value) => value.from === match.from && value.to === match.to)
      if (rival && prefersValue(reading, rival)) continue
      columnMatches.push(match)
    } else valueMatches.push(match)
    claim(reading, match.from, match.to, is)
  }
  return { columnMatches, valueMatches }
}

const isStatistic = (words: readonly Word[], match: ColumnMatch): boolean =>
  match.to - match.from === 1 && statisticWords.has(words[match.from]?.stem ?? "")

/** The same word is a header and a value ("Sales"): a value after "in" or "from" or before the name of its column. */
function prefersValue({ words }: Reading, match: ValueMatch): boolean {
  if (words[match.from]?.quoted) return true
  const next = words[match.to]?.stem ?? ""
  return /^(in|from|for|at|is|are|=|not)$/.test(words[match.from - 1]?.text ?? "") || isNamedBy(match.column, next)
}

const isNamedBy = (column: ColumnProfile, stem: string): boolean =>
  stem !== "" && column.name.toLowerCase().includes(stem)

/** Values that are everyday words ("New", "All", "A") count only where the question clearly means them. */
function isMeant({ words }: Reading, match: ValueMatch, columns: readonly ColumnMatch[]): boolean {
  const said = words.slice(match.from, match.to)
  if (said.some((word) => word.quoted || word.named)) return true
  const common = said.every(
    (word) => fillerWords.has(word.text) || operationWords.has(word.text) || word.text.length < 2,
  )
  const besideColumn = columns.some(
    (column) => column.column === match.column && (column.to === match.from || column.from === match.to),
  )
  if (said.every((word) => word.number !== undefined))
    return besideColumn || valueLeads.has(words[match.from - 1]?.text ?? "") || (said[0]?.text.length ?? 0) > 3
  if (!common) return true
  const before = words[match.from - 1]?.text ?? ""
  return besideColumn || /^(is|are|=|was|were)$/.test(before)
}

/** "2025" where the range has a year column and no dates. */
function claimYears(reading: Reading, values: ValueMatch[]): void {
  const column = reading.columns.find(isYear)
  if (!column || reading.columns.some(({ kind }) => kind === "date")) return
  reading.words.forEach((word, at) => {
    if (!isFree(reading)(at) || !/^(19|20)\d\d$/.test(word.raw)) return
    if (
      /^(over|under|above|below|than|least|most|since|before|after|until|between|from)$/.test(
        reading.words[at - 1]?.text ?? "",
      )
    )
      return
    values.push({ column, values: [word.text], from: at, to: at + 1, how: "full", others: [] })
    claim(reading, at, at + 1, "value")
  })
}

function claimDates(reading: Reading): DateMatch[] {
  const ends = reading.columns
    .filter(({ kind }) => kind === "date")
    .flatMap(({ statistics }) => (statistics ? [statistics.minimum, statistics.maximum] : []))
  if (ends.length === 0) return []
  const period = {
    first: serialToIso(Math.min(...ends)).slice(0, 10),
    last: serialToIso(Math.max(...ends)).slice(0, 10),
  }
  const dates = matchDates(reading.words, period, isFree(reading))
  for (const date of dates) claim(reading, date.from, date.to, "date")
  return dates
}

function claimNumbers(reading: Reading): NumberMatch[] {
  const numbers = matchNumbers(reading.words, isFree(reading))
  for (const number of numbers) claim(reading, number.from, number.to, "number")
  return numbers
}

/** Words left over: parts of headers and values, synonyms, then slips of the pen. */
function claimRest(
  reading: Reading,
  vocabulary: readonly ColumnValues[],
  columnMatches: ColumnMatch[],
  valueMatches: ValueMatch[],
): void {
  const { words, columns } = reading
  const free = (at: number): boolean => isFree(reading)(at) && !isCommon(words[at])
  const take = (match: ColumnMatch | undefined): boolean => {
    if (!match) return false
    columnMatches.push(match)
    claim(reading, match.from, match.to, "column")
    return true
  }
  const takeValue = (match: ValueMatch | undefined): boolean => {
    if (!match) return false
    valueMatches.push(match)
    claim(reading, match.from, match.to, "value")
    return true
  }
  for (let at = 0; at < words.length; at++) {
    const word = words[at]
    if (!word || !free(at)) continue
    const column = word.quoted ? undefined : partColumnMatch(words, at, columns, free)
    const value = partValueMatch(words, at, vocabulary, free)
    if (value && (!column || word.named || value.to > column.to)) takeValue(value)
    else take(column)
  }
  for (let at = 0; at < words.length; at++) {
    const word = words[at]
    if (!word || !free(at) || word.quoted) continue
    if (take(synonymColumnMatch(word, at, columns))) continue
    if (takeValue(flagValue(word, at, vocabulary))) continue
    const value = typoValueMatch(word, at, vocabulary)
    const column = typoColumnMatch(word, at, columns)
    if (column && value) continue
    if (take(column)) continue
    takeValue(value)
  }
  // "when was order 1042", "how many orders": the header's word is an everyday one.
  for (let at = 0; at < words.length; at++) {
    const word = words[at]
    if (!word || !isFree(reading)(at) || !weakHeaderWords.has(word.stem)) continue
    const match = partColumnMatch(
      words,
      at,
      columns,
      (place) => isFree(reading)(place) && weakHeaderWords.has(words[place]?.stem ?? ""),
    )
    if (match && isRowNoun(word, match.column) && words[at + 1]?.number === undefined) reading.claimed[at] = "rows"
    else if (match && words[at + 1]?.text !== "by") take(match)
  }
}

const weakHeaderWords = new Set(
  "order item date name number value amount cost people person line purchase day".split(" "),
)
const isCommon = (word: Word | undefined): boolean =>
  word === undefined || (!word.quoted && (fillerWords.has(word.text) || operationWords.has(word.text)))

/** "orders" stands for the rows, not for the column with their numbers or dates. */
const isRowNoun = ({ stem }: Word, column: ColumnProfile): boolean =>
  (rowNouns.transaction.has(stem) || rowNouns.always.has(stem)) &&
  (isUnique(column) || isIdentifier(column) || column.kind === "date")

/** "unpaid", "inactive", "non-paid": everything but that value. */
function flagValue(word: Word, at: number, vocabulary: readonly ColumnValues[]): ValueMatch | undefined {
  const bare = /^(?:un|in|non)(\p{L}{3,})$/u.exec(word.text)?.[1]
  if (!bare) return undefined
  for (const { column, values } of vocabulary) {
    const value = values.find((candidate) => candidate.trim().toLowerCase() === bare)
    if (value !== undefined) return { column, values: [value], from: at, to: at + 1, how: "flag", others: [] }
  }
  return undefined
}

function tellGuess(reading: Reading, match: ColumnMatch): void {
  const said = reading.words
    .slice(match.from, match.to)
    .map((word) => word.raw)
    .join(" ")
  if (match.how === "synonym" || match.how === "typo") {
    reading.guessed = true
    reading.assumptions.push(`I took "${said}" to mean ${match.column.name}.`)
  }
  const other = match.others[0]
  if (!other) return
  if (match.how !== "synonym") reading.assumptions.push(`"${said}" fits several columns; I took ${match.column.name}.`)
  reading.alternatives.push(`name ${other.name}`)
}

function maskOf({ words, claimed }: Reading): string {
  return words
    .map((word, at) =>
      claimed[at] && claimed[at] !== "rows" && !(claimed[at] === "column" && statisticWords.has(word.stem))
        ? "_"
        : word.text,
    )
    .join(" ")
}

/** Words that change the meaning when nothing has claimed them. */
export const criticalWords = new Set(
  "not no none nor without except excluding exclude but besides over under above below before after since until till than between less fewer high low big small large good bad expensive cheap first last next previous same different other others another multiple".split(
    " ",
  ),
)

function unknownWords({ words, claimed, columns }: Reading, sheet: string): string[] {
  const sheetStems = new Set(partsOf(sheet).map(stemOf))
  const namesRows = ({ stem }: Word): boolean =>
    sheetStems.has(stem) ||
    rowNouns.always.has(stem) ||
    (rowNouns.person.has(stem) && columns.some(isPerson)) ||
    (rowNouns.transaction.has(stem) && columns.some(({ kind }) => kind === "date") && columns.some(isMeasure))
  return words
    .filter(
      (word, at) => claimed[at] === undefined && !(isCommon(word) && !criticalWords.has(word.text)) && !namesRows(word),
    )
    .map((word) => word.raw)
}
