import type { SimWorkbook } from "../workbook/contract.ts"

/** `Office.context.document.settings` on the wire: keys with their value as JSON text. */
export const serializedSettings = (workbook: SimWorkbook): [key: string, json: string][] =>
  [...workbook.settings].map(([key, value]) => [key, JSON.stringify(value)])

/** What `settings.saveAsync` wrote replaces all that was there, as in Excel. */
export function saveSettings(workbook: SimWorkbook, entries: readonly (readonly [string, string])[]): void {
  const parsed = entries.map(([key, json]): [string, unknown] => [key, JSON.parse(json)])
  workbook.settings.clear()
  for (const [key, value] of parsed) workbook.settings.set(key, value)
}
