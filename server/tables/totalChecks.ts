import { cellAddress } from "../../shared/address.ts"
import { isNumericKind, type CellValue } from "../../shared/cell.ts"
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
  return frame.totals.flatMap((totalRow, at) => {
    const label = valueAt(grid, totalRow, labels)
    if (typeof label !== "string" || !namesSum(label)) return []
    return columns.flatMap((column, i): WrongTotal[] => {
      const gridColumn = frame.columns[i] ?? 0
      const stated = valueAt(grid, totalRow, gridColumn)
      if (typeof stated !== "number" || !isAddedUp(column)) return []
      const above = numbersBetween(frame, column.values, levels, { after: -1, before: totalRow })
      const part = numbersBetween(frame, column.values, levels, { after: frame.totals[at - 1] ?? -1, before: totalRow })
      if (above.length < 2 || [above, part].some((numbers) => stands(stated, numbers))) return []
      const cell = cellAddress(letterOf(grid, gridColumn), grid.area.row + totalRow + 1)
      return [
        { column: column.shape.name, cell, stated, computed: total(at === frame.totals.length - 1 ? above : part) },
      ]
    })
  })
}

const isAddedUp = ({ shape }: Column): boolean =>
  isNumericKind(shape.kind) && shape.kind !== "percentage" && !isCodeName(shape.name) && !rates.test(shape.name)

/** Numbers of the rows on top between two rows of the grid, of which each amount counts once. */
function numbersBetween(
  { rows }: TableFrame,
  values: readonly CellValue[],
  levels: RowLevels | undefined,
  { after, before }: { readonly after: number; readonly before: number },
): number[] {
  return rows.flatMap((row, index) => {
    const value = values[index]
    const isTop = !levels?.parents.has(index)
    return row > after && row < before && isTop && typeof value === "number" ? [value] : []
  })
}

const total = (numbers: readonly number[]): number =>
  Number(numbers.reduce((sum, value) => sum + value, 0).toPrecision(15))

/** True for a sum as it may be rounded on the sheet, and for what totals rows show of columns that are not added up. */
function stands(stated: number, numbers: readonly number[]): boolean {
  if (numbers.length === 0) return false
  const sum = total(numbers)
  const isRounded = Math.abs(sum - stated) <= 0.5 * numbers.length && Math.abs(sum - stated) <= 1e-3 * Math.abs(sum)
  const sorted = [...numbers].sort((a, b) => a - b)
  const others = [
    sum / numbers.length,
    sorted[0],
    sorted.at(-1),
    sorted[Math.floor(numbers.length / 2)],
    numbers.at(-1),
  ]
  return isRounded || isSame(sum, stated) || others.some((other) => other !== undefined && isSame(other, stated))
}
