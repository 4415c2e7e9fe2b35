import type { ColumnProfile } from "../../../../shared/profile.ts"
import type { Asked } from "./askedFor.ts"
import type { Filter } from "./reading.ts"
import { isAdditive, isIdentifier, isMeasure, isUnique, likelyMeasures } from "./roles.ts"
import type { Task } from "./task.ts"

const sharePattern =
  /\b(what|which|the|a) (total )?(share|percent|percentage|proportion|fraction|portion)\b|\bwhat %|%\s?of\b|\b(share|percentage|proportion|fraction|portion|percent) (of|by|per)\b|\bcontribut|\bhow much of\b|\bas a (share|percentage|%)|\bper cent of\b/

export function share(asked: Asked): Task | undefined {
  const { text, u } = asked
  const isPartRate = /\b_ (percentage|share|percent)\b/.test(text) && u.filters.length > 0 && asked.groups.length === 0
  if (!sharePattern.test(text) && !isPartRate) return undefined
  const explicit = asked.numeric[0] ?? impliedMeasure(asked)
  const measure = explicit
    ? { function: "sum" as const, column: explicit }
    : { function: "count" as const, column: undefined }
  const group =
    asked.groups[0] ?? (asked.entities[0] && u.filters.length === 0 ? { column: asked.entities[0] } : undefined)
  if (explicit && isMeasure(explicit) && (explicit.kind === "percentage" || isIdentifier(explicit))) return undefined
  if (group) {
    if (u.limit !== undefined && (group.by || /\b(bottom|lowest|smallest|least|worst|fewest)\b/.test(text)))
      return { kind: "decline", reason: `I can take together only the largest groups for a share` }
    return { kind: "share", measure, part: [], whole: u.filters, group, top: u.limit }
  }
  if (u.limit !== undefined)
    return { kind: "decline", reason: "I could not tell what to take the first of for a share" }
  if (u.filters.length === 0)
    return {
      kind: "decline",
      reason: "I need to know which part to compare with the whole, for example a value of one of the columns",
    }
  const { part, whole } = splitShare(asked)
  return { kind: "share", measure, part, whole, group: undefined }
}

/** "Share of West" means money when there is a column of it; "of orders that are paid" means rows. */
function impliedMeasure(asked: Asked): ColumnProfile | undefined {
  const { text, u, entities } = asked
  const [column] = likelyMeasures(u.columns)
  const countsRows =
    /\b(is|are|was|were|that|who|which|would|have|has|had|did|do|does|orders?|rows?|people|employees|customers|respondents?|responses|items|entries|records|transactions)\b/.test(
      text.replace(
        /^(what|which) (is|was|are|were)\b|\bwhat (share|percentage|percent|proportion|fraction|portion|%) (is|does|do|has|have)\b/,
        "",
      ),
    ) || entities.some(isUnique)
  if (countsRows || !column || !isAdditive(column)) return undefined
  asked.assumptions.push(`You named no column to measure, so I used the total of ${column.name}.`)
  asked.alternatives.push("ask for the share of rows to count rows")
  return column
}

/** "What share of 2026 revenue is West": times and what stands before "is" or "are" describe the whole, the rest the part. */
function splitShare({ u }: Asked): { part: readonly Filter[]; whole: readonly Filter[] } {
  if (u.filters.length === 1) return { part: u.filters, whole: [] }
  const verb = u.words.findIndex(
    ({ text }, at) =>
      at > 1 && /^(is|are|was|were|comes?|came|has|have|had|did|does|do|that|who|which|would)$/.test(text),
  )
  const after = u.filters.filter(({ at, span }) => at > verb && !span)
  if (verb > 0 && after.length > 0) return { part: after, whole: u.filters.filter((filter) => !after.includes(filter)) }
  const timeless = u.filters.filter(({ span }) => !span)
  return timeless.length > 0
    ? { part: timeless, whole: u.filters.filter(({ span }) => span) }
    : { part: u.filters, whole: [] }
}
