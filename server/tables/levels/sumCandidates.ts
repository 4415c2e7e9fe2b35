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
      const best = bestRun({ columns, list, hints }, at, step)
      if (best) found.push(best)
    }
  return found.sort((a, b) => b.evidence - a.evidence || a.whole - b.whole)
}

/**
 * The strongest of those that contradict each other: a row has one run of parts, and is part of one whole at most. A whole may be a part of
 * another one.
 */
export function withoutConflicts(candidates: readonly SumCandidate[]): SumCandidate[] {
  const wholeOf = new Map<number, number>()
  const wholes = new Set<number>()
  const isUnder = (row: number | undefined, whole: number): boolean =>
    row !== undefined && (row === whole || isUnder(wholeOf.get(row), whole))
  return candidates.filter(({ whole, parts }) => {
    if (wholes.has(whole) || parts.some((row) => wholeOf.has(row) || isUnder(whole, row))) return false
    wholes.add(whole)
    for (const row of parts) wholeOf.set(row, whole)
    return true
  })
}

interface Search {
  readonly columns: readonly Addends[]
  readonly list: readonly number[]
  readonly hints: Hints
}

function bestRun({ columns, list, hints }: Search, at: number, step: 1 | -1): SumCandidate | undefined {
  const whole = list[at] ?? 0
  const sums = new RunSums(columns, whole)
  const parts: number[] = []
  let best: SumCandidate | undefined
  const most = at === list.length - 1 ? ofAllAtMost : partsAtMost
  for (let n = 1; n <= most; n++) {
    const row = list[at + step * n]
    if (row === undefined) break
    parts.push(row)
    const { equal, isPast } = sums.add(row)
    if (n > 1 && equal.length > 0) {
      // All rows to the end are one way to choose; where a run ends otherwise it is one of many.
      const isRest = list[at + step * (n + 1)] === undefined
      const ways = Math.log2(list.length) + (isRest ? 0 : Math.log2(n)) + 1
      const evidence = toldBits(equal, whole, parts) - ways + hints(whole, parts)
      if (!best || evidence > best.evidence) best = { whole, parts: [...parts], evidence }
    }
    if (isPast) break
  }
  return best
}

/** Sums of a run of rows in each column, held against the numbers of one row. */
class RunSums {
  readonly #columns: { readonly column: Addends; readonly total: number; sum: number; count: number }[]

  constructor(columns: readonly Addends[], whole: number) {
    this.#columns = columns.flatMap((column) => {
      const total = numberAt(column, whole)
      return total === undefined || total === 0 ? [] : [{ column, total, sum: 0, count: 0 }]
    })
  }

  /** The columns in which two numbers or more add up to that of the row, and whether every sum is beyond it already. */
  add(row: number): { equal: Addends[]; isPast: boolean } {
    const equal: Addends[] = []
    let isPast = true
    for (const each of this.#columns) {
      const value = numberAt(each.column, row) ?? 0
      each.sum += value
      if (value !== 0) each.count++
      if (Math.abs(each.sum) <= Math.abs(each.total) * (1 + 1e-9)) isPast = false
      if (each.count > 1 && isSame(each.sum, each.total)) equal.push(each.column)
    }
    return { equal, isPast }
  }
}

/** Bits of the columns that agree. Columns in proportion tell once, and no more than the coarsest of them. */
function toldBits(equal: readonly Addends[], whole: number, parts: readonly number[]): number {
  const told: { readonly column: Addends; bits: number }[] = []
  for (const column of equal) {
    const bits = bitsOf(column, whole, parts)
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
