import {
  addDays,
  type CalendarUnit,
  type DateSpan,
  daySpan,
  halfSpan,
  lastSpan,
  monthSpan,
  quarterSpan,
  spanAround,
  trailingSpan,
  yearSpan,
} from "./calendar.ts"
import type { Word } from "./words.ts"

/** First and last day of the dates in the data. */
export interface DataPeriod {
  readonly first: string
  readonly last: string
}

export interface Piece {
  readonly length: number
  readonly assumption?: string | undefined
  /** The span for a year; `year` is undefined when the words name one or need none. */
  readonly of: (year: number) => DateSpan | undefined
  readonly year: number | undefined
  readonly fixed?: DateSpan | undefined
}

const monthStems = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]

const ordinals: Record<string, number> = {
  first: 1,
  second: 2,
  third: 3,
  fourth: 4,
  last: 4,
  "1st": 1,
  "2nd": 2,
  "3rd": 3,
  "4th": 4,
}

const units: Record<string, CalendarUnit> = {
  day: "day",
  week: "week",
  month: "month",
  quarter: "quarter",
  year: "year",
}

const isYearWord = (word: Word | undefined): boolean =>
  word?.number !== undefined && word.sign === undefined && /^(19|20)\d\d$/.test(word.raw)

const yearOf = (word: Word | undefined): number | undefined => (isYearWord(word) ? word?.number : undefined)

const dayOf = (word: Word | undefined): number | undefined => {
  const day = Number(/^(\d{1,2})(st|nd|rd|th)?$/.exec(word?.text ?? "")?.[1] ?? NaN)
  return word?.sign === undefined && day >= 1 && day <= 31 ? day : undefined
}

const ambiguousMonths = new Set(["may", "mar", "march", "dec", "sept", "sep"])

const beforeMonth = new Set(
  "in of since before after until till by to from between during last and through for vs versus than , this or with compare".split(
    " ",
  ),
)

function monthAt(words: readonly Word[], at: number): number | undefined {
  const word = words[at]
  if (!word) return undefined
  const month = monthStems.indexOf(word.stem)
  if (month < 0) return undefined
  if (!ambiguousMonths.has(word.text) || word.named || yearOf(words[at + 1]) || dayOf(words[at - 1])) return month
  if (
    at === 0 &&
    (words.length <= 2 || /^(and|or|to|vs|versus)$/.test(words[1]?.text ?? "")) &&
    /^\p{Lu}/u.test(word.raw)
  )
    return month
  return beforeMonth.has(words[at - 1]?.text ?? "") ? month : undefined
}

const named = (length: number, year: number | undefined, of: Piece["of"], assumption?: string): Piece => ({
  length,
  year,
  of,
  assumption,
})

const fixed = (length: number, span: DateSpan | undefined, assumption?: string): Piece | undefined =>
  span && { length, fixed: span, of: () => span, year: 0, assumption }

/** One time expression that starts at `at`, without "since", "between" and the like. */
export function pieceAt(words: readonly Word[], at: number, period: DataPeriod): Piece | undefined {
  const word = words[at]
  if (!word) return undefined
  return (
    writtenDate(word) ??
    monthPiece(words, at) ??
    partOfYear(words, at) ??
    relative(words, at, period) ??
    yearPiece(words, at)
  )
}

function writtenDate(word: Word): Piece | undefined {
  const isoDate = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(word.text)
  if (isoDate) return fixed(1, daySpan(Number(isoDate[1]), Number(isoDate[2]) - 1, Number(isoDate[3])))
  const slashed = /^(\d{1,2})([/.])(\d{1,2})\2(\d{2,4})$/.exec(word.text)
  if (!slashed) return undefined
  const [first, second] = [Number(slashed[1]), Number(slashed[3])]
  const year = Number(slashed[4]) + (slashed[4]?.length === 2 ? 2000 : 0)
  const dayFirst = slashed[2] === "." || first > 12
  const span = dayFirst ? daySpan(year, second - 1, first) : daySpan(year, first - 1, second)
  const unsure = !dayFirst && second <= 12 && first !== second
  return fixed(1, span, unsure && span ? `I read ${word.text} as month/day: ${span.label}.` : undefined)
}

function monthPiece(words: readonly Word[], at: number): Piece | undefined {
  const dayBefore = dayOf(words[at])
  const gap = words[at + 1]?.text === "of" ? 2 : 1
  const laterMonth = dayBefore === undefined ? undefined : monthAt(words, at + gap)
  if (dayBefore !== undefined && laterMonth !== undefined) {
    const year = yearOf(words[at + gap + 1])
    return named(gap + (year ? 2 : 1), year, (y) => daySpan(y, laterMonth, dayBefore))
  }
  const month = monthAt(words, at)
  if (month === undefined) return undefined
  const ofYear = words[at + 1]?.text === "of" ? yearOf(words[at + 2]) : undefined
  if (ofYear) return named(3, ofYear, (y) => monthSpan(y, month))
  const year = yearOf(words[at + 1])
  if (year) return named(2, year, (y) => monthSpan(y, month))
  const day = dayOf(words[at + 1])
  // "March 5", but not "in March 5 orders".
  if (day !== undefined && !beforeCount(words, at + 2)) {
    const dayYear = yearOf(words[at + 2])
    return named(dayYear ? 3 : 2, dayYear, (y) => daySpan(y, month, day))
  }
  return named(1, undefined, (y) => monthSpan(y, month))
}

const beforeCount = (words: readonly Word[], at: number): boolean =>
  /^(order|row|sale|unit|item|product|time)$/.test(words[at]?.stem ?? "")

function partOfYear(words: readonly Word[], at: number): Piece | undefined {
  const short = /^([qh])([1-4])$/.exec(words[at]?.text ?? "")
  let length = 1
  let part = short ? Number(short[2]) : undefined
  let kind = short?.[1]
  const nth = ordinals[words[at]?.text ?? ""]
  const noun = words[at + 1]?.stem
  if (!short && nth && (noun === "quarter" || noun === "half") && !(words[at]?.text === "last" && noun === "quarter")) {
    length = 2
    kind = noun === "quarter" ? "q" : "h"
    part = noun === "half" && words[at]?.text === "last" ? 2 : nth
  }
  if (!part || (kind === "h" && part > 2)) return undefined
  const quarterOrHalf = part
  const of = (y: number): DateSpan => (kind === "q" ? quarterSpan(y, quarterOrHalf) : halfSpan(y, quarterOrHalf))
  const next = at + length
  const gap = words[next]?.text === "of" ? 1 : 0
  const year = yearOf(words[next + gap])
  return named(length + (year ? gap + 1 : 0), year, of)
}

function relative(words: readonly Word[], at: number, { last }: DataPeriod): Piece | undefined {
  const text = words[at]?.text ?? ""
  const say = (span: DateSpan, said: string): string =>
    `The data end on ${last}, so I took "${said}" as ${span.label === said || span.label.startsWith("the last") ? `${span.from} to ${addDays(span.to, -1)}` : span.label}.`
  if (text === "ytd") {
    const span = { ...spanAround(last, "year"), to: addDays(last, 1), label: `${last.slice(0, 4)} to date` }
    return fixed(1, span, say(span, "year to date"))
  }
  if (text === "yesterday" || text === "today") {
    const span = spanAround(text === "today" ? last : addDays(last, -1), "day")
    return fixed(1, span, say(span, text))
  }
  if (!/^(last|past|previous|this|current|recent)$/.test(text)) return undefined
  const count = words[at + 1]?.number
  const countedUnit = units[words[at + 2]?.stem ?? ""]
  if (count !== undefined && countedUnit && Number.isInteger(count) && count > 0 && count < 1000 && text !== "this") {
    const span = trailingSpan(last, count, countedUnit)
    return fixed(3, span, say(span, `last ${count} ${countedUnit}s`))
  }
  const unit = units[words[at + 1]?.stem ?? ""]
  if (!unit) return undefined
  const around = spanAround(last, unit)
  const newest = lastSpan(last, unit)
  const span =
    text === "this" || text === "current"
      ? around
      : text === "previous"
        ? spanAround(addDays(newest.from, -1), unit)
        : newest
  return fixed(2, span, say(span, `${text} ${unit}`))
}

const beforeYear = new Set(
  "in of for since before after until till by to from between during and through year vs versus than fiscal fy or with compare".split(
    " ",
  ),
)

const comparesNumber = new Set(
  "over under above below than least most exceeding exceeds exceed > < >= <= = equal equals".split(" "),
)

function yearPiece(words: readonly Word[], at: number): Piece | undefined {
  const offset = words[at]?.text === "year" && yearOf(words[at + 1]) ? 1 : 0
  const year = yearOf(words[at + offset])
  const previous = words[at - 1]?.text ?? ""
  if (!year || comparesNumber.has(previous)) return undefined
  const isUpperBound = previous === "and" && words[at - 3]?.text === "between" && !isYearWord(words[at - 2])
  if (offset === 0 && isUpperBound && words[at - 2]?.number !== undefined) return undefined
  if (offset === 0 && at > 0 && !beforeYear.has(previous) && at !== words.length - 1 && !isYearWord(words[at - 2]))
    return undefined
  return named(1 + offset, year, yearSpan)
}
