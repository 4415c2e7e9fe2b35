import type { ColumnProfile } from "../../../../shared/profile.ts"
import type { ColumnMatch } from "./matchColumns.ts"
import { claimNegation } from "./negation.ts"
import { isMeasure } from "./roles.ts"
import { claim, type Filter, type Reading } from "./reading.ts"
import { valueFilter } from "./valueFilters.ts"

/** Boolean and yes/no columns named like an adjective: "active employees", "not shipped". */
export function flagFilters(reading: Reading, columnMatches: readonly ColumnMatch[]): Filter[] {
  const filters: Filter[] = []
  for (const match of columnMatches) {
    const truth = truthOf(match.column)
    if (!truth || reading.claimed[match.from] !== "column") continue
    const before = reading.words[match.from - 1]?.text ?? ""
    const beforeThat = reading.words[match.from - 2]?.text ?? ""
    if (
      /^(by|per|each|every|which|column)$/.test(before) ||
      beforeThat === "by" ||
      reading.words[match.to]?.text === "column"
    )
      continue
    const negated = claimNegation(reading, match.from)
    for (let at = match.from; at < match.to; at++) reading.claimed[at] = "value"
    filters.push({ ...valueFilter(match.column, [negated ? truth.no : truth.yes], false), at: match.from })
  }
  return filters
}

/** The two words of a yes/no column; undefined for any other column. */
export function truthOf(column: ColumnProfile): { yes: string; no: string } | undefined {
  if (column.kind === "boolean") return { yes: "TRUE", no: "FALSE" }
  if (column.kind !== "text" || column.distinct > 2) return undefined
  const texts = column.topValues.map(({ value }) => String(value))
  for (const [yes, no] of [
    ["yes", "no"],
    ["y", "n"],
    ["true", "false"],
  ] as const) {
    if (!texts.every((text) => [yes, no].some((flag) => flag === text.trim().toLowerCase()))) continue
    return {
      yes: texts.find((text) => text.trim().toLowerCase() === yes) ?? yes,
      no: texts.find((text) => text.trim().toLowerCase() === no) ?? no,
    }
  }
  return undefined
}

/** "without a phone", "no status", "status is blank", "with a phone". */
export function blankFilters(reading: Reading, columnMatches: readonly ColumnMatch[]): Filter[] {
  const filters: Filter[] = []
  for (const match of columnMatches) {
    const { words } = reading
    const article = /^(a|an|any|the)$/.test(words[match.from - 1]?.text ?? "") ? 1 : 0
    const lead = match.from - 1 - article
    const before = words[lead]?.text ?? ""
    const trail = match.to + (/^(is|are|was)$/.test(words[match.to]?.text ?? "") ? 1 : 0)
    const flipped = words[trail]?.text === "not" ? 1 : 0
    const after = words[trail + flipped]?.text ?? ""
    const isBlankAfter = /^(missing|blank|empty|unknown|absent)$/.test(after) && trail > match.to
    const isFlag = truthOf(match.column) !== undefined
    const isBlankBefore =
      !isFlag &&
      /^(no|without|missing|lacking|blank|empty)$/.test(before) &&
      !/^(many|of|are|there)$/.test(/^(missing|blank|empty)$/.test(before) ? (words[lead - 1]?.text ?? "") : "")
    const isFilled =
      article === 1 &&
      /^(with|have|has|had|having|got)$/.test(before) &&
      /^(a|an|any)$/.test(words[match.from - 1]?.text ?? "") &&
      !/^(of|over|above|below|under|between|=|>|<|that|is|greater|more|less|at|higher|lower)$/.test(
        words[match.to]?.text ?? "",
      ) &&
      reading.claimed[match.to] === undefined
    if (!isBlankAfter && !isBlankBefore && !isFilled) continue
    const isDenied = isFilled && words[lead - 1]?.text === "not"
    if (isDenied) claim(reading, lead - 1, lead, "not")
    const blank = isDenied || (!isFilled && !(isBlankAfter && flipped))
    if (isBlankAfter) claim(reading, match.to, trail + flipped + 1, "blank")
    else {
      reading.claimed[lead] = "blank"
    }
    for (let at = match.from; at < match.to; at++) reading.claimed[at] = "blank"
    const saysBlank = isBlankAfter || /^(missing|blank|empty)$/.test(before)
    filters.push({ ...(saysBlank ? blankness(match.column, blank) : absence(match.column, blank)), at: match.from })
  }
  return filters
}

/** "No discount" is a zero or an empty cell where the column has zeros, else an empty cell. */
function absence(column: ColumnProfile, blank: boolean): Filter {
  if (!isMeasure(column) || column.statistics?.minimum !== 0) return blankness(column, blank)
  const { name } = column
  if (!blank)
    return {
      column,
      conditions: [{ column: name, operator: "gt", value: 0 }],
      words: `${name} is not 0`,
      negated: false,
      at: 0,
    }
  return {
    column,
    conditions: [
      column.missing > 0
        ? { column: name, operator: "in", value: [0, null] }
        : { column: name, operator: "eq", value: 0 },
    ],
    words: column.missing > 0 ? `${name} is 0 or blank` : `${name} is 0`,
    negated: false,
    at: 0,
  }
}

const blankness = (column: ColumnProfile, blank: boolean): Filter => ({
  column,
  conditions: [{ column: column.name, operator: blank ? "is_blank" : "is_not_blank" }],
  words: `${column.name} is ${blank ? "" : "not "}blank`,
  negated: false,
  at: 0,
})
