import { tryParseAddress } from "../address.ts"
import { formatKind, type CellValue } from "../cell.ts"
import { plainFormula } from "./plainFormula.ts"

/** Days between the 1904 and the 1900 date systems: serials here always count from 1900. */
export const days1904 = 1462

/** A cell as SheetJS gives it, whose own types would bind both worlds to the library. */
export interface LibraryCell {
  /** `n`, `s`, `b`, `d`, `e` or `z`. */
  readonly t: string
  readonly v?: string | number | boolean | Date
  /** Text as formatted. */
  readonly w?: string
  /** Format code. */
  readonly z?: string | number
  /** Formula without its `=`. */
  readonly f?: string
  /** Area of an array formula, on every cell of it. */
  readonly F?: string
}

/** The codes of error cells in every binary and XML form of Excel. [MS-XLS] 2.5.10 BErr. */
const errorNames = new Map([
  [0x00, "#NULL!"],
  [0x07, "#DIV/0!"],
  [0x0f, "#VALUE!"],
  [0x17, "#REF!"],
  [0x1d, "#NAME?"],
  [0x24, "#NUM!"],
  [0x2a, "#N/A"],
  [0x2b, "#GETTING_DATA"],
])

/** `shift` days are added to dates: `days1904` in a workbook that counts from 1904, else 0. A number may be NaN in a damaged file. */
export function libraryValue({ t, v, w, z }: LibraryCell, shift: number): CellValue {
  if (t === "e") return errorNames.get(Number(v)) ?? (w?.startsWith("#") ? w : "#UNKNOWN!")
  if (typeof v === "number") return shift !== 0 && formatKind(String(z ?? "")) === "date" ? v + shift : v
  return v === undefined || v instanceof Date ? null : v
}

/** Formula with its `=`. An array formula stands in the first cell of its area; the others hold results only. */
export function libraryFormula(cell: LibraryCell, row: number, column: number): string | undefined {
  // SheetJS writes "undefined" for the cells of a data table.
  if (!cell.f || cell.f === "undefined") return undefined
  return isInsideArray(cell, row, column) ? undefined : `=${plainFormula(cell.f)}`
}

/** True for every cell of an array formula but the first. */
export function isInsideArray({ F: address }: LibraryCell, row: number, column: number): boolean {
  const area = address === undefined ? undefined : tryParseAddress(address)
  return area !== undefined && (area.row !== row || area.column !== column)
}

/** Excel's built-in format 14 follows the locale; en-US shows four digits of the year. Undefined for none. */
export function libraryFormat({ z }: LibraryCell): string | undefined {
  if (z === undefined || z === "General") return undefined
  return z === "m/d/yy" ? "m/d/yyyy" : String(z)
}
