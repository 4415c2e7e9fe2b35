import type { ColumnProfile } from "../../../../shared/profile.ts"
import { criticalWords, fillerWords, operationWords, synonymsOf } from "./lexicon.ts"
import type { ColumnValues } from "./matchValues.ts"
import { headerStems } from "./roles.ts"
import { isTypo, partsOf, stemOf, type Word } from "./words.ts"

// Words that restrict the rows are never guessed: "excluding" is no slip of "exceeding".
const longWords = [...operationWords].filter(
  (word) =>
    word.length >= 5 &&
    !/^(exceed|above|below|under|least|exact|equal|different|multiple|cheap|small|large|great|young|older|fewer|worse|better|bigger|lower|higher|longer|shorter)/.test(
      word,
    ),
)

/**
 * Replaces slips in words that name an operation ("averge"). A word that is, or could be, a header or a value of the range is
 * left for those to match, and so is everything quoted.
 */
export function correctSpelling(
  words: readonly Word[],
  columns: readonly ColumnProfile[],
  vocabulary: readonly ColumnValues[],
): { readonly words: readonly Word[]; readonly assumptions: readonly string[] } {
  const known = new Set([
    ...columns.flatMap(({ name }) => headerStems(name)),
    ...vocabulary.flatMap(({ values }) => values.flatMap((value) => partsOf(value).map(stemOf))),
  ])
  const assumptions: string[] = []
  const corrected = words.map((word) => {
    if (word.quoted || word.named || word.number !== undefined || word.text.length < 5) return word
    if (
      criticalWords.has(word.text) ||
      fillerWords.has(word.text) ||
      operationWords.has(word.text) ||
      synonymsOf(word.stem).size > 0 ||
      known.has(word.stem) ||
      known.has(word.text)
    )
      return word
    const near = longWords.filter((candidate) => isTypo(word.text, candidate))
    const [first] = near
    if (!first || near.some((candidate) => stemOf(candidate) !== stemOf(first))) return word
    if ([...known].some((part) => isTypo(word.text, part) || isTypo(word.stem, part))) return word
    assumptions.push(`I read "${word.raw}" as "${first}".`)
    return { ...word, text: first, stem: stemOf(first) }
  })
  return { words: corrected, assumptions }
}
