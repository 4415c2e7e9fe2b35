import type { CellValue } from "../../../shared/cell.ts"
import type { LeveledColumn } from "./leveledRows.ts"

const columnsAtMost = 8
const decimalsAtMost = 6
const bitsAtMost = 24

/** A column whose numbers may be sums of each other. */
export interface Addends {
  readonly values: readonly CellValue[]
  /** By which its numbers are multiplied to be whole: 100 for cents. 0 where it has no numbers. */
  readonly scale: number
}

/** The columns with numbers, at most eight; behind the rows stands the total of each. */
export const addendColumns = (columns: readonly LeveledColumn[]): Addends[] =>
  columns
    .map(({ values, total }) => ({ values: [...values, total], scale: scaleOf(values) }))
    .filter(({ scale }) => scale > 0)
    .slice(0, columnsAtMost)

function scaleOf(values: readonly CellValue[]): number {
  const numbers = values.filter((value): value is number => typeof value === "number" && Number.isFinite(value))
  let decimals = 0
  for (const value of numbers) while (decimals < decimalsAtMost && !isWhole(value * 10 ** decimals)) decimals++
  return numbers.length === 0 ? 0 : 10 ** decimals
}

/** Euclid's, of whole numbers. */
function greatestDivisor(a: number, b: number): number {
  let [more, less] = [a, b]
  while (less > 0) [more, less] = [less, more % less]
  return more
}

const isWhole = (value: number): boolean => Math.abs(value - Math.round(value)) <= 1e-9 * Math.max(1, Math.abs(value))

export const numberAt = ({ values }: Addends, row: number): number | undefined => {
  const value = values[row]
  return typeof value === "number" ? value : undefined
}

/** Sums of doubles differ in their last digits; what is beyond a double is the same as nothing. */
export const isSame = (a: number, b: number): boolean =>
  Number.isFinite(a) && Number.isFinite(b) && Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b))

/**
 * How many bits a sum tells: agreement is chance once in two to so many. Round figures agree more often, so they count in the units that
 * they are rounded to: 40,000 of 15,000 and 25,000 is eight of three and five.
 */
export function bitsOf(column: Addends, whole: number, parts: readonly number[]): number {
  const scaled = (row: number): number => Math.round(Math.abs(numberAt(column, row) ?? 0) * column.scale)
  const all = scaled(whole)
  const divisor = parts.reduce((common, row) => (common === 1 ? 1 : greatestDivisor(common, scaled(row))), all)
  return divisor === 0 ? 0 : Math.min(bitsAtMost, Math.log2(1 + all / roundUnit(divisor)))
}

/** The greatest of 1, 5, 10, 50, 100… that divides a number. */
function roundUnit(divisor: number): number {
  let unit = 1
  while (divisor % (unit * 10) === 0) unit *= 10
  return divisor % (unit * 5) === 0 ? unit * 5 : unit
}
