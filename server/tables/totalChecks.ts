import { cellAddress } from "../../shared/address.ts"
import { isNumericKind } from "../../shared/cell.ts"
import { isCodeName } from "./codeName.ts"
import { valueAt, type Grid } from "./grid.ts"
import { isSame } from "./levels/addends.ts"
import type { RowLevels } from "./levels/rowLevels.ts"
import { letterOf, type Column } from "./table.ts"
import type { TableFrame } from "./tableFrame.ts"
import { namesSum } from "./totalsRows.ts"
import type { WrongTotal } from "./wrongTotal.ts"

/** What is compared with a total, and added up neither by people nor by us. */
const rates =
  /(?<!\p{L})(rate|ratio|density|price|average|avg|mean|median|min|max|minimum|maximum|lowest|highest|per|age|year|rank|score|index|factor|preis|kurs|quote|satz|durchschnitt|prix|taux|moyenne|âge|precio|tasa|promedio)(?!\p{L})|%|\/|÷/iu

/**
 * Holds each row that says it is a total against the rows above it: all of them, or those since the total before. `columns` are those of
 * the frame.
 */
export function totalChecks(
  grid: Grid,
  frame: TableFrame,
  columns: readonly Column[],
  levels: RowLevels | undefined,
): WrongTotal[] {
  const labels = frame.columns[columns.findIndex(({ shape }) => shape.kind === "text")] ?? frame.region.column
  const sums = new Set(
    frame.totals.filter((row) => {
      const label = valueAt(grid, row, labels)
      return typeof label === "string" && namesSum(label)
    }),
  )
  if (sums.size === 0) return []
  const found = columns.flatMap((column, i) =>
    isAddedUp(column) ? wrongIn({ grid, frame, column, gridColumn: frame.columns[i] ?? 0, levels }, sums) : [],
  )
  return found.sort((a, b) => a.row - b.row).map(({ row: _, ...wrong }) => wrong)
}

interface CheckedColumn {
  readonly grid: Grid
  readonly frame: TableFrame
  readonly column: Column
  readonly gridColumn: number
  readonly levels: RowLevels | undefined
}

/** More of them say no more of a column. */
const wrongAtMost = 20

/** Goes down a column once: a sheet may have a subtotal for every few of its hundred thousand rows. */
function wrongIn(
  { grid, frame, column, gridColumn, levels }: CheckedColumn,
  sums: ReadonlySet<number>,
): (WrongTotal & { readonly row: number })[] {
  const wrong: (WrongTotal & { readonly row: number })[] = []
  const above: number[] = []
  let index = 0
  for (const [at, totalRow] of frame.totals.entries()) {
    const from = above.length
    for (; (frame.rows[index] ?? Infinity) < totalRow; index++) {
      const value = column.values[index]
      if (typeof value === "number" && !levels?.parents.has(index)) above.push(value)
    }
    const stated = valueAt(grid, totalRow, gridColumn)
    if (typeof stated !== "number" || !sums.has(totalRow) || above.length < 2) continue
    const part = above.slice(from)
    if (stands(stated, part) || stands(stated, above)) continue
    const cell = cellAddress(letterOf(grid, gridColumn), grid.area.row + totalRow + 1)
    const computed = total(at === frame.totals.length - 1 ? above : part)
    wrong.push({ row: totalRow, column: column.shape.name, cell, stated, computed })
    if (wrong.length === wrongAtMost) break
  }
  return wrong
}

const isAddedUp = ({ shape }: Column): boolean =>
  isNumericKind(shape.kind) && shape.kind !== "percentage" && !isCodeName(shape.name) && !rates.test(shape.name)

const total = (numbers: readonly number[]): number =>
  Number(numbers.reduce((sum, value) => sum + value, 0).toPrecision(15))

/** True for a sum as it may be rounded on the sheet, and for what totals rows show of columns that are not added up. */
function stands(stated: number, numbers: readonly number[]): boolean {
  if (numbers.length === 0) return false
  const sum = total(numbers)
  const isRounded = Math.abs(sum - stated) <= 0.5 * numbers.length && Math.abs(sum - stated) <= 1e-3 * Math.abs(sum)
  if (isRounded || isSame(sum, stated)) return true
  const sorted = [...numbers].sort((a, b) => a - b)
  const others = [
    sum / numbers.length,
    sorted[0],
    sorted.at(-1),
    sorted[Math.floor(numbers.length / 2)],
    numbers.at(-1),
  ]
  return others.some((other) => other !== undefined && isSame(other, stated))
}
