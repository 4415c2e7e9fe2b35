import type { ColumnProfile } from "../../../../shared/profile.ts"
import { criticalWords, fillerWords, operationWords, rowNouns } from "./lexicon.ts"
import { alikeValue, flagValue } from "./likeValues.ts"
import { type ColumnMatch, partColumnMatch, synonymColumnMatch, typoColumnMatch } from "./matchColumns.ts"
import { type ColumnValues, partValueMatch, typoValueMatch, type ValueMatch } from "./matchValues.ts"
import { claim, isFree, type Reading } from "./reading.ts"
import { headerStems, isIdentifier, isUnique } from "./roles.ts"
import type { Word } from "./words.ts"

/** Words left over: parts of headers and values, synonyms, then slips of the pen. */
export function claimRest(
  reading: Reading,
  vocabulary: readonly ColumnValues[],
  columnMatches: ColumnMatch[],
  valueMatches: ValueMatch[],
): void {
  const { words, columns } = reading
  const free = (at: number): boolean =>
    isFree(reading)(at) && !isCommon(words[at]) && !criticalWords.has(words[at]?.text ?? "")
  const take = (match: ColumnMatch | undefined): boolean => {
    if (!match) return false
    columnMatches.push(match)
    claim(reading, match.from, match.to, "column")
    return true
  }
  const takeValue = (match: ValueMatch | undefined): boolean => {
    if (!match) return false
    valueMatches.push(match)
    claim(reading, match.from, match.to, "value")
    return true
  }
  for (const match of namedStatistics(reading)) take(match)
  for (let at = 0; at < words.length; at++) {
    const word = words[at]
    if (!word || !free(at)) continue
    const column = word.quoted ? undefined : partColumnMatch(words, at, columns, free)
    const value = partValueMatch(words, at, vocabulary, free)
    if (value && (!column || word.named || value.to > column.to)) takeValue(value)
    else take(column)
  }
  for (let at = 0; at < words.length; at++) {
    const word = words[at]
    if (!word || !free(at) || word.quoted) continue
    if (take(synonymColumnMatch(word, at, columns))) continue
    if (takeValue(flagValue(word, at, columns, vocabulary) ?? alikeValue(word, at, vocabulary))) continue
    const value = typoValueMatch(word, at, vocabulary)
    const column = typoColumnMatch(word, at, columns)
    if (column && value) continue
    if (take(column)) continue
    takeValue(value)
  }
  // "when was order 1042", "how many orders": the header's word is an everyday one.
  for (let at = 0; at < words.length; at++) {
    const word = words[at]
    if (!word || !isFree(reading)(at) || !weakHeaderWords.has(word.stem)) continue
    const match = partColumnMatch(
      words,
      at,
      columns,
      (place) => isFree(reading)(place) && weakHeaderWords.has(words[place]?.stem ?? ""),
    )
    if (match && isRowNoun(word, match.column) && words[at + 1]?.number === undefined) reading.claimed[at] = "rows"
    else if (match && words[at + 1]?.text !== "by") take(match)
  }
}

const statistic = /^(median|average|avg|mean|min|max|minimum|maximum)$/

/** "Median salary" where one column is called Median Monthly Salary: the word is its name, and says not what to compute. */
function namedStatistics(reading: Reading): ColumnMatch[] {
  const { words, columns } = reading
  return words.flatMap(({ text }, at) => {
    if (!isFree(reading)(at) || !statistic.test(text)) return []
    const named = columns.filter(({ name }) => headerStems(name).includes(words[at]?.stem ?? ""))
    const match = partColumnMatch(words, at, named, isFree(reading))
    return match && match.to - at > 1 && match.others.length === 0 ? [match] : []
  })
}

const weakHeaderWords = new Set(
  "order item date name number value amount cost people person line purchase day".split(" "),
)

export const isCommon = (word: Word | undefined): boolean =>
  word === undefined || (!word.quoted && (fillerWords.has(word.text) || operationWords.has(word.text)))

/** "orders" stands for the rows, not for the column with their numbers or dates. */
const isRowNoun = ({ stem }: Word, column: ColumnProfile): boolean =>
  (rowNouns.transaction.has(stem) || rowNouns.always.has(stem)) &&
  (isUnique(column) || isIdentifier(column) || column.kind === "date")
