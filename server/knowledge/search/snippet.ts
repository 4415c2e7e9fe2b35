import { wordsOf } from "../../words/wordsOf.ts"

/** A piece of a text with what matches the query. */
export interface Snippet {
  readonly text: string
  /** From and to, in UTF-16 units of the text. */
  readonly marks: readonly (readonly [from: number, to: number])[]
}

const snippetCharacters = 240

/** The piece of a text in which most different words of a query stand. */
export function snippetOf(content: string, words: ReadonlySet<string>): Snippet {
  const marks: { from: number; to: number; word: string }[] = []
  for (const found of content.matchAll(/[\p{L}\p{M}]+|\p{N}+(?:[.,'’]\p{N}+)*/gu)) {
    const word = wordsOf(found[0]).find((each) => words.has(each))
    if (word !== undefined) marks.push({ from: found.index, to: found.index + found[0].length, word })
  }
  let best = { from: 0, words: 0 }
  for (const [index, { from }] of marks.entries()) {
    const within = marks.slice(index, index + 50).filter(({ to }) => to - from <= snippetCharacters)
    const different = new Set(within.map(({ word }) => word)).size
    if (different > best.words) best = { from, words: different }
  }
  const start = startOf(content, best.from)
  const text = content.slice(start, start + snippetCharacters).trimEnd()
  return {
    text,
    marks: marks
      .filter(({ from, to }) => from >= start && to <= start + text.length)
      .map(({ from, to }) => [from - start, to - start]),
  }
}

/** The beginning of the line, where that is near; never in the middle of a pair of surrogates. */
function startOf(content: string, from: number): number {
  const line = content.lastIndexOf("\n", from - 1) + 1
  if (from - line < snippetCharacters / 3) return line
  const space = content.lastIndexOf(" ", from - 20)
  return space > line ? space + 1 : from
}
