import { formatKind } from "../../../shared/cell.ts"
import type { SimSheet } from "../../workbook/contract.ts"
import { scientificText } from "./cellText.ts"
import type { Cell } from "./selection.ts"

/** What a person edits: the formula, else the cell as it would be typed (dates and percentages as shown, numbers in full). */
export function editableText(sheet: SimSheet, { row, column }: Cell): string {
  const formula = sheet.formula(row, column)
  if (formula !== undefined) return formula
  const value = sheet.value(row, column)
  if (value === null) return ""
  if (typeof value === "boolean") return value ? "TRUE" : "FALSE"
  if (typeof value !== "number") return value
  return editableNumber(value, sheet.style(row, column).numberFormat, sheet.text(row, column))
}

function editableNumber(value: number, format: string | undefined, shown: string): string {
  switch (formatKind(format)) {
    case "date":
    case "time":
      return shown
    case "percentage":
      return `${scientificText(String(Number((value * 100).toPrecision(15))))}%`
    default:
      return scientificText(String(Number(value.toPrecision(15))))
  }
}
