import type { ColumnProfile } from "../../../../shared/profile.ts"
import { isTypo, partsOf, stemOf, type Word } from "./words.ts"

/** The different texts of one column, as far as they are known. */
export interface ColumnValues {
  readonly column: ColumnProfile
  readonly values: readonly string[]
  /** False when the column has more texts than were read. */
  readonly complete: boolean
}

/** Words `from` … `to - 1` of the question stand for values of a column. */
export interface ValueMatch {
  readonly column: ColumnProfile
  readonly values: readonly string[]
  readonly from: number
  readonly to: number
  readonly how: "full" | "part" | "typo" | "flag"
  /** Other columns that hold these words, with their values. */
  readonly others: readonly ValueChoice[]
}

export interface ValueChoice {
  readonly column: ColumnProfile
  readonly values: readonly string[]
}

const longest = 8

/** Every value that stands completely in the question, longest first. */
export function fullValueMatches(words: readonly Word[], vocabulary: readonly ColumnValues[]): ValueMatch[] {
  const places = placesOf(words)
  const found: ValueMatch[] = []
  for (const { column, values } of vocabulary)
    for (const value of values) {
      const parts = partsOf(value)
      if (parts.length === 0 || parts.length > longest) continue
      for (const from of places.get(stemOf(parts[0] ?? "")) ?? []) {
        if (!parts.every((part, at) => words[from + at]?.stem === stemOf(part))) continue
        const to = from + parts.length
        const at = found.findIndex((match) => match.from === from && match.to === to)
        const same = found[at]
        if (!same) found.push({ column, values: [value], from, to, how: "full", others: [] })
        else if (same.column !== column) found[at] = { ...same, others: [...same.others, { column, values: [value] }] }
        else found[at] = { ...same, values: [...same.values, value] }
      }
    }
  return found.sort((a, b) => b.to - b.from - (a.to - a.from) || a.from - b.from)
}

function placesOf(words: readonly Word[]): Map<string, number[]> {
  const places = new Map<string, number[]>()
  words.forEach((word, at) => places.set(word.stem, [...(places.get(word.stem) ?? []), at]))
  return places
}

/** Values that hold the words from `at` on as whole words ("Anna" for "Anna Berg"); the longest run of words wins. */
export function partValueMatch(
  words: readonly Word[],
  at: number,
  vocabulary: readonly ColumnValues[],
  isFree: (at: number) => boolean,
): ValueMatch | undefined {
  let best: ValueMatch | undefined
  for (const { column, values } of vocabulary) {
    let to = at
    let held = values
    while (to < words.length && isFree(to)) {
      const stem = words[to]?.stem ?? ""
      const next = held.filter((value) => !value.includes("@") && partsOf(value).some((part) => stemOf(part) === stem))
      if (next.length === 0) break
      held = next
      to++
    }
    if (to === at) continue
    if (!best || to > best.to) best = { column, values: held, from: at, to, how: "part", others: [] }
    else if (to === best.to) best = { ...best, others: [...best.others, { column, values: held }] }
  }
  return best
}

/** The only value with one slip to the word, when it has a single word itself or the slip is in one of its words. */
export function typoValueMatch(word: Word, at: number, vocabulary: readonly ColumnValues[]): ValueMatch | undefined {
  if (word.text.length < 4 || word.number !== undefined) return undefined
  const near = vocabulary.flatMap(({ column, values }) =>
    values
      .filter((value) => partsOf(value).some((part) => isTypo(word.text, part) || isTypo(word.stem, stemOf(part))))
      .map((value) => ({ column, value })),
  )
  const [first] = near
  if (!first || near.some(({ value, column }) => value !== first.value || column !== first.column)) return undefined
  return { column: first.column, values: [first.value], from: at, to: at + 1, how: "typo", others: [] }
}
