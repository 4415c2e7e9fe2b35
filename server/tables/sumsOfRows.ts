import { isNumericKind } from "../../shared/cell.ts"
import { isCodeName } from "./tableNotes.ts"
import type { Column } from "./table.ts"

/** Rows that one row may sum up, and rows that are looked at: a hint need not read a million rows. */
const partsAtMost = 200
const rowsAtMost = 20_000
const columnsAtMost = 8

/**
 * Indices of rows whose numbers are the sums of the rows right below or right above them, in at least two columns and most of
 * those that can be added up: parts and wholes in one list, without a word or a formula that says so.
 */
export function rowsThatSumOthers(columns: readonly Column[]): number[] {
  const numeric = columns
    .filter(
      ({ shape, values }) =>
        isNumericKind(shape.kind) && shape.kind !== "percentage" && !isCodeName(shape.name) && values.length > 3,
    )
    .slice(0, columnsAtMost)
  const rowCount = Math.min(rowsAtMost, numeric[0]?.values.length ?? 0)
  const found: number[] = []
  const covered = new Set<number>()
  for (let row = 0; row < rowCount; row++)
    for (const step of [1, -1] as const) {
      const parts = partsOf(numeric, row, step, rowCount)
      if (parts === 0) continue
      found.push(row)
      for (let n = 0; n <= parts; n++) covered.add(row + step * n)
      break
    }
  // Some rows add up to others by chance; where it is meant, most of the rows do.
  if (found.length > 1 && covered.size * 2 >= rowCount) return found
  return wholesByName(columns)
}

/** How many rows from the next one on, downwards or upwards, add up to the row itself; 0 for none. */
function partsOf(columns: readonly Column[], row: number, step: 1 | -1, rowCount: number): number {
  const wholes = columns.map(({ values }) => values[row])
  // Small counts agree by chance.
  const telling = wholes.filter((value) => typeof value === "number" && Math.abs(value) >= 100).length
  if (telling < 2) return 0
  const parts = columns.map(() => 0)
  for (let n = 1; n <= partsAtMost; n++) {
    const at = row + step * n
    if (at < 0 || at >= rowCount) return 0
    let over = 0
    const equal: Column[] = []
    let compared = 0
    for (const [c, column] of columns.entries()) {
      const value = column.values[at]
      if (typeof value === "number") parts[c] = (parts[c] ?? 0) + value
      const whole = wholes[c]
      const part = parts[c] ?? 0
      if (typeof whole !== "number" || whole === 0) continue
      compared++
      if (Math.abs(part) > Math.abs(whole) * (1 + 1e-9)) over++
      else if (Math.abs(whole) >= 100 && Math.abs(part - whole) <= 1e-9 * Math.abs(whole)) equal.push(column)
    }
    if (n > 1 && equal.length * 2 >= compared && areApart(equal, row, at)) return n
    if (over * 2 > compared) return 0
  }
  return 0
}

/** Amounts with and without tax add up together or not at all: one column of them says no more than the other. */
function areApart([first, ...others]: readonly Column[], whole: number, part: number): boolean {
  const at = ({ values }: Column, row: number): number => Number(values[row])
  return others.some(
    (other) =>
      first !== undefined &&
      Math.abs(at(first, part) * at(other, whole) - at(other, part) * at(first, whole)) >
        1e-6 * Math.abs(at(first, whole) * at(other, whole)),
  )
}

/** `Finance` above `Finance - Banking` and `Finance - Trading`, which add up to it in one column at least. */
function wholesByName(columns: readonly Column[]): number[] {
  const numeric = columns.filter(({ shape }) => isNumericKind(shape.kind)).slice(0, columnsAtMost)
  const rowCount = Math.min(rowsAtMost, columns[0]?.values.length ?? 0)
  const labels = columns.find(({ shape }) => shape.kind === "text")?.values
  const nameAt = (row: number): string => String(labels?.[row] ?? "").trim()
  const found: number[] = []
  for (let row = 0; row < rowCount - 2; row++) {
    const name = nameAt(row)
    let end = row + 1
    while (end < rowCount && name.length > 2 && nameAt(end).length > name.length && nameAt(end).startsWith(name)) end++
    if (end - row < 3) continue
    const isSum = numeric.some(({ values }) => {
      const whole = values[row]
      const sum = values
        .slice(row + 1, end)
        .reduce<number>((all, value) => all + (typeof value === "number" ? value : 0), 0)
      return typeof whole === "number" && whole !== 0 && Math.abs(sum - whole) <= 1e-9 * Math.abs(whole)
    })
    if (isSum) found.push(row)
  }
  return found
}
