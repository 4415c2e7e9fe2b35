import { serialToIso } from "./cell.ts"
import { clip } from "./clip.ts"
import { formatFigure } from "./formatFigure.ts"

/** Characters of one cell's text in what a model reads. */
export const cellTextCharacters = 120

/** One value as a model may quote it: dates as ISO text, numbers as the sheet shows them. */
export function quotable(
  value: string | number | boolean | null,
  column?: { kind: string; format: string | null; unit?: string | null },
): string {
  if (typeof value === "string") return clip(value, cellTextCharacters)
  if (typeof value === "number" && column?.kind === "date") return serialToIso(value)
  const kind = column?.kind === "currency" || column?.kind === "percentage" ? column.kind : undefined
  return formatFigure(value, { kind, format: column?.format, unit: column?.unit })
}
