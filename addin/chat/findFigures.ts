import type { Proof } from "../../shared/answer.ts"

/** A stretch of text that is a figure: with the proofs behind it, or none when it could not be verified. */
export interface Figure {
  readonly start: number
  readonly end: number
  readonly proofs: readonly Proof[]
}

/** Where the proven and the unverified figures of an answer stand in a stretch of its text, in order and without overlap. */
export function findFigures(text: string, proofs: readonly Proof[], unverified: readonly string[]): readonly Figure[] {
  const known = new Map<string, readonly Proof[]>(unverified.map((figure) => [figure.trim(), []]))
  // What one tool result proves is proven, also where the same figure is doubted elsewhere.
  for (const proof of proofs) known.set(proof.text.trim(), [...(known.get(proof.text.trim()) ?? []), proof])
  known.delete("")
  // Longest first: 1,204,500 before 204.
  const figures = [...known].sort(([a], [b]) => b.length - a.length)
  const found: Figure[] = []
  for (const [figure, proof] of figures)
    for (let at = text.indexOf(figure); at >= 0; at = text.indexOf(figure, at + 1)) {
      const end = at + figure.length
      if (isWhole(text, at, end) && !found.some((other) => at < other.end && other.start < end))
        found.push({ start: at, end, proofs: proof })
    }
  return found.sort((a, b) => a.start - b.start)
}

/** Not a part of a longer number, word or date: 45 is not in 1,450, 45.5, B45 or Q45, nor 4 in 4 Jan 2025. */
function isWhole(text: string, start: number, end: number): boolean {
  const before = text.slice(0, start)
  const after = text.slice(end)
  const joinsLeft =
    /[\p{L}\p{N}]$/u.test(before) || (/\d[.,\u00a0\u202f' ]$/.test(before) && /^\d{3}/.test(text.slice(start)))
  const joinsRight = /^[\p{L}\p{N}]/u.test(after) || /^[.,]\d/.test(after)
  const isDay = /^ (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* \d{4}/.test(after)
  return !joinsLeft && !joinsRight && !isDay && !/\d[.,]$/.test(before)
}
