import { addDays, type DateSpan, spanAround } from "./calendar.ts"
import { type DataPeriod, type Piece, pieceAt } from "./datePieces.ts"
import type { Word } from "./words.ts"

/** A time said in the question. `to` after everything when it is open at the end, `from` before everything at the start. */
export interface DateMatch {
  readonly span: DateSpan
  readonly from: number
  readonly to: number
  /** Full sentence when something was assumed: the year, day before month, what "last" means. */
  readonly assumption?: string | undefined
}

const beginning = "0000-01-01"

const end = "9999-12-31"

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
  const isCompared = words.slice(0, at).some(({ text: word }) => /^compar/.test(word))
  const stretch =
    second && !isCompared ? between(piece, second, at, at + piece.length + 1 + second.length, period) : undefined
  if (stretch) return stretch
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
