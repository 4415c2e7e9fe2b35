import type { Addends } from "./addends.ts"
import { sumCandidates, withoutConflicts, type Hints, type SumCandidate } from "./sumCandidates.ts"

export interface Explanation {
  readonly candidates: readonly SumCandidate[]
  readonly evidence: number
}

/** Bits from which on a sum may be one of several that together make another one right. */
const possible = -4
const choicesAtMost = 6
/** Each choice is another search. */
const rowsAtMost = 500

/** The best set of sums, each weak by itself, whose wholes are all parts of one more sum: two regions that make up the total. */
export function explanation(
  columns: readonly Addends[],
  list: readonly number[],
  hints: Hints,
): Explanation | undefined {
  if (list.length > rowsAtMost) return undefined
  const weak = sumCandidates(columns, list, hints).filter(({ evidence }) => evidence >= possible)
  const choices = withoutConflicts(weak).slice(0, choicesAtMost)
  let best: Explanation | undefined
  for (let choice = 1; choice < 1 << choices.length; choice++) {
    const chosen = choices.filter((_, i) => (choice >> i) & 1)
    const parts = new Set(chosen.flatMap((each) => each.parts))
    const left = list.filter((row) => !parts.has(row))
    const above = sumCandidates(columns, left, hints).find((sum) =>
      chosen.every(({ whole }) => sum.parts.includes(whole)),
    )
    if (!above) continue
    const evidence = above.evidence + chosen.reduce((sum, each) => sum + each.evidence, 0)
    if (!best || evidence > best.evidence) best = { candidates: [...chosen, above], evidence }
  }
  return best
}
