import { dateToSerial } from "../cell.ts"

interface Moment {
  readonly value: number
  readonly numberFormat: string
}

const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
const longMonths = "january february march april may june july august september october november december".split(" ")

/** 1 … 12 of `Mar` or `march`, else undefined. */
function monthNumber(name: string): number | undefined {
  const lower = name.toLowerCase()
  const index = Math.max(months.indexOf(lower), longMonths.indexOf(lower))
  return index < 0 ? undefined : index + 1
}

/** Excel reads two-digit years as 2000 … 2029 and 1930 … 1999. */
const fullYear = (text: string): number => {
  const year = Number(text)
  if (text.length > 2) return year
  return year < 30 ? 2000 + year : 1900 + year
}

function serial(year: number, month: number | undefined, day: number): number | undefined {
  if (month === undefined || year < 1900 || year > 9999) return undefined
  const date = new Date(Date.UTC(year, month - 1, day))
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined
  return dateToSerial(date)
}

type Reader = (part: RegExpExecArray) => [serial: number | undefined, format: string]

const thisYear = (): number => new Date().getFullYear()
const at = (part: RegExpExecArray, index: number): string => part[index] ?? ""

// Every way of writing a date that Excel (en-US) takes, with the format it then gives the cell.
const dateForms: readonly [RegExp, Reader][] = [
  [
    /^(\d{1,2})[/-](\d{1,2})[/-](\d{2}|\d{4})$/,
    (p) => [serial(fullYear(at(p, 3)), Number(p[1]), Number(p[2])), "m/d/yyyy"],
  ],
  [/^(\d{4})[/-](\d{1,2})[/-](\d{1,2})$/, (p) => [serial(Number(p[1]), Number(p[2]), Number(p[3])), "m/d/yyyy"]],
  [/^(\d{1,2})[/-](\d{1,2})$/, (p) => [serial(thisYear(), Number(p[1]), Number(p[2])), "d-mmm"]],
  [
    /^(\d{1,2})[- ]([a-z]{3,9})[- ,]+(\d{2}|\d{4})$/i,
    (p) => [serial(fullYear(at(p, 3)), monthNumber(at(p, 2)), Number(p[1])), "d-mmm-yy"],
  ],
  [
    /^([a-z]{3,9})[- ](\d{1,2}),? ?(\d{4})$/i,
    (p) => [serial(fullYear(at(p, 3)), monthNumber(at(p, 1)), Number(p[2])), "d-mmm-yy"],
  ],
  [/^(\d{1,2})[- ]([a-z]{3,9})$/i, (p) => [serial(thisYear(), monthNumber(at(p, 2)), Number(p[1])), "d-mmm"]],
  [/^([a-z]{3,9})[- ](\d{4})$/i, (p) => [serial(Number(p[2]), monthNumber(at(p, 1)), 1), "mmm-yy"]],
  [/^([a-z]{3,9})[- ](\d{1,2})$/i, (p) => monthAnd(monthNumber(at(p, 1)), at(p, 2))],
]

/** `Mar 5` is the fifth of March, `Mar 45` March 1945. */
function monthAnd(month: number | undefined, text: string): [number | undefined, string] {
  const day = serial(thisYear(), month, Number(text))
  return day === undefined ? [serial(fullYear(text), month, 1), "mmm-yy"] : [day, "d-mmm"]
}

function parseDate(text: string): Moment | undefined {
  for (const [pattern, read] of dateForms) {
    const part = pattern.exec(text)
    if (!part) continue
    const [value, numberFormat] = read(part)
    if (value !== undefined) return { value, numberFormat }
  }
  return undefined
}

function parseTime(text: string): Moment | undefined {
  const part = /^(\d{1,4})(?::(\d{1,2}))?(?::(\d{1,2}(?:\.\d+)?))?(?:\s*(am|pm|a|p))?$/i.exec(text)
  if (!part || (part[2] === undefined && part[4] === undefined)) return undefined
  const [hours, minutes, seconds] = [Number(part[1]), Number(part[2] ?? 0), Number(part[3] ?? 0)]
  if (minutes > 59 || seconds >= 60) return undefined
  const clock = part[3] === undefined ? "h:mm" : "h:mm:ss"
  if (part[4] === undefined)
    return { value: time(hours, minutes, seconds), numberFormat: hours > 23 ? "[h]:mm:ss" : clock }
  if (hours < 1 || hours > 12) return undefined
  const hour = (hours % 12) + (part[4].toLowerCase().startsWith("p") ? 12 : 0)
  return { value: time(hour, minutes, seconds), numberFormat: `${clock} AM/PM` }
}

const time = (hours: number, minutes: number, seconds: number): number =>
  (hours * 3600 + minutes * 60 + seconds) / 86_400

/** Serial number and format of a date, a time or both as typed in en-US, or undefined when it is neither. */
export function parseDateInput(text: string): Moment | undefined {
  const alone = parseDate(text) ?? parseTime(text)
  if (alone) return alone
  const space = /^(\S+(?: \S+)*?) (\d{1,2}:\S+(?: ?[ap]m?)?)$/i.exec(text)
  const date = space?.[1] === undefined ? undefined : parseDate(space[1])
  const clock = space?.[2] === undefined ? undefined : parseTime(space[2])
  if (!date || !clock || clock.value >= 1) return undefined
  return { value: date.value + clock.value, numberFormat: "m/d/yyyy h:mm" }
}
