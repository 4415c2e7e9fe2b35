import { columnLetter, quoteSheet } from "./address.ts"
import { limits } from "./limits.ts"
import { mapReferences, referenceText, type Reference } from "./references.ts"

type Corner = Reference["first"]
/** Row and column, from zero. */
export type Place = readonly [row: number, column: number]

// Text in quotes (strings, sheet names) is not a reference.
const r1c1Pattern = /"[^"]*"|'(?:[^']|'')*'|(?<![\w.\]])R(?:\[(-?\d+)\]|(\d+))?C(?:\[(-?\d+)\]|(\d+))?(?![\w.(![])/gi

/** Rewrites the A1 references of a formula as R1C1. */
export const toR1C1 = (formula: string, at: Place): string =>
  mapReferences(formula, ({ sheet, first, last }) => {
    const cells = r1c1(first, at) + (last ? `:${r1c1(last, at)}` : "")
    return sheet === undefined ? cells : `${quoteSheet(sheet)}!${cells}`
  })

function r1c1({ row, column, rowFixed, columnFixed }: Corner, at: Place): string {
  const down = row === undefined ? "" : `R${rowFixed ? String(row + 1) : offset(row - at[0])}`
  const across = column === undefined ? "" : `C${columnFixed ? String(column + 1) : offset(column - at[1])}`
  return down + across
}

const offset = (distance: number): string => (distance === 0 ? "" : `[${distance}]`)

/** Rewrites the R1C1 cell references of a formula as A1. */
export const toA1 = (formula: string, at: Place): string =>
  formula.replace(r1c1Pattern, (whole: string, ...[byRow, atRow, byColumn, atColumn]: (string | undefined)[]) => {
    if (!/^r/i.test(whole)) return whole
    const row = atRow === undefined ? String(at[0] + Number(byRow ?? 0) + 1) : `$${atRow}`
    const column =
      atColumn === undefined ? columnLetter(at[1] + Number(byColumn ?? 0)) : `$${columnLetter(Number(atColumn) - 1)}`
    return column + row
  })

/** A formula copied from one cell to another: relative references move along, and become #REF! off the sheet. */
export function moveFormula(formula: string, from: Place, to: Place): string {
  const moved = (corner: Corner): Corner => ({
    ...corner,
    row: corner.row === undefined || corner.rowFixed ? corner.row : corner.row + to[0] - from[0],
    column: corner.column === undefined || corner.columnFixed ? corner.column : corner.column + to[1] - from[1],
  })
  const isOnSheet = ({ row = 0, column = 0 }: Corner): boolean =>
    row >= 0 && row < limits.sheetRows && column >= 0 && column < limits.sheetColumns
  return mapReferences(formula, ({ sheet, first, last }) => {
    const reference: Reference = { sheet, first: moved(first), last: last && moved(last) }
    const isValid = isOnSheet(reference.first) && (!reference.last || isOnSheet(reference.last))
    return isValid ? referenceText(reference) : "#REF!"
  })
}
