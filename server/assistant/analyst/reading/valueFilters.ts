import { isNumericKind } from "../../../../shared/cell.ts"
import type { ColumnProfile } from "../../../../shared/profile.ts"
import type { Condition } from "../../../../shared/query.ts"
import type { ColumnMatch } from "./matchColumns.ts"
import type { ValueChoice, ValueMatch } from "./matchValues.ts"
import { claimNegation } from "./negation.ts"
import { claim, type Filter, type Reading } from "./reading.ts"

/** Conditions on text: values of one column joined by or; everything negated by "not" or "except" in front. */
export function valueFilters(
  reading: Reading,
  matches: readonly ValueMatch[],
  columnMatches: readonly ColumnMatch[],
): Filter[] {
  const groups = new Map<string, { values: string[]; at: number; column: ColumnProfile; negated: boolean }>()
  let previous: { column: ColumnProfile; negated: boolean; to: number } | undefined
  for (const match of [...matches].sort((a, b) => a.from - b.from)) {
    const { column, values } = chosenValues(match, columnMatches)
    const joined =
      previous?.column === column &&
      reading.words.slice(previous.to, match.from).every((word) => /^(and|or|nor)$/.test(word.text))
    const negated = claimNegation(reading, match.from) || match.how === "flag" || (joined && previous?.negated === true)
    previous = { column, negated, to: match.to }
    if (match.how === "typo" || match.others.length > 0) tellChoice(reading, match, column)
    tellPart(reading, match, column, values)
    claimColumnBeside(reading, match, column, columnMatches)
    const key = `${column.name}${negated ? " not" : ""}`
    const group = groups.get(key) ?? { values: [], at: match.from, column, negated }
    group.values.push(...values)
    groups.set(key, group)
  }
  return [...groups.values()].map(({ values, at, column, negated }) => ({
    ...valueFilter(column, [...new Set(values)], negated),
    at,
  }))
}

function tellPart(reading: Reading, match: ValueMatch, column: ColumnProfile, values: readonly string[]): void {
  const [first] = values
  if (match.how !== "part" || first === undefined) return
  const words = said(reading, match)
  if (values.length > 1)
    reading.assumptions.push(
      `${values.length} different values of ${column.name} contain "${words}": ${values.slice(0, 5).join(", ")}${values.length > 5 ? " and more" : ""}.`,
    )
  else if (words.length * 2 < first.length)
    reading.assumptions.push(`I took "${words}" to mean ${column.name} "${first}".`)
}

/** Rows whose `column` is one of `values` (or none of them). */
export function valueFilter(column: ColumnProfile, values: readonly string[], negated: boolean): Filter {
  const typed = values.map((value) => typedValue(column, value))
  const conditions: Condition[] = negated
    ? typed.map((value) => ({ column: column.name, operator: "ne", value }))
    : [
        typed.length === 1
          ? { column: column.name, operator: "eq", value: typed[0] }
          : { column: column.name, operator: "in", value: typed },
      ]
  const words = `${column.name} is ${negated ? "not " : ""}${values.join(negated ? " and not " : " or ")}`
  return { column, conditions, words, values, negated, at: 0 }
}

const typedValue = (column: ColumnProfile, value: string): string | number | boolean => {
  if (column.kind === "boolean") return value.toLowerCase() === "true"
  return isNumericKind(column.kind) ? Number(value) : value
}

const said = (reading: Reading, match: { from: number; to: number }): string =>
  reading.words
    .slice(match.from, match.to)
    .map((word) => word.raw)
    .join(" ")

/** Several columns hold the value: the one named beside it, else the first. */
function chosenValues(match: ValueMatch, columnMatches: readonly ColumnMatch[]): ValueChoice {
  const candidates: ValueChoice[] = [match, ...match.others]
  const near = columnMatches.find(
    ({ column, from, to }) =>
      candidates.some((choice) => choice.column === column) &&
      (Math.abs(to - match.from) <= 2 || Math.abs(from - match.to) <= 1),
  )
  return candidates.find(({ column }) => column === near?.column) ?? match
}

function tellChoice(reading: Reading, match: ValueMatch, column: ColumnProfile): void {
  if (match.how === "typo") {
    reading.guessed = true
    reading.assumptions.push(`I took "${said(reading, match)}" to mean ${column.name} "${match.values[0] ?? ""}".`)
  }
  const other = [match, ...match.others].find((choice) => choice.column !== column)?.column
  if (!other) return
  reading.assumptions.push(
    `"${said(reading, match)}" occurs in ${column.name} and ${other.name}; I took ${column.name}.`,
  )
  reading.alternatives.push(`name ${other.name} beside it if you meant that column`)
}

/** In "West region" and "region is West" the header only says which column is meant. */
function claimColumnBeside(
  reading: Reading,
  match: ValueMatch,
  column: ColumnProfile,
  columnMatches: readonly ColumnMatch[],
): void {
  for (const mention of columnMatches) {
    if (mention.column !== column) continue
    const words = reading.words
    const before = words.slice(mention.to, match.from).map(({ text }) => text)
    const isBefore =
      mention.to <= match.from &&
      before.length <= 3 &&
      before.every((text) => /^(is|are|was|=|of|in|equals|equal|to|not|the|a|named|called|or|and)$/.test(text))
    const introduced = /^(by|per|each|every)$/.test(words[mention.from - 1]?.text ?? "")
    if (isBefore && !introduced)
      for (let at = mention.to; at < match.from; at++)
        if (/^(=|equals|equal)$/.test(words[at]?.text ?? "")) claim(reading, at, at + 1, "value")
    if ((isBefore && !introduced) || mention.from === match.to)
      for (let at = mention.from; at < mention.to; at++) reading.claimed[at] = "value"
  }
}
