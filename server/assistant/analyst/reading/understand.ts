import { blankFilters, flagFilters } from "./flagFilters.ts"
import { valueFilters } from "./valueFilters.ts"
import { dateFilters } from "./dateFilters.ts"
import { numberFilters } from "./numberFilters.ts"
import { serialToIso } from "../../../../shared/cell.ts"
import type { ColumnProfile } from "../../../../shared/profile.ts"
import { claimFull } from "./claimFull.ts"
import { claimLimit } from "./claimLimit.ts"
import { claimRest, isCommon } from "./claimRest.ts"
import { criticalWords, rowNouns } from "./lexicon.ts"
import type { ColumnMatch } from "./matchColumns.ts"
import { type DateMatch, matchDates } from "./matchDates.ts"
import { matchNumbers, type NumberMatch } from "./matchNumbers.ts"
import type { ColumnValues, ValueMatch } from "./matchValues.ts"
import { claim, type Filter, isFree, type Reading } from "./reading.ts"
import { isMeasure, isPerson, isYear } from "./roles.ts"
import { correctSpelling } from "./spelling.ts"
import { partsOf, stemOf, type Word, wordsOf } from "./words.ts"

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

const statisticWord =
  /^(total|sum|average|avg|mean|median|min|max|minimum|maximum|highest|lowest|largest|smallest|biggest|best|worst)$/

/** A header such as Total stays readable as what to compute, unless another such word says it: "highest total". */
function maskOf({ words, claimed }: Reading): string {
  return words
    .map((word, at) =>
      claimed[at] &&
      claimed[at] !== "rows" &&
      !(
        claimed[at] === "column" &&
        !statisticWord.test(words[at - 1]?.text ?? "") &&
        /^(total|sum|average|mean|median|min|max|minimum|maximum|count)$/.test(word.stem)
      )
        ? "_"
        : word.text,
    )
    .join(" ")
}

function unknownWords({ words, claimed, columns }: Reading, sheet: string): string[] {
  const sheetStems = new Set(partsOf(sheet).map(stemOf))
  // "Total hires" on a sheet called Hires asks for a figure that no column may hold.
  const isMeasured = (at: number): boolean =>
    /^(total|sum|average|avg|mean|median)$/.test(
      words.slice(0, at).findLast(({ text }) => !/^(the|of|all|our)$/.test(text))?.text ?? "",
    ) && !claimed.slice(at + 1).includes("column")
  const namesRows = ({ stem }: Word, at: number): boolean =>
    (sheetStems.has(stem) && !isMeasured(at)) ||
    rowNouns.always.has(stem) ||
    (rowNouns.person.has(stem) && columns.some(isPerson)) ||
    (rowNouns.transaction.has(stem) && columns.some(({ kind }) => kind === "date") && columns.some(isMeasure))
  return words
    .filter(
      (word, at) =>
        claimed[at] === undefined &&
        !(word.text === "size" && rowNouns.transaction.has(words[at - 1]?.stem ?? "")) &&
        !(isCommon(word) && !criticalWords.has(word.text)) &&
        !namesRows(word, at),
    )
    .map((word) => word.raw)
}
