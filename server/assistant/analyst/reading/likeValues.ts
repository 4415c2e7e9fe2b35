import type { ColumnProfile } from "../../../../shared/profile.ts"
import { truthOf } from "./flagFilters.ts"
import type { ColumnValues, ValueMatch } from "./matchValues.ts"
import { headerStems } from "./roles.ts"
import { partsOf, stemOf, type Word } from "./words.ts"

/** "unpaid", "inactive", "non-paid": everything but that value, or FALSE in a column of that name. */
export function flagValue(
  word: Word,
  at: number,
  columns: readonly ColumnProfile[],
  vocabulary: readonly ColumnValues[],
): ValueMatch | undefined {
  const bare = /^(?:un|in|non)(\p{L}{3,})$/u.exec(word.text)?.[1]
  if (!bare) return undefined
  const found = { from: at, to: at + 1, others: [] }
  for (const column of columns) {
    const truth = headerStems(column.name).includes(bare) ? truthOf(column) : undefined
    if (truth) return { ...found, column, values: [truth.no], how: "full" }
  }
  for (const { column: held, values } of vocabulary) {
    const value = values.find((candidate) => candidate.trim().toLowerCase() === bare)
    if (value !== undefined) return { ...found, column: held, values: [value], how: "flag" }
  }
  return undefined
}

const alike = [
  ["female", "woman", "women", "f", "w", "lady"],
  ["male", "man", "men", "m", "gentleman"],
]

/** "women" for F, "Germans" for Germany: other words for a value, told as a guess. */
export function alikeValue(word: Word, at: number, vocabulary: readonly ColumnValues[]): ValueMatch | undefined {
  const group = alike.find((words) => words.includes(word.stem) || words.includes(word.text))
  const found = vocabulary.flatMap(({ column, values }) => {
    const isGender =
      values.length <= 12 &&
      (/gender|sex/i.test(column.name) || values.some((value) => /^(fe)?male$/i.test(value.trim())))
    const same = values.filter((value) =>
      group ? isGender && group.includes(value.trim().toLowerCase()) : beginsAlike(word.stem, value),
    )
    return same.map((value) => ({ column, value }))
  })
  const [first] = found
  if (!first || found.length > 1) return undefined
  return { column: first.column, values: [first.value], from: at, to: at + 1, how: "typo", others: [] }
}

/** "german" for "Germany": one word that goes on for at most two letters. */
const beginsAlike = (stem: string, value: string): boolean => {
  const [part, ...more] = partsOf(value).map(stemOf)
  return (
    part !== undefined &&
    more.length === 0 &&
    stem.length >= 5 &&
    part.startsWith(stem) &&
    part.length - stem.length <= 2
  )
}
