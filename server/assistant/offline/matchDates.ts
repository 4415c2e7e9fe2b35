import {
  addDays,
  daySpan,
  halfSpan,
  lastSpan,
  monthSpan,
  quarterSpan,
  spanAround,
  trailingSpan,
  yearSpan,
  type CalendarUnit,
  type DateSpan,
} from "./calendar.ts"
import type { Word } from "./words.ts"

/** A time said in the question. `to` after everything when it is open at the end, `from` before everything at the start. */
export interface DateMatch {
  readonly span: DateSpan
  readonly from: number
  readonly to: number
  /** Full sentence when something was assumed: the year, day before month, what "last" means. */
  readonly assumption?: string | undefined
}

/** First and last day of the dates in the data. */
export interface DataPeriod {
  readonly first: string
  readonly last: string
}

interface Piece {
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
const beginning = "0000-01-01"
const end = "9999-12-31"

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
function pieceAt(words: readonly Word[], at: number, period: DataPeriod): Piece | undefined {
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
  if (offset === 0 && at > 0 && !beforeYear.has(previous) && at !== words.length - 1 && !isYearWord(words[at - 2]))
    return undefined
  return named(1 + offset, year, yearSpan)
}

/** All times of a question; words that something else has claimed are left alone. */
export function matchDates(words: readonly Word[], period: DataPeriod, isFree: (at: number) => boolean): DateMatch[] {
  const found: DateMatch[] = []
  for (let at = 0; at < words.length; at++) {
    const match = isFree(at) ? dateAt(words, at, period) : undefined
    if (!match || !range(match.from, match.to).every(isFree)) continue
    found.push(match)
    at = match.to - 1
  }
  return found
}

const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, at) => from + at)

function dateAt(words: readonly Word[], at: number, period: DataPeriod): DateMatch | undefined {
  const [text, next] = [words[at]?.text ?? "", words[at + 1]?.text ?? ""]
  if (text === "year" && next === "to" && words[at + 2]?.text === "date") {
    const span = {
      ...spanAround(period.last, "year"),
      to: addDays(period.last, 1),
      label: `${period.last.slice(0, 4)} to date`,
    }
    return { span, from: at, to: at + 3, assumption: `The data end on ${period.last}, so "year to date" ends there.` }
  }
  const lead = text === "up" && next === "to" ? 2 : /^(on|in|during|for)$/.test(text) && next === "or" ? 3 : 1
  if (text === "between" || text === "from") {
    const first = pieceAt(words, at + 1, period)
    const joint = first && words[at + 1 + first.length]?.text
    const second =
      first && /^(and|to|until|till|through|thru)$/.test(joint ?? "")
        ? pieceAt(words, at + 2 + first.length, period)
        : undefined
    if (first && second) return between(first, second, at, at + 2 + first.length + second.length, period)
    if (first && text === "from") {
      const onward = /^(on|onwards?)$/.test(joint ?? "") ? 1 : 0
      const settled = settle(first, period)
      if (onward && settled) return opened(settled, "since", at, at + 2 + first.length)
    }
    return undefined
  }
  if (/^(since|after|before|until|till|by|through|starting|prior)$/.test(text) || lead === 2) {
    const start = at + lead + (text === "prior" && next === "to" ? 1 : 0)
    const piece = pieceAt(words, start, period)
    const settled = piece && settle(piece, period)
    return settled && opened(settled, text, at, start + piece.length)
  }
  const piece = pieceAt(words, at, period)
  if (!piece) return undefined
  const joint = words[at + piece.length]?.text
  // "Jan to Mar 2026" without "from"; "and" names two times, not a stretch.
  const second = /^(to|until|till|through|thru)$/.test(joint ?? "")
    ? pieceAt(words, at + piece.length + 1, period)
    : undefined
  if (second) return between(piece, second, at, at + piece.length + 1 + second.length, period)
  const later =
    joint && /^(and|or|vs|versus|with|than)$/.test(joint) ? pieceAt(words, at + piece.length + 1, period) : undefined
  const settled = settle(piece.year === undefined && later?.year ? { ...piece, year: later.year } : piece, period)
  return settled && { span: settled.span, from: at, to: at + piece.length, assumption: settled.assumption }
}

interface Settled {
  readonly span: DateSpan
  readonly assumption?: string | undefined
}

/** Gives a time without year the latest year of the data that holds it, and says so when there are several. */
function settle(piece: Piece, period: DataPeriod): Settled | undefined {
  if (piece.fixed) return { span: piece.fixed, assumption: piece.assumption }
  if (piece.year !== undefined) {
    const span = piece.of(piece.year)
    return span && { span, assumption: piece.assumption }
  }
  const [first, last] = [Number(period.first.slice(0, 4)), Number(period.last.slice(0, 4))]
  const held: DateSpan[] = []
  for (let year = last; year >= first && held.length < 2; year--) {
    const span = piece.of(year)
    if (span && span.from <= period.last && span.to > period.first) held.push(span)
  }
  const span = held[0] ?? piece.of(last)
  if (!span) return undefined
  return {
    span,
    assumption: held.length > 1 ? `The data hold several years; I took ${span.label}, the latest.` : piece.assumption,
  }
}

function between(first: Piece, second: Piece, from: number, to: number, period: DataPeriod): DateMatch | undefined {
  const late = settle(second, period)
  const year = first.fixed || first.year !== undefined || !late ? first.year : Number(late.span.from.slice(0, 4))
  const early = settle({ ...first, year }, period)
  if (!early || !late || early.span.from >= late.span.to) return undefined
  const span = { from: early.span.from, to: late.span.to, label: `${early.span.label} to ${late.span.label}` }
  return { span, from, to, assumption: late.assumption ?? early.assumption }
}

function opened({ span, assumption }: Settled, how: string, from: number, to: number): DateMatch {
  if (how === "after") return { span: { from: span.to, to: end, label: `after ${span.label}` }, from, to, assumption }
  if (how === "since" || how === "starting")
    return { span: { from: span.from, to: end, label: `since ${span.label}` }, from, to, assumption }
  if (how === "before" || how === "prior")
    return { span: { from: beginning, to: span.from, label: `before ${span.label}` }, from, to, assumption }
  return { span: { from: beginning, to: span.to, label: `until ${span.label}` }, from, to, assumption }
}

export const isOpenStart = (span: DateSpan): boolean => span.from === beginning
export const isOpenEnd = (span: DateSpan): boolean => span.to === end
