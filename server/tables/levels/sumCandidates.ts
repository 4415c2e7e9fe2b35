import { bitsOf, isSame, numberAt, type Addends } from "./addends.ts"

/** A row whose numbers are the sums of rows next to it in a list. */
export interface SumCandidate {
  readonly whole: number
  readonly parts: readonly number[]
  /** Bits that speak for a sum that is meant, less those of the ways it could come about by chance. */
  readonly evidence: number
}

/** What beside the numbers speaks for a whole and its parts, in bits. */
export type Hints = (whole: number, parts: readonly number[]) => number

const partsAtMost = 200
/** A total at the end of a list sums up all of it. */
const ofAllAtMost = 100_000

/**
 * For each row of a list the best run of two rows or more right below or right above it that adds up to it. After the adjacent
 * strategy of AggreCol (Jiang, Vitagliano, Naumann: "Aggregation detection in CSV files", EDBT 2022); the weighing in bits is ours.
 */
export function sumCandidates(columns: readonly Addends[], list: readonly number[], hints: Hints): SumCandidate[] {
  const found: SumCandidate[] = []
  for (let at = 0; at < list.length; at++)
    for (const step of [1, -1] as const) {
      const best = bestRun(columns, list, at, step, hints)
      if (best) found.push(best)
    }
  return found.sort((a, b) => b.evidence - a.evidence || a.whole - b.whole)
}

/** The strongest of those that share a row. */
export function withoutOverlaps(candidates: readonly SumCandidate[]): SumCandidate[] {
  const taken = new Set<number>()
  return candidates.filter(({ whole, parts }) => {
    const rows = [whole, ...parts]
    if (rows.some((row) => taken.has(row))) return false
    for (const row of rows) taken.add(row)
    return true
  })
}

function bestRun(
  columns: readonly Addends[],
  list: readonly number[],
  at: number,
  step: 1 | -1,
  hints: Hints,
): SumCandidate | undefined {
  const whole = list[at] ?? 0
  const wholes = columns.map((column) => numberAt(column, whole))
  const sums = columns.map(() => 0)
  const counts = columns.map(() => 0)
  const parts: number[] = []
  let best: SumCandidate | undefined
  const most = at === list.length - 1 ? ofAllAtMost : partsAtMost
  for (let n = 1; n <= most; n++) {
    const row = list[at + step * n]
    if (row === undefined) break
    parts.push(row)
    let isPast = true
    const equal: number[] = []
    for (const [c, column] of columns.entries()) {
      const value = numberAt(column, row)
      if (value !== undefined) {
        sums[c] = (sums[c] ?? 0) + value
        if (value !== 0) counts[c] = (counts[c] ?? 0) + 1
      }
      const [sum = 0, total] = [sums[c], wholes[c]]
      if (total === undefined || total === 0) continue
      if (Math.abs(sum) <= Math.abs(total) * (1 + 1e-9)) isPast = false
      if ((counts[c] ?? 0) > 1 && isSame(sum, total)) equal.push(c)
    }
    if (n > 1 && equal.length > 0) {
      // All rows to the end are one way to choose; where a run ends otherwise it is one of many.
      const isRest = list[at + step * (n + 1)] === undefined
      const ways = Math.log2(list.length) + (isRest ? 0 : Math.log2(n)) + 1
      const evidence = toldBits(columns, equal, whole, parts) - ways + hints(whole, parts)
      if (!best || evidence > best.evidence) best = { whole, parts: [...parts], evidence }
    }
    if (isPast) break
  }
  return best
}

/** Bits of the columns that agree. Columns in proportion tell once, and no more than the coarsest of them. */
function toldBits(
  columns: readonly Addends[],
  equal: readonly number[],
  whole: number,
  parts: readonly number[],
): number {
  const told: { column: Addends; bits: number }[] = []
  for (const c of equal) {
    const column = columns[c]
    if (!column) continue
    const bits = bitsOf(column, numberAt(column, whole) ?? 0)
    const like = told.find((other) => inProportion(other.column, column, whole, parts))
    if (like) like.bits = Math.min(like.bits, bits)
    else told.push({ column, bits })
  }
  return told.reduce((sum, { bits }) => sum + bits, 0)
}

function inProportion(a: Addends, b: Addends, whole: number, parts: readonly number[]): boolean {
  const [wholeA, wholeB] = [numberAt(a, whole) ?? 0, numberAt(b, whole) ?? 0]
  return parts.every((row) => {
    const [partA = 0, partB = 0] = [numberAt(a, row), numberAt(b, row)]
    return Math.abs(partA * wholeB - partB * wholeA) <= 1e-3 * Math.abs(wholeA * wholeB)
  })
}
