import { type Asked, askedFor } from "./askedFor.ts"
import { change } from "./planChange.ts"
import { compare } from "./planCompare.ts"
import { planCount } from "./planCount.ts"
import { holdsMoney } from "./roles.ts"
import { planFigures } from "./planFigures.ts"
import { overview, quality } from "./planQuality.ts"
import { planRanking } from "./planRanking.ts"
import { share } from "./planShare.ts"
import type { Plan, Task } from "./task.ts"
import type { Understanding } from "./understand.ts"

/** The words a kind of task explains by itself, although they would otherwise count as not understood. */
const explained: Partial<Record<Task["kind"], RegExp>> = {
  percentile: /^(first|second|third|upper|lower|\d{1,2}(st|nd|rd|th))$/,
  compare: /^(than|more|better|worse|high|less|difference|other|between|over|last|previous)$/,
  compare_columns: /^(than|less|between|over|under|above|below)$/,
  change: /^(over|last|first|previous|since|between|until|than|before|big|large|not)$/,
  rank: /^(first|last|less|fewer|other|than|expensive|costly)$/,
  extreme: /^(difference|between|first|last|large|big|high|low|expensive|costly|recently)$/,
  rows: /^(first|last)$/,
  missing: /^(no|not|without|none)$/,
  errors: /^(no|without)$/,
  duplicates: /^(than|same|multiple|other|over)$/,
  distinct: /^(different|other)$/,
  figures: /^(different|high|low|large|big|expensive)$/,
  correlation: /^(other|between|over|high|higher|not)$/,
  outliers: /^(high|low|large|small|different|big)$/,
  describe: /^(over|start|starts|begin|begins|end|ends)$/,
  share: /^(over|other)$/,
  having: /^(than|over|multiple)$/,
}

/** Tasks that have no use for the number in "top 3": left out, the figure would be one of all rows. */
const limitless: ReadonlySet<Task["kind"]> = new Set([
  "figures",
  "mean_of_groups",
  "ratio",
  "compare",
  "change",
  "percentile",
])

const unfilteredKinds: Partial<Record<Task["kind"], string>> = {
  outliers: "outliers",
  correlation: "correlations",
  describe: "a description",
  duplicates: "duplicate rows",
  errors: "error cells",
}

const specialWords =
  /^(variance|ratios?|rates?|fraction|proportion|shares?|percent|percentages?|portion|contribut\w*|quartiles?|percentiles?|correlat\w*|outliers?|duplicat\w*|gaps?|linked|growth|trends?|yoy|mom)$/

const comparatives = /\b(higher|lower|bigger|larger|smaller|better|worse|greater|cheaper|older|younger)\b/

/** Words that name a computation the task does not do: "variance" must not end up as a total. */
function unhandled(task: Task, asked: Asked): string[] {
  const plainKinds: readonly Task["kind"][] = [
    "figures",
    "mean_of_groups",
    "rank",
    "extreme",
    "rows",
    "distinct",
    "having",
    "ratio",
    "compare",
    "compare_columns",
  ]
  if (!plainKinds.includes(task.kind)) return []
  const half = /\b(by|per|each|every) half( year)?\b|\bhalf yearly\b/.test(asked.text) ? ["half"] : []
  const comparing = /^(figures|rows|distinct)$/.test(task.kind) ? (comparatives.exec(asked.text) ?? []).slice(0, 1) : []
  // "Stock value" is no quantity: it would need a price.
  const isWorth = /_ (value|worth)\b/.test(asked.text) && !asked.numeric.some(holdsMoney)
  const isPercent = asked.numeric.some(({ kind }) => kind === "percentage")
  const special = asked.text
    .split(" ")
    .filter((word) => specialWords.test(word) && !(isPercent && /^(percent|percentages?|rates?)$/.test(word)))
  return [...special, ...half, ...comparing, ...(isWorth ? ["value"] : [])]
}

/** Decides what to compute. Pure. Words the plan does not explain are left in `unknown`. */
export function planOf(u: Understanding): Plan & { readonly unknown: readonly string[] } {
  const asked = askedFor(u)
  const made = quality(asked) ?? overview(asked) ?? share(asked) ?? change(asked) ?? compare(asked)
  const planned: Task = made ?? planRanking(asked) ?? planCount(asked) ?? planFigures(asked)
  const unfiltered = unfilteredKinds[planned.kind]
  const isWhole = u.filters.length === 0 || (planned.kind === "duplicates" && planned.columns.length > 0)
  const task: Task =
    u.limit !== undefined && limitless.has(planned.kind)
      ? {
          kind: "decline",
          reason: `I can list the first ${u.limit} but not compute over them alone; ask for them, or name them one by one`,
        }
      : unfiltered && !isWhole
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
    unknown: [...u.unknown.filter((word) => !isExplained(word)), ...unhandled(task, asked)],
  }
}
