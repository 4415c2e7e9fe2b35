import type { ColumnProfile } from "../../../../shared/profile.ts"
import {
  askedUnit,
  measureColumn,
  personColumn,
  statisticsIn,
  superlativeIn,
  usualFunction,
  type Asked,
} from "./askedFor.ts"
import { soldUnits } from "./planCount.ts"
import { headerStems, isAdditive, isIdentifier, isMeasure, isRating, isRowIdentifier, isUnique } from "./roles.ts"
import type { Grouping, Measure, Task } from "./task.ts"

const counted =
  /\bby (the )?(number|count) of\b|\b(most|least|fewest|more) (number of )?(orders?|rows?|sales|transactions|entries|records|people|employees|responses|purchases|invoices|deals|_ orders?|times|items)\b|\bmost (common|frequent|popular|often|frequently)\b|\bleast (common|frequent|popular|often)\b|\bhighest (number|count)\b|\blowest (number|count)\b|\b(rarest|busiest|appears? (the )?most)\b|\bmost\b.*\bappears?\b|\b(most|fewest|least) (number of )?_$/

/** Superlatives and rankings: "top 5 products by revenue", "which region sells the most", "highest salary", "cheapest item". */
export function planRanking(asked: Asked): Task | undefined {
  const { text, u } = asked
  const range = rangeOf(asked)
  if (range) return range
  const ranking = /\b(top|bottom|rank(ing|ed)?|best|worst|leading|sort(ed|ing)?|busiest|rarest|most popular)\b/.test(
    text,
  )
  const found = superlativeIn(text) ?? (ranking ? { word: "top", direction: "desc" as const } : undefined)
  const first = firstOrLast(asked)
  if (first) return first
  if (!found) return undefined
  const unit = askedUnit(asked)
  const onlyStatistic = /^(min|max|minimum|maximum|highest|lowest|largest|smallest|biggest|greatest)$/.test(found.word)
  const statistics = statisticsIn(text)
  const asksWho = /\b(who|whose|whom)\b/.test(text)
  const asksRow = namesRow(asked)
  const entity: Grouping | undefined =
    unit && asked.date ? { column: asked.date, by: unit } : asksRow ? undefined : entityOf(asked, asksWho)
  if (asksWho && !entity && !asksRow)
    return { kind: "decline", reason: "I found no column with names of people in this range" }
  // "min, max and average of salary", "highest salary by department"
  if (
    (statistics.length > 1 &&
      onlyStatistic &&
      !entity &&
      statistics.some((name) => name !== "min" && name !== "max")) ||
    (onlyStatistic && asked.groups.length > 0 && !entity)
  )
    return undefined
  if (asked.groups.length > 0 && entity && asked.groups.some(({ column }) => column !== entity.column))
    return {
      kind: "decline",
      reason: `I cannot yet rank ${entity.column.name} separately for each ${asked.groups[0]?.column.name ?? "group"}`,
    }
  const count =
    u.limit ?? (/\brank|\bsort/.test(text) ? 500 : /\b(top|bottom)\b/.test(text) && isPlural(asked, entity) ? 5 : 1)
  const byCount = asked.numeric.length === 0 && isCounted(asked, entity)
  if (entity && byCount)
    return {
      kind: "rank",
      entity,
      measure: { function: "count", column: undefined },
      count,
      direction: found.direction,
    }
  const place = asked.numeric.length === 0 ? asked.entities.find(isPlace) : undefined
  const column =
    place ??
    (entity && soldUnits(asked, [entity.column])) ??
    measureColumn(asked, asked.numeric.length > 0 ? undefined : found.hint)
  if (!column) {
    if (found.hint) return { kind: "decline", reason: `I found no column that says which is the ${found.word}` }
    return entity
      ? { kind: "rank", entity, measure: { function: "count", column: undefined }, count, direction: found.direction }
      : undefined
  }
  // The oldest was born earliest, and the best rank is number one.
  const isReversed =
    (found.hint === "age" && column.kind === "date") ||
    (/^(best|top|leading|strongest|worst|weakest)$/.test(found.word) && isPlace(column))
  const direction = isReversed ? (found.direction === "desc" ? "asc" : "desc") : found.direction
  const average = statistics.find((name) => name === "average" || name === "median" || name === "sum")
  if (entity && (average || isGrouped(entity, column)))
    return {
      kind: "rank",
      entity,
      measure: groupMeasure(asked, column, average),
      count,
      direction,
      together: /\b(total|sum|combined|together)\b.*\bof (the |our )?(top|bottom)\b|\b(combined|together)\b/.test(text),
    }
  if (!entity && average && asked.groups.length > 0 && asked.groups[0])
    return { kind: "rank", entity: asked.groups[0], measure: groupMeasure(asked, column, average), count, direction }
  if (!entity && average) return undefined
  const both = statistics.includes("min") && statistics.includes("max") && u.limit === undefined
  return {
    kind: "extreme",
    column,
    directions: both ? ["desc", "asc"] : [direction],
    count,
    asked: entity?.column ?? (asksWho ? personColumn(asked) : undefined) ?? askedOf(asked, column),
  }
}

/** "Which order had the smallest revenue and who sold it?" asks for one row, not for the seller with the smallest total. */
const namesRow = ({ text, entities }: Asked): boolean =>
  /\b(which|what) (single |one )?(order|sale|transaction|purchase|deal|invoice|booking|payment|row|record|entry|line)\b/.test(
    text,
  ) ||
  /^(what is |what was |show |give me )?(the )?(_ )+of the (single )?(most|least|highest|lowest|largest|smallest|biggest|cheapest|priciest)\b/.test(
    text,
  ) ||
  (/\b(which|what) (single |one )?_/.test(text) && entities[0] !== undefined && isRowIdentifier(entities[0]))

const spreadPattern =
  /\b_ range\b|\brange of (the )?_|\bmin(imum)? and max|\bdifference between (the )?(highest|largest|biggest|maximum|max|lowest|smallest|minimum|min) and (the )?(highest|largest|biggest|maximum|max|lowest|smallest|minimum|min)\b/

/** Ranks: numbers like identifiers, but with a best and a worst. */
const isPlace = (column: ColumnProfile): boolean =>
  isMeasure(column) && /^(rank|ranking|placing|position)$/.test(headerStems(column.name).at(-1) ?? "")

/** "salary range": the smallest and the largest. */
export function rangeOf({ text, numeric, groups }: Asked): Task | undefined {
  const [column] = numeric
  if (!column || numeric.length > 1 || groups.length > 0 || !spreadPattern.test(text)) return undefined
  return { kind: "extreme", column, directions: ["desc", "asc"], count: 1, asked: undefined }
}

/** "first order", "last 5 sales": by date. */
function firstOrLast(asked: Asked): Task | undefined {
  const { text, u, date } = asked
  const found =
    /\b(first|last|most recent|newest|latest|earliest) (_ )?(order|sale|row|purchase|transaction|entry|invoice|hire|_)s?\b/.exec(
      text,
    ) ?? /\b(?:hired|joined|started|ordered|_) (first|last|most recently|earliest|latest)\b/.exec(text)
  // "When was the last expense": the word may be another name of the amount.
  const isAboutAmounts = u.mentions.some(({ column, how }) => asked.numeric.includes(column) && how !== "synonym")
  if (!found || !date || isAboutAmounts || (asked.numeric.length > 0 && !/\bwhen\b/.test(text))) return undefined
  const direction = /first|earliest/.test(found[1] ?? "") ? "asc" : "desc"
  const who = /\bwho\b/.test(text) ? personColumn(asked) : undefined
  return {
    kind: "extreme",
    column: date,
    directions: [direction],
    count: u.limit ?? 1,
    asked: who ?? asked.entities.find((column) => column !== date),
  }
}

function entityOf(asked: Asked, asksWho: boolean): Grouping | undefined {
  const named = asked.entities.find((column) => column.kind !== "date" && !isPlace(column)) ?? asked.entities[0]
  if (named && named.kind !== "date" && !isPlace(named)) return { column: named }
  const group = asked.groups[0]
  if (
    group &&
    /\b(which|who|best|worst|top|bottom|rank)/.test(asked.text) &&
    asked.u.limit === undefined &&
    !/\b(highest|lowest|max|min|maximum|minimum)\b/.test(asked.text)
  )
    return group
  if (group && asked.u.limit !== undefined) return group
  if (!asksWho) return undefined
  const person = personColumn(asked)
  return person && { column: person }
}

const askedOf = (asked: Asked, column: ColumnProfile): ColumnProfile | undefined =>
  /\bwhen\b/.test(asked.text) ? asked.date : asked.entities.find((entity) => entity !== column)

function isPlural({ u }: Asked, entity: Grouping | undefined): boolean {
  const match = u.mentions.find(({ column }) => column === entity?.column)
  const word = match && u.words[match.to - 1]
  return word !== undefined && word.text !== word.stem
}

/** Rows are counted when the question says "most orders", "most common", or "most" with a name that stands once in each row. */
function isCounted(asked: Asked, entity: Grouping | undefined): boolean {
  if (!counted.test(asked.text)) return false
  if (!/\b(most|fewest|least) (number of )?_$/.test(asked.text)) return true
  return asked.entities.some((column) => column !== entity?.column && (isUnique(column) || isIdentifier(column)))
}

/** True when the entity stands in several rows, so that its rows must be put together first. */
const isGrouped = (entity: Grouping, column: ColumnProfile): boolean =>
  entity.by !== undefined ||
  (!isUnique(entity.column) && column.kind !== "date" && (isAdditive(column) || isRating(column)))

function groupMeasure(asked: Asked, column: ColumnProfile, average: Measure["function"] | undefined): Measure {
  const measure: Measure = { function: average ?? usualFunction(column), column }
  if (!average) {
    asked.assumptions.push(`I ranked by the ${measure.function === "sum" ? "total" : "average"} of ${column.name}.`)
    asked.alternatives.push(
      measure.function === "sum"
        ? `ask for the average ${column.name} instead`
        : `ask for the single highest or lowest ${column.name}`,
    )
  }
  return measure
}
