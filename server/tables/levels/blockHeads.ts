import { isSame, numberAt, type Addends } from "./addends.ts"

export interface BlockHeads {
  /** The first rows of the blocks. */
  readonly heads: readonly number[]
  /** The other rows, each with the first one of its block: together they are no more than it is. */
  readonly members: ReadonlyMap<number, number>
}

/** Where blank rows part a list into blocks of a whole and some of its parts (a region over its largest cities). */
export function blockHeads(
  columns: readonly Addends[],
  list: readonly number[],
  sheetRows: readonly number[],
): BlockHeads | undefined {
  const blocks: number[][] = []
  for (const [at, row] of list.entries()) {
    const before = list[at - 1]
    const isNext = before !== undefined && (sheetRows[row] ?? Infinity) - (sheetRows[before] ?? 0) <= row - before
    if (isNext) blocks.at(-1)?.push(row)
    else blocks.push([row])
  }
  if (blocks.length < 3 || blocks.length === list.length) return undefined
  const members = new Map<number, number>()
  for (const [head = 0, ...others] of blocks) {
    if (!coversAll(columns, head, others)) return undefined
    for (const row of others) members.set(row, head)
  }
  return { heads: blocks.map(([head = 0]) => head), members }
}

/** True when the rows are together no more than their head in some column that both have. */
function coversAll(columns: readonly Addends[], head: number, rows: readonly number[]): boolean {
  if (rows.length === 0) return true
  return columns.some((column) => {
    const whole = numberAt(column, head)
    if (whole === undefined) return false
    const sum = rows.reduce((all, row) => all + (numberAt(column, row) ?? 0), 0)
    return sum < whole || isSame(sum, whole)
  })
}
