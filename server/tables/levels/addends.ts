import type { CellValue } from "../../../shared/cell.ts"
import type { LeveledColumn } from "./leveledRows.ts"

const columnsAtMost = 8
const decimalsAtMost = 6
const bitsAtMost = 24

/** A column whose numbers may be sums of each other. */
export interface Addends {
  readonly values: readonly CellValue[]
  /** What all of its numbers are multiples of: 1 for counts, 0.01 for cents, 500 for round estimates. */
  readonly unit: number
}

/** The columns with numbers, at most eight; behind the rows stands the total of each. */
export const addendColumns = (columns: readonly LeveledColumn[]): Addends[] =>
  columns
    .map(({ values, total }) => ({ values: [...values, total], unit: unitOf(values) }))
    .filter(({ unit }) => unit > 0)
    .slice(0, columnsAtMost)

/** 0 for a column without numbers. */
function unitOf(values: readonly CellValue[]): number {
  const numbers = values.filter((value): value is number => typeof value === "number" && Number.isFinite(value))
  let decimals = 0
  for (const value of numbers) while (decimals < decimalsAtMost && !isWhole(value * 10 ** decimals)) decimals++
  let unit = 0
  for (const value of numbers) {
    unit = greatestDivisor(unit, Math.round(Math.abs(value) * 10 ** decimals))
    if (unit === 1) break
  }
  return unit * 10 ** -decimals
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

/** Sums of doubles differ in their last digits. */
export const isSame = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b))

/** How many bits a number tells: agreement with it is chance once in two to so many. */
export const bitsOf = ({ unit }: Addends, value: number): number =>
  Math.min(bitsAtMost, Math.log2(1 + Math.abs(value) / unit))
