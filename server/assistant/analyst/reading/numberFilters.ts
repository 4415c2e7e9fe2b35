import { formatFigure } from "../../../../shared/formatFigure.ts"
import type { ColumnProfile } from "../../../../shared/profile.ts"
import { synonymsOf } from "./lexicon.ts"
import type { ColumnMatch } from "./matchColumns.ts"
import type { NumberMatch } from "./matchNumbers.ts"
import { claim, isFree, type Filter, type Reading } from "./reading.ts"
import { headerStems, isIdentifier, isMeasure, likelyMeasures } from "./roles.ts"

/** Conditions on numbers: the column named just before or after, else the one the sign or the comparison implies. */
export function numberFilters(
  reading: Reading,
  numbers: readonly NumberMatch[],
  columnMatches: readonly ColumnMatch[],
): Filter[] {
  const filters = numbers.flatMap((number) => {
    const column = columnOfNumber(reading, number, columnMatches)
    return column ? [numberFilter(column, number)] : []
  })
  return [...filters, ...equalities(reading, columnMatches)]
}

/** "More than 5 expenses" counts rows also where the word is another name of the amount. */
const isSynonym = ({ how }: ColumnMatch): boolean => how === "synonym"

function columnOfNumber(
  reading: Reading,
  number: NumberMatch,
  columnMatches: readonly ColumnMatch[],
): ColumnProfile | undefined {
  const { words, columns } = reading
  const numeric = columnMatches.filter(
    ({ column, from, how }) =>
      isMeasure(column) && reading.claimed[from] === "column" && (how === "full" || !isIdentifier(column)),
  )
  const distance = (match: ColumnMatch): number => (match.to <= number.from ? number.from - match.to : 99)
  const before = [...numeric].sort((a, b) => distance(a) - distance(b))[0]
  const after = numeric.find(
    ({ from }) => from === number.to || (from === number.to + 1 && /^(in|of|%)$/.test(words[number.to]?.text ?? "")),
  )
  const isNear =
    before && distance(before) <= 4 && words.slice(before.to, number.from).every((word) => nearWords.test(word.text))
  const next = words[number.to]?.stem ?? ""
  const countsRows =
    /^(order|row|time|sale|purchase|transaction|record|entry|invoice|expense|payment|booking|deal)$/.test(next) &&
    number.sign === undefined
  const chosen = isNear
    ? before
    : after && !(countsRows && (isIdentifier(after.column) || isSynonym(after)))
      ? after
      : undefined
  if (chosen) {
    for (let at = chosen.from; at < chosen.to; at++) reading.claimed[at] = "number"
    return chosen.column
  }
  if (countsRows) {
    reading.having = number
    return undefined
  }
  const hint = number.hint
  const hinted = hint
    ? columns.find(
        (column) =>
          isMeasure(column) && headerStems(column.name).some((stem) => stem === hint || synonymsOf(hint).has(stem)),
      )
    : undefined
  if (hinted) return hinted
  const candidates = likelyMeasures(columns).filter((column) =>
    number.sign === "percent"
      ? column.kind === "percentage"
      : number.sign === "currency"
        ? column.kind === "currency" || column.kind === "decimal" || column.kind === "integer"
        : true,
  )
  // A number outside everything the column holds shows that another column is meant.
  const fitting = candidates.filter(({ statistics }) =>
    number.numbers.some((value) => statistics !== null && value >= statistics.minimum && value <= statistics.maximum),
  )
  const column =
    number.sign === "percent" ? candidates[0] : (fitting[0] ?? (candidates.length === 1 ? candidates[0] : undefined))
  if (!column) {
    for (let at = number.from; at < number.to; at++) reading.claimed[at] = undefined
    return undefined
  }
  reading.assumptions.push(`I compared ${column.name} with ${number.numbers.join(" and ")}.`)
  const other = candidates.find((candidate) => candidate !== column)
  if (other) reading.alternatives.push(`name the column (for example ${other.name}) to compare another one`)
  return column
}

const nearWords =
  /^(is|are|was|were|of|has|have|had|that|which|who|with|a|an|the|value|values|greater|been|by|amount|in|and|usd|eur|column|cost|costs|price|prices)$/

function numberFilter(column: ColumnProfile, number: NumberMatch): Filter {
  const asShare =
    number.sign === "percent" &&
    (column.kind === "percentage" || (column.statistics !== null && column.statistics.maximum <= 1))
  const values = number.numbers.map((value) => (asShare ? Number((value / 100).toPrecision(12)) : value))
  const shown = values.map((value) => formatFigure(value, { ...column, plain: isIdentifier(column) }))
  const text = {
    gt: "over",
    ge: "at least",
    lt: "under",
    le: "at most",
    eq: "equal to",
    ne: "not equal to",
    between: "between",
  }[number.comparison]
  return {
    column,
    conditions: [
      { column: column.name, operator: number.comparison, value: number.comparison === "between" ? values : values[0] },
    ],
    words: `${column.name} is ${text} ${shown.join(" and ")}`,
    negated: false,
    at: number.from,
  }
}

/** "order 1042", "rating of 5": a column with its number behind it. */
function equalities(reading: Reading, columnMatches: readonly ColumnMatch[]): Filter[] {
  const filters: Filter[] = []
  const { words, columns } = reading
  words.forEach((word, at) => {
    if (word.number === undefined || !isFree(reading)(at)) return
    let place = at - 1
    while (
      place >= 0 &&
      /^(is|of|number|no|nr|=|id|#)$/.test(words[place]?.text ?? "") &&
      reading.claimed[place] === undefined
    )
      place--
    const match = columnMatches.find(
      ({ to, column }) => to === place + 1 && (isMeasure(column) || column.kind === "mixed"),
    )
    const identifier = columns.find(
      (column) =>
        isIdentifier(column) &&
        column.statistics !== null &&
        column.statistics.minimum <= Number(word.number) &&
        column.statistics.maximum >= Number(word.number),
    )
    const column = match?.column ?? (/^\d{3,}$/.test(word.raw) ? identifier : undefined)
    if (!column) return
    claim(reading, at, at + 1, "number")
    if (match) for (let from = match.from; from < match.to; from++) reading.claimed[from] = "number"
    filters.push({
      ...numberFilter(column, { comparison: "eq", numbers: [word.number], sign: word.sign, from: at, to: at + 1 }),
      at,
    })
  })
  return filters
}
