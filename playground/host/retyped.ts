import { isBlank, type CellValue } from "../../shared/cell.ts"
import type { SimSheet } from "../workbook/contract.ts"
import { moveFormula } from "../../shared/r1c1.ts"

/** Text that would be read as a number, date, boolean or formula if it were written as it is. */
const needsQuote = (text: string): boolean => /^[=+\-'\d.$€£(]/.test(text) || /^(true|false)$/i.test(text)

/** What to write at `to` so that it holds what the cell at `from` holds: formula moved, text kept text, blank as "". */
export function retyped(sheet: SimSheet, from: [number, number], to: [number, number]): CellValue {
  const formula = sheet.formula(...from)
  if (formula !== undefined) return moveFormula(formula, from, to)
  return retypedValue(sheet.value(...from))
}

export function retypedValue(value: CellValue): CellValue {
  if (isBlank(value)) return ""
  return typeof value === "string" && needsQuote(value) ? `'${value}` : value
}
