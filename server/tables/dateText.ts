import { dateToSerial } from "../../shared/cell.ts"

interface Day {
  readonly year: number
  readonly month: number
  readonly day: number
}

/** `31/3/2026`, which may be a month and a day as well. */
interface Slashed {
  readonly first: number
  readonly second: number
  readonly year: number
}

const iso = /^(\d{4})-(\d{2})-(\d{2})$/
const dotted = /^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})$/
const slashed = /^(\d{1,2})[/-](\d{1,2})[/-](\d{4})$/

/**
 * Serial days of the texts that are dates, by index: `2026-03-31`, `31.3.2026`, and `31/3/2026` where some text of the column shows whether
 * the day or the month comes first; none where all of them may be either.
 */
export function readDateTexts(texts: ReadonlyMap<number, string>): Map<number, number> {
  const days = new Map<number, Day>()
  const either = new Map<number, Slashed>()
  for (const [index, text] of texts) {
    const day = clearDay(text.trim())
    const parts = slashed.exec(text.trim())?.slice(1).map(Number)
    if (day) days.set(index, day)
    else if (parts) either.set(index, { first: parts[0] ?? 0, second: parts[1] ?? 0, year: parts[2] ?? 0 })
  }
  const all = [...either.values()]
  const isDayFirst = all.some(({ first }) => first > 12)
  if (isDayFirst !== all.some(({ second }) => second > 12))
    for (const [index, { first, second, year }] of either)
      days.set(index, isDayFirst ? { year, month: second, day: first } : { year, month: first, day: second })
  return new Map([...days].flatMap(([index, day]) => serialOf(day).map((serial) => [index, serial] as const)))
}

function clearDay(text: string): Day | undefined {
  const [year, month, day] =
    iso.exec(text)?.slice(1).map(Number) ?? dotted.exec(text)?.slice(1).reverse().map(Number) ?? []
  return year !== undefined && month !== undefined && day !== undefined ? { year, month, day } : undefined
}

/** Nothing for a day that is in no calendar, or none of Excel's. */
function serialOf({ year, month, day }: Day): number[] {
  const inMonth = new Date(Date.UTC(year, month, 0)).getUTCDate()
  const isDay = month >= 1 && month <= 12 && day >= 1 && day <= inMonth && year >= 1900 && year <= 9999
  return isDay ? [dateToSerial(new Date(Date.UTC(year, month - 1, day)))] : []
}
