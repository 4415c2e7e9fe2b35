/** One side's chunks by their keys, best first. */
export interface Ranking {
  readonly keys: readonly string[]
  /** What it says compared with the others. */
  readonly weight: number
}

/** Cormack, Clarke, Büttcher 2009: how little the first places differ. */
const flatness = 60

/** Reciprocal rank fusion: the keys of all rankings, best first, each with 1 when it is the first of every ranking, and less below. */
export function fuse(rankings: readonly Ranking[]): { key: string; score: number }[] {
  const scores = new Map<string, number>()
  const whole = rankings.reduce((sum, { weight }) => sum + weight, 0) / (flatness + 1)
  for (const { keys, weight } of rankings)
    for (const [rank, key] of keys.entries())
      scores.set(key, (scores.get(key) ?? 0) + weight / (flatness + rank + 1) / whole)
  return [...scores].map(([key, score]) => ({ key, score })).sort((a, b) => b.score - a.score)
}
