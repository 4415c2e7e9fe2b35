import type { WorkbookHit } from "../../question/question.ts"
import type { ScopeTable } from "../../question/scope.ts"
import { isCommon } from "./claimRest.ts"
import { synonymsOf } from "./lexicon.ts"
import { bareSheet } from "./namedTables.ts"
import { headerStems } from "./roles.ts"
import { partsOf, stemOf, wordsOf, type Word } from "./words.ts"

export interface RankedTable extends ScopeTable {
  /** How many words of the question its names and headers hold. */
  readonly score: number
}

const nameShare = 0.9
const synonymShare = 0.6
const commonShare = 0.4

/** Tables whose names, headers or found rows hold words of the question, best first; `hits` are rows that an index found for it. */
export function rankTables(
  question: string,
  tables: readonly ScopeTable[],
  hits: readonly WorkbookHit[],
): RankedTable[] {
  const words = [...new Map(wordsOf(question).map((word) => [word.stem, word])).values()]
  const asked = new Map(words.map((word) => [word.stem, word]))
  /** "Total" of "Total exposure" is the column's when the question holds all of its name; of "Total cost" it is the operation. */
  const isWhole = (stems: readonly string[]): boolean =>
    stems.every((stem) => asked.has(stem)) && stems.some((stem) => !isCommon(asked.get(stem)))
  return tables
    .map((place): RankedTable => {
      const columns = place.table.columns.map(({ name }) => headerStems(name))
      const headers = new Set(columns.flat())
      const whole = new Set(columns.filter(isWhole).flat())
      const names = nameStems(place)
      const rows = rowStems(place, hits)
      const share = (word: Word): number => {
        const held = (isCommon(word) ? whole : headers).has(word.stem)
          ? 1
          : names.has(word.stem)
            ? nameShare
            : isCommon(word)
              ? 0
              : [...synonymsOf(word.stem)].some((stem) => headers.has(stem)) || rows.has(word.stem)
                ? synonymShare
                : 0
        // "The" of a title says nothing.
        return isCommon(word) ? (word.text.length > 3 ? held * commonShare : 0) : held
      }
      return { ...place, score: words.reduce((sum, word) => sum + share(word), 0) }
    })
    .sort((a, b) => b.score - a.score)
}

const nameStems = ({ sheet, table }: ScopeTable): ReadonlySet<string> =>
  new Set([bareSheet(sheet.name), table.name, table.title ?? ""].flatMap(partsOf).map(stemOf))

const rowStems = ({ sheet, table }: ScopeTable, hits: readonly WorkbookHit[]): ReadonlySet<string> =>
  new Set(
    hits
      .filter((hit) => hit.sheet === sheet.name && hit.tableAddress === table.address)
      .flatMap(({ content }) => partsOf(content))
      .map(stemOf),
  )

/** Words with a meaning of their own that no name and no header of any table holds. */
export function strangeWords(question: string, tables: readonly ScopeTable[]): boolean {
  const known = new Set(
    tables.flatMap((place) => [...nameStems(place), ...place.table.columns.flatMap(({ name }) => headerStems(name))]),
  )
  return wordsOf(question).some((word) => !isCommon(word) && !known.has(word.stem))
}
