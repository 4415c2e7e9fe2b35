import { columnIndex, columnLetter } from "../../shared/address.ts"

// Text in quotes (strings, sheet names) and everything in brackets (table columns) is not a reference.
const a1Pattern = /"[^"]*"|'(?:[^']|'')*'|\[[^\]]*\]|(?<![\w.])(\$?)([A-Z]{1,3})(\$?)(\d{1,7})(?![\w.(!])/gi
const r1c1Pattern = /"[^"]*"|'(?:[^']|'')*'|(?<![\w.\]])R(?:\[(-?\d+)\]|(\d+))?C(?:\[(-?\d+)\]|(\d+))?(?![\w.(!\[])/gi

/** Rewrites the A1 references of a formula standing at row and column (from zero) as R1C1. */
export const toR1C1 = (formula: string, row: number, column: number): string =>
  formula.replace(a1Pattern, (whole, dollarColumn?: string, letters?: string, dollarRow?: string, digits?: string) => {
    if (letters === undefined || digits === undefined) return whole
    const rowPart = dollarRow ? digits : relative(Number(digits) - 1 - row)
    const columnPart = dollarColumn ? String(columnIndex(letters) + 1) : relative(columnIndex(letters) - column)
    return `R${rowPart}C${columnPart}`
  })

/** Rewrites the R1C1 references of a formula standing at row and column (from zero) as A1. */
export const toA1 = (formula: string, row: number, column: number): string =>
  formula.replace(
    r1c1Pattern,
    (whole: string, byRow?: string, atRow?: string, byColumn?: string, atColumn?: string) => {
      if (!/^r/i.test(whole)) return whole
      const rowPart = atRow === undefined ? String(row + Number(byRow ?? 0) + 1) : `$${atRow}`
      const columnPart =
        atColumn === undefined ? columnLetter(column + Number(byColumn ?? 0)) : `$${columnLetter(Number(atColumn) - 1)}`
      return columnPart + rowPart
    },
  )

/** A formula moved by so many rows and columns: relative references move with it, as copying does. */
export const moveFormula = (formula: string, from: [number, number], to: [number, number]): string =>
  toA1(toR1C1(formula, from[0], from[1]), to[0], to[1])

const relative = (offset: number): string => (offset === 0 ? "" : `[${offset}]`)
