import type { ColumnProfile } from "../../../../shared/profile.ts"
import { fillerWords, operationWords, synonymsOf } from "./lexicon.ts"
import { headerStems, isAdditive, isMeasure } from "./roles.ts"
import { isTypo, partsOf, stemOf, type Word } from "./words.ts"

/** Words `from` … `to - 1` of the question name a column. */
export interface ColumnMatch {
  readonly column: ColumnProfile
  readonly from: number
  readonly to: number
  readonly how: "full" | "part" | "synonym" | "typo"
  /** Other columns the same words could have meant. */
  readonly others: readonly ColumnProfile[]
}

type Best = (ColumnMatch & { score: number }) | undefined

const skippable = new Set(["of", "the", "in", "a", "and", "per", "for"])

/** Every header that stands completely in the question, in any word order, longest first. */
export function fullColumnMatches(words: readonly Word[], columns: readonly ColumnProfile[]): ColumnMatch[] {
  const found: ColumnMatch[] = []
  for (let from = 0; from < words.length; from++)
    for (const column of columns) {
      const to =
        letterMatchEnd(words, from, column, columns) ??
        literalMatchEnd(words, from, column.name) ??
        fullMatchEnd(words, from, column.name)
      if (to === undefined) continue
      const same = found.find((match) => match.from === from && match.to === to)
      if (!same) found.push({ column, from, to, how: "full", others: [] })
      else found[found.indexOf(same)] = { ...same, others: [...same.others, column] }
    }
  return found.sort((a, b) => b.to - b.from - (a.to - a.from) || a.from - b.from)
}

/** "column C" by the letter of the sheet. */
function letterMatchEnd(
  words: readonly Word[],
  from: number,
  { letter }: ColumnProfile,
  columns: readonly ColumnProfile[],
): number | undefined {
  const said = `column ${letter.toLowerCase()}`
  if (`${words[from]?.text} ${words[from + 1]?.text}` !== said) return undefined
  return columns.some(({ name, letter: other }) => other !== letter && name.toLowerCase() === said)
    ? undefined
    : from + 2
}

/** The header as it is written, with its unit in brackets: "Revenue (USD)". */
function literalMatchEnd(words: readonly Word[], from: number, name: string): number | undefined {
  let at = from
  const parts = partsOf(name).filter((part) => part !== "%" && part !== "#")
  for (const part of parts) {
    while (at > from && /^[^\p{L}\p{N}]+$/u.test(words[at]?.text ?? "")) at++
    if (words[at]?.stem !== stemOf(part) && words[at]?.text !== part) return undefined
    at++
  }
  return parts.length > 0 ? at : undefined
}

function fullMatchEnd(words: readonly Word[], from: number, name: string): number | undefined {
  const header = headerStems(name)
  // "Price and units" names two columns, not "Unit Price", which holds no "and" itself.
  const holdsAnd = /\band\b|&/i.test(name)
  const rest = [...header]
  let at = from
  for (; at < words.length && rest.length > 0; at++) {
    const place = rest.indexOf(words[at]?.stem ?? "")
    if (place >= 0) rest.splice(place, 1)
    else if (at === from || !skippable.has(words[at]?.text ?? "") || (words[at]?.text === "and" && !holdsAnd)) break
  }
  if (rest.length === 0) return at
  // "sub total" for "Subtotal", "salesperson" for "Sales Person".
  const joined = header.join("")
  for (let length = 1; length <= 3 && from + length <= words.length; length++) {
    const said = words.slice(from, from + length)
    if (length === header.length) continue
    if (said.map((word) => word.stem).join("") === joined || said.map((word) => word.text).join("") === joined)
      return from + length
  }
  return undefined
}

/** A column whose header holds the free word at `at`, alone or with the words after it. */
export function partColumnMatch(
  words: readonly Word[],
  at: number,
  columns: readonly ColumnProfile[],
  isFree: (at: number) => boolean,
): ColumnMatch | undefined {
  let best: Best
  for (const column of columns) {
    const header = headerStems(column.name)
    let to = at
    let hits = 0
    while (to < words.length && isFree(to)) {
      const word = words[to]
      if (!word || !header.some((stem) => stem === word.stem || grows(word.text, stem))) break
      hits++
      to++
    }
    if (hits === 0) continue
    const head = words.slice(at, to).some((word) => word.stem === header.at(-1)) ? 0.5 : 0
    best = better(best, { column, from: at, to, how: "part", others: [], score: hits + head + hits / header.length })
  }
  return best && plain(best)
}

/** "shipped" and "shipping" name a column "Ship Date", "remotely" a column "Remote". */
const grows = (word: string, stem: string): boolean =>
  stem.length >= 4 && word.startsWith(stem) && /^(p?ped|p?ping|ed|d|ing|er|s|ly)$/.test(word.slice(stem.length))

function better(best: Best, next: NonNullable<Best>): NonNullable<Best> {
  if (!best || next.score > best.score + 1e-9) return next
  if (next.score < best.score - 1e-9) return best
  // "Hires" means their number rather than their share.
  if (isAdditive(next.column) && !isAdditive(best.column)) return { ...next, others: [best.column, ...best.others] }
  return { ...best, others: [...best.others, next.column] }
}

const plain = ({ column, from, to, how, others }: ColumnMatch): ColumnMatch => ({ column, from, to, how, others })

/** A column that another word for the same thing names. */
export function synonymColumnMatch(word: Word, at: number, columns: readonly ColumnProfile[]): ColumnMatch | undefined {
  const meant = synonymsOf(word.stem)
  if (meant.size === 0) return undefined
  const order = [...meant]
  let best: Best
  for (const column of columns) {
    const header = headerStems(column.name)
    const rank = order.findIndex((synonym) => header.includes(synonym))
    if (rank < 0) continue
    const head = order.includes(header.at(-1) ?? "") ? 1 : 0
    const score = head * 4 + (isMeasure(column) ? 1 : 0) - rank / 100 - header.length / 1000
    best = better(best, { column, from: at, to: at + 1, how: "synonym", others: [], score })
  }
  if (!best) return undefined
  const chosen = best.column
  const others = columns.filter(
    (column) =>
      column !== chosen &&
      isMeasure(column) === isMeasure(chosen) &&
      headerStems(column.name).some((stem) => meant.has(stem)),
  )
  return { ...plain(best), others }
}

/** A column whose header has a word that is one slip away; several such columns are no match. */
export function typoColumnMatch(word: Word, at: number, columns: readonly ColumnProfile[]): ColumnMatch | undefined {
  if (fillerWords.has(word.text) || operationWords.has(word.text)) return undefined
  const near = columns.filter((column) =>
    headerStems(column.name).some((stem) => isTypo(word.stem, stem) || isTypo(word.text, stem)),
  )
  const column = near[0]
  return column && near.length === 1 ? { column, from: at, to: at + 1, how: "typo", others: [] } : undefined
}
