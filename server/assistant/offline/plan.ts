import type { ColumnProfile } from "../../../shared/profile.ts"
import { askedFor, askedUnit, measureOf, usualFunction, type Asked } from "./askedFor.ts"
import { planCount } from "./planCount.ts"
import { planFigures } from "./planFigures.ts"
import { planRanking } from "./planRanking.ts"
import type { Filter } from "./reading.ts"
import { isIdentifier, isMeasure, isYear } from "./roles.ts"
import type { Grouping, Plan, Side, Task } from "./task.ts"
import type { Understanding } from "./understand.ts"

/** The words a kind of task explains by itself, although they would otherwise count as not understood. */
const explained: Partial<Record<Task["kind"], RegExp>> = {
  percentile: /^(first|second|third|upper|lower|\d{1,2}(st|nd|rd|th))$/,
  compare: /^(than|less|difference|other|between|over|last|previous)$/,
  compare_columns: /^(than|less|between|over|under|above|below)$/,
  change: /^(over|last|first|previous|since|between|until|than|before|big|large|not)$/,
  rank: /^(first|last|less|fewer|other|than)$/,
  extreme: /^(first|last|large|big|high|low)$/,
  rows: /^(first|last)$/,
  missing: /^(no|not|without|none)$/,
  duplicates: /^(than|same|multiple|other|over)$/,
  distinct: /^(different|other)$/,
  figures: /^(different|high|low|large|big|expensive)$/,
  correlation: /^(other|between|over|high|higher|not)$/,
  outliers: /^(high|low|large|small|different|big)$/,
  describe: /^(over)$/,
  share: /^(over|other)$/,
  having: /^(than|over|multiple)$/,
}

const unfilteredKinds: Partial<Record<Task["kind"], string>> = {
  outliers: "outliers",
  correlation: "correlations",
  describe: "a description",
  duplicates: "duplicate rows",
}

/** Decides what to compute. Pure. Words the plan does not explain are left in `unknown`. */
export function planOf(u: Understanding): Plan & { readonly unknown: readonly string[] } {
  const asked = askedFor(u)
  const made = quality(asked) ?? overview(asked) ?? share(asked) ?? change(asked) ?? compare(asked)
  const planned: Task = made ?? planRanking(asked) ?? planCount(asked) ?? planFigures(asked)
  const unfiltered = unfilteredKinds[planned.kind]
  const isWhole = u.filters.length === 0 || (planned.kind === "duplicates" && planned.columns.length > 0)
  const task: Task =
    unfiltered && !isWhole
      ? {
          kind: "decline",
          reason: `I can show ${unfiltered} only for the whole range; select the rows you mean and ask again`,
        }
      : planned
  const pattern = explained[task.kind]
  const isExplained = (word: string): boolean =>
    pattern?.test(word.toLowerCase()) === true &&
    !(task.kind === "figures" && !/\bhow (high|low|large|big|expensive)\b|\bdifferent\b/.test(asked.text))
  return {
    task,
    filters:
      task.kind === "compare"
        ? u.filters.filter((filter) => !task.sides.some((side) => side.filters.some(({ at }) => at === filter.at)))
        : task.kind === "share"
          ? task.whole
          : u.filters,
    assumptions: [...u.assumptions, ...asked.assumptions],
    alternatives: [...u.alternatives, ...asked.alternatives],
    unknown: u.unknown.filter((word) => !isExplained(word)),
  }
}

function quality(asked: Asked): Task | undefined {
  const { text, u } = asked
  const named = u.mentions.map(({ column }) => column)
  if (
    /\bduplicat|\brepeat(ed|s|ing)?\b|\bmore than once\b|\btwice\b|\bmultiple times\b|\bsame _ (more than once|twice)/.test(
      text,
    )
  )
    return { kind: "duplicates", columns: named }
  const isBlankFilter = u.filters.some(({ conditions }) => conditions.some(({ operator }) => operator === "is_blank"))
  if (
    !isBlankFilter &&
    /\bmissing\b|\bblanks?\b|\bempty\b|\bincomplete\b|\bnulls?\b|\bgaps?\b|\bunfilled\b|\bnot filled\b/.test(text)
  )
    return { kind: "missing", columns: named }
  if (
    /\boutliers?\b|\banomal|\bunusual|\bextreme values?\b|\bsuspicious|\babnormal|\batypical|\bodd values?\b|\bstrange\b/.test(
      text,
    )
  )
    return { kind: "outliers", columns: asked.numeric }
  if (
    /\bcorrelat|\brelat(ed|es?|ionships?|ions?)\b|\bdepends?\b|\bdependent\b|\bconnect(ion|ed)\b|\bassociat|\baffects?\b|\binfluences?\b|\bimpacts?\b|\blinked\b/.test(
      text,
    )
  ) {
    const numbers = asked.numeric
    return { kind: "correlation", first: numbers[0], second: numbers[1] }
  }
  return undefined
}

function overview(asked: Asked): Task | undefined {
  const { text, u } = asked
  if (
    /\b(columns|headers|headings|fields|column names)\b/.test(text) &&
    u.mentions.length === 0 &&
    u.filters.length === 0 &&
    !/\bsum|total|average|compare\b/.test(text)
  )
    return { kind: "columns" }
  const percentile = percents(text, u)
  const column = asked.numeric[0]
  if (percentile.length > 0 && column && asked.groups.length === 0)
    return { kind: "percentile", column, percents: percentile }
  if (
    /\b(describe|description|summar(y|i[sz]ed?)|overview|profile|insights?|key (facts|figures)|analy[sz]e|analysis|statistics|stats|distribution|distributed)\b/.test(
      text,
    ) ||
    (/\b(what is in|what does|tell me (more )?about|what do we have|what data|what is this|about this|what kind of data|explain)\b/.test(
      text,
    ) &&
      u.filters.length === 0 &&
      u.mentions.length === 0)
  ) {
    if (u.filters.length > 0 || asked.groups.length > 0) return undefined
    return { kind: "describe", columns: u.mentions.map((mention) => mention.column) }
  }
  return undefined
}

function percents(text: string, u: Understanding): number[] {
  if (/\bquartiles?\b/.test(text)) {
    if (/\b(first|lower|1st)\b/.test(text)) return [25]
    if (/\b(third|upper|3rd)\b/.test(text)) return [75]
    if (/\b(second|2nd)\b/.test(text)) return [50]
    return [25, 50, 75]
  }
  const nth = u.words.find(({ text: word }) => /^\d{1,2}(st|nd|rd|th)$/.test(word))
  if (/\bpercentiles?\b/.test(text) && nth) return [Number.parseInt(nth.text)]
  return []
}

const sharePattern =
  /\b(what|which|the|a) (total )?(share|percent|percentage|proportion|fraction|portion)\b|\bwhat %|%\s?of\b|\b(share|percentage|proportion|fraction|portion|percent) (of|by|per)\b|\bcontribut|\bhow much of\b|\bas a (share|percentage|%)|\bper cent of\b/

function share(asked: Asked): Task | undefined {
  const { text, u } = asked
  if (!sharePattern.test(text)) return undefined
  const explicit = asked.numeric[0]
  const measure = explicit
    ? { function: "sum" as const, column: explicit }
    : { function: "count" as const, column: undefined }
  const group =
    asked.groups[0] ?? (asked.entities[0] && u.filters.length === 0 ? { column: asked.entities[0] } : undefined)
  if (explicit && isMeasure(explicit) && (explicit.kind === "percentage" || isIdentifier(explicit))) return undefined
  if (group) return { kind: "share", measure, part: [], whole: u.filters, group }
  if (u.filters.length === 0)
    return {
      kind: "decline",
      reason: "I need to know which part to compare with the whole, for example a value of one of the columns",
    }
  const { part, whole } = splitShare(asked)
  return { kind: "share", measure, part, whole, group: undefined }
}

/** "What share of 2026 revenue is West": times and what stands before "is" or "are" describe the whole, the rest the part. */
function splitShare({ u }: Asked): { part: readonly Filter[]; whole: readonly Filter[] } {
  if (u.filters.length === 1) return { part: u.filters, whole: [] }
  const verb = u.words.findIndex(
    ({ text }, at) => at > 1 && /^(is|are|was|were|comes?|came|has|have|had|did|does|do)$/.test(text),
  )
  const after = u.filters.filter(({ at, span }) => at > verb && !span)
  if (verb > 0 && after.length > 0) return { part: after, whole: u.filters.filter((filter) => !after.includes(filter)) }
  const timeless = u.filters.filter(({ span }) => !span)
  return timeless.length > 0
    ? { part: timeless, whole: u.filters.filter(({ span }) => span) }
    : { part: u.filters, whole: [] }
}

const changePattern =
  /\bchang(e|es|ed|ing)\b|\bdevelop|\btrends?\b|\btrending\b|\bover time\b|\bgrowth\b|\bgr[eo]w(n|s|ing)?\b|\bevol|\b(month|year|quarter|week|day) (over|by|on) (month|year|quarter|week|day)\b|\bmom\b|\byoy\b|\b(in|de)creas(e|es|ed|ing)\b|\bfell\b|\bfall(s|ing)?\b|\bdropp?(s|ed)?\b|\bdeclin(e|es|ed|ing)\b|\brose\b|\bris(e|es|en|ing)\b|\bgoing (up|down)\b|\bwent (up|down)\b|\bshr[aiu]nk\b|\bprogress/

function change(asked: Asked): Task | undefined {
  const { text, u } = asked
  if (!changePattern.test(text)) return undefined
  if (twoPeriods(u) || /\bthan\b/.test(text)) return compare(asked)
  const group = timeGroup(asked)
  if (!group)
    return { kind: "decline", reason: "I see no date column in this range, so I cannot show a change over time" }
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

const twoPeriods = (u: Understanding): boolean => u.filters.filter(({ span }) => span).length >= 2

const comparePattern =
  /\bcompar|\bversus\b|\bvs\b|\bdifferen(ce|t)\b|\bdiffer\b|\b(higher|lower|more|less|bigger|larger|smaller|better|worse|greater|fewer|cheaper|older|younger) than\b|\bthan\b/

function compare(asked: Asked): Task | undefined {
  const { text, u } = asked
  const explicit =
    comparePattern.test(text) && !/\bhow many different\b|\bdifferent\b/.test(text.replace(/\bdifference\b/g, ""))
  const sides = sidesOf(u)
  if (!explicit && !(twoPeriods(u) && sides)) return undefined
  if (sides) {
    const measure = measureFor(asked)
    const lower = /\b(lower|less|fewer|smaller|worse|cheaper|younger) than\b/.test(text)
    const higher = /\b(higher|more|bigger|larger|better|greater|older) than\b/.test(text)
    return { kind: "compare", sides, measure, asked: lower ? "lower" : higher ? "higher" : undefined }
  }
  const numbers = asked.numeric
  if (numbers.length >= 2)
    return {
      kind: "compare_columns",
      columns: numbers,
      function: usualFunction(numbers[0]),
      groups: asked.groups.length > 0 ? asked.groups : [],
    }
  const entity = asked.entities[0]
  const groups: readonly Grouping[] =
    asked.groups.length > 0 ? asked.groups : entity ? [{ column: entity }] : unitGroup(asked)
  if (groups.length > 0 && !/\bthan\b/.test(text))
    return { kind: "figures", measures: [measureFor(asked)], groups, order: "desc" }
  return {
    kind: "decline",
    reason: "I could not find the two things to compare; name two values of one column, two times, or two columns",
  }
}

function unitGroup(asked: Asked): readonly Grouping[] {
  const by =
    askedUnit(asked) ??
    (/\b(months|quarters|years|weekdays)\b/.exec(asked.text)?.[1]?.slice(0, -1) as
      "month" | "quarter" | "year" | "weekday" | undefined)
  return by && asked.date ? [{ column: asked.date, by }] : []
}

function measureFor(asked: Asked) {
  if (
    asked.numeric.length === 0 &&
    /\b(number of|how many|count)\b|\b(more|fewer|less) (orders?|rows?|sales|transactions|people|employees|customers)\b/.test(
      asked.text,
    )
  )
    return { function: "count" as const, column: undefined }
  return measureOf(asked) ?? { function: "count" as const, column: undefined }
}

function sidesOf(u: Understanding): Side[] | undefined {
  const multiple = u.filters.find(({ values, negated }) => (values?.length ?? 0) >= 2 && !negated)
  if (multiple?.values) {
    const operator = "eq" as const
    return multiple.values.map((value) => ({
      label: value,
      filters: [
        {
          ...multiple,
          values: [value],
          words: `${multiple.column.name} is ${value}`,
          conditions: [
            {
              column: multiple.column.name,
              operator,
              value:
                multiple.column.kind === "boolean" ? value === "TRUE" : isYear(multiple.column) ? Number(value) : value,
            },
          ],
        },
      ],
    }))
  }
  const periods = u.filters.filter(({ span }) => span)
  if (periods.length >= 2)
    return periods.map((filter) => ({ label: filter.span?.label ?? filter.words, filters: [filter] }))
  return undefined
}
