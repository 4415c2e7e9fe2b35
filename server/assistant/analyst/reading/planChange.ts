import type { ColumnProfile } from "../../../../shared/profile.ts"
import { type Asked, measureOf } from "./askedFor.ts"
import { compare, twoPeriods } from "./planCompare.ts"
import { isYear } from "./roles.ts"
import type { Task } from "./task.ts"

const changePattern =
  /\bchang(e|es|ed|ing)\b|\bdevelop|\btrends?\b|\btrending\b|\bover time\b|\bgrowth\b|\bgr[eo]w(n|s|ing)?\b|\bevol|\b(month|year|quarter|week|day) (over|by|on) (month|year|quarter|week|day)\b|\bmom\b|\byoy\b|\b(in|de)creas(e|es|ed|ing)\b|\bfell\b|\bfall(s|ing)?\b|\bdropp?(s|ed)?\b|\bdeclin(e|es|ed|ing)\b|\brose\b|\bris(e|es|en|ing)\b|\bgo(es|ing|ne)? (up|down)\b|\bwent (up|down)\b|\bshr[aiu]nk\b|\bprogress/

export function change(asked: Asked): Task | undefined {
  const { text, u } = asked
  if (!changePattern.test(text)) return undefined
  if (twoPeriods(u) || /\bthan\b/.test(text)) return compare(asked)
  const group = timeGroup(asked)
  if (!group)
    return { kind: "decline", reason: "I see no date column in this range, so I cannot show a change over time" }
  const [other] = asked.groups.filter(({ column }) => column !== group.date)
  if (other)
    return {
      kind: "decline",
      reason: `I cannot yet show the change separately for each ${other.column.name}; name one of them, or ask for the figures by ${other.column.name} and ${group.unit ?? "month"}`,
    }
  const measure = measureOf({ ...asked, text: text.replace(/\btotal(s)?\b/g, "sum") })
  if (!measure) return undefined
  const falls = /\bfell\b|\bfall|\bdrop|\bdeclin|\bdecreas|\bshr[aiu]nk|\bdown\b|\blost\b/.test(text)
  const rises = /\bgrew\b|\bgrow\b|\brose\b|\brise\b|\bincreas|\bup\b/.test(text)
  const listed = /\b(which|what|in which|when|how many)\b.*\b(days?|weeks?|months?|quarters?|years?)\b|\bwhen\b/.test(
    text,
  )
  const steps =
    /\b(over|by|on) (month|year|quarter|week|day)\b|\bmom\b|\byoy\b|\b(monthly|yearly|annual|quarterly|weekly) (growth|change)/.test(
      text,
    )
  return {
    kind: "change",
    measure,
    ...group,
    focus: listed && falls ? "falls" : listed && rises ? "rises" : steps ? "steps" : "overall",
  }
}

function timeGroup(
  asked: Asked,
): { date: ColumnProfile; unit: "day" | "week" | "month" | "quarter" | "year" | undefined } | undefined {
  const { text, u, date } = asked
  const said = /\b(day|week|month|quarter|year)s?\b|\b(daily|weekly|monthly|quarterly|yearly|annual)\b/.exec(text)
  const words = {
    daily: "day",
    weekly: "week",
    monthly: "month",
    quarterly: "quarter",
    yearly: "year",
    annual: "year",
    yoy: "year",
    mom: "month",
  } as const
  const short = /\byoy\b/.test(text) ? "yoy" : /\bmom\b/.test(text) ? "mom" : undefined
  const unit =
    (said?.[1] as "day" | "week" | "month" | "quarter" | "year" | undefined) ??
    words[(said?.[2] ?? short ?? "") as keyof typeof words]
  if (date) return { date, unit }
  const year = u.columns.find(isYear)
  return year && { date: year, unit: undefined }
}
