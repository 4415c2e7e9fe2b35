import { addendColumns, type Addends } from "./addends.ts"
import { blockHeads } from "./blockHeads.ts"
import { explanation } from "./explanation.ts"
import type { LeveledRows } from "./leveledRows.ts"
import { levelHints } from "./levelHints.ts"
import { sumCandidates, withoutConflicts, type Hints, type SumCandidate } from "./sumCandidates.ts"

/** Which rows of a table sum up others. All are indices of its rows. */
export interface RowLevels {
  /** The row that sums up a row, or that it is a part of; undefined for a row of the top level. */
  readonly parents: ReadonlyMap<number, number>
  /** Rows that other rows add up to. */
  readonly subtotals: ReadonlySet<number>
}

/** A hint need not read a million rows. */
const rowsAtMost = 20_000
const passesAtMost = 6

/** Bits that must speak for a sum: it is chance less than once in 500 tables. */
const enough = 9

/** Finds the levels of a table: rows that are sums of the rows beside them, each under or over its parts, level by level. */
export function rowLevels(rows: LeveledRows): RowLevels {
  const count = rows.sheetRows.length
  const columns = addendColumns(rows.columns)
  const found = new LevelBuilder(count, rows.hasTotal)
  if (columns.length === 0 || count < 3 || count > rowsAtMost) return found
  const hints = levelHints(rows)
  for (let pass = 0; pass < passesAtMost && found.list.length > 2; pass++) {
    const sure = sumCandidates(columns, found.list, hints).filter(({ evidence }) => evidence >= enough)
    if (sure.length > 0) found.add(withoutConflicts(sure))
    else if (!addExplained(found, columns, rows.sheetRows, hints)) break
  }
  return found
}

/** Sums that are too weak each by itself, and make a sum above them right. */
function addExplained(
  found: LevelBuilder,
  columns: readonly Addends[],
  sheetRows: readonly number[],
  hints: Hints,
): boolean {
  const plain = explanation(columns, found.list, hints)
  const blocks = blockHeads(columns, found.list, sheetRows)
  const ofHeads = blocks && explanation(columns, blocks.heads, hints)
  if (blocks && ofHeads && ofHeads.evidence >= enough && ofHeads.evidence > (plain?.evidence ?? 0)) {
    found.under(blocks.members)
    found.add(ofHeads.candidates)
    return true
  }
  if (!plain || plain.evidence < enough) return false
  found.add(plain.candidates)
  return true
}

class LevelBuilder implements RowLevels {
  readonly parents = new Map<number, number>()
  readonly subtotals = new Set<number>()
  /** Rows that are no part of another one yet, in order; the total of all stands behind them. */
  list: readonly number[]
  readonly #count: number

  constructor(count: number, hasTotal: boolean) {
    this.#count = count
    this.list = Array.from({ length: count + (hasTotal ? 1 : 0) }, (_, row) => row)
  }

  /** Parts that their whole is not the sum of. */
  under(members: ReadonlyMap<number, number>): void {
    for (const [part, whole] of members) this.parents.set(part, whole)
    this.list = this.list.filter((row) => !members.has(row))
  }

  add(candidates: readonly SumCandidate[]): void {
    const done = new Set<number>()
    for (const { whole, parts } of candidates) {
      for (const part of parts) {
        done.add(part)
        if (whole < this.#count) this.parents.set(part, whole)
      }
      if (whole < this.#count) this.subtotals.add(whole)
    }
    this.list = this.list.filter((row) => !done.has(row))
  }
}
