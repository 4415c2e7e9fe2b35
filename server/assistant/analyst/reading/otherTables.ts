import { citationLink } from "../../../../shared/address.ts"
import type { Source, Suggestion } from "../../../../shared/answer.ts"
import type { TableShape } from "../../../../shared/workbook.ts"
import { partsOf, stemOf } from "./words.ts"

/** Where else in the range an answer may be found. */
export interface Elsewhere {
  /** A sentence without its full stop, with links. */
  readonly text: string
  readonly sources: readonly Source[]
  /** Questions to ask of them. */
  readonly suggestions?: readonly Suggestion[] | undefined
}

/** Names the tables of the range that were not asked: those whose labels hold a word of `unknown`, else all of them. */
export function otherTables(
  { worksheet, tableAddress, otherTables: others }: TableShape,
  unknown: readonly string[],
): Elsewhere | undefined {
  if (others.length === 0) return undefined
  const stems = unknown.flatMap(partsOf).map(stemOf)
  const holding = (label: string): boolean => {
    const parts = new Set(partsOf(label).map(stemOf))
    return stems.some((stem) => parts.has(stem))
  }
  const meant = others.filter(({ labels }) => labels.some(holding))
  const shown = (meant.length > 0 ? meant : others).slice(0, 5)
  const links = shown.map(({ address }) => citationLink(worksheet, address))
  const list = links.length > 1 ? `${links.slice(0, -1).join(", ")} or ${links.at(-1) ?? ""}` : (links[0] ?? "")
  const looked = `I looked only at ${citationLink(worksheet, tableAddress)}, the largest table of the range`
  const text =
    meant.length > 0 ? `${looked}; select ${list} to ask about that` : `${looked}; select ${list} to ask about another`
  return { text, sources: shown.map(({ address }) => ({ sheet: worksheet, address })) }
}
