import { columnLetter, parseAddress } from "../../shared/address.ts"
import { formatKind, isBlank, isExcelError, type CellValue } from "../../shared/cell.ts"
import type { RangeContent } from "../../shared/workbook.ts"

export interface SampleColumn {
  readonly name: string
  readonly kind: "number" | "currency" | "percentage" | "date" | "text" | "year" | "other"
  /** Different values and values altogether in the sample. */
  readonly distinct: number
  readonly count: number
}

/** Names and rough kinds of the columns in the first rows of a range, enough to suggest questions; the server looks exactly. */
export function sampleColumns(sample: RangeContent): readonly SampleColumn[] {
  const header = headerRow(sample.values)
  if (header === undefined) return []
  const { column } = parseAddress(sample.address)
  return (sample.values[header] ?? []).map((name, index) => {
    const cells = sample.values
      .map((row, r) => ({ value: row[index] ?? null, format: sample.numberFormats?.[r]?.[index] }))
      .slice(header + 1)
      .filter(({ value }) => !isBlank(value) && !isExcelError(value))
    return {
      name: isBlank(name) ? `Column ${columnLetter(column + index)}` : String(name).trim(),
      kind: mostCommon(cells.map(({ value, format }) => kindOf(value, format))) ?? "other",
      distinct: new Set(cells.map(({ value }) => String(value).trim().toLowerCase())).size,
      count: cells.length,
    }
  })
}

/** The first row of at least two texts (or one in a single column) that is as wide as what follows it; undefined when there is none. */
function headerRow(rows: readonly (readonly CellValue[])[]): number | undefined {
  const width = Math.max(0, ...rows.map(filled))
  const index = rows.findIndex((row) => filled(row) >= Math.max(1, width * 0.6))
  const row = rows[index]
  if (!row || index === rows.length - 1) return undefined
  return row.every((value) => isBlank(value) || isLabel(value)) ? index : undefined
}

const filled = (row: readonly CellValue[]): number => row.filter((value) => !isBlank(value)).length

/** Text, or a year as in the heading of a yearly table. */
const isLabel = (value: CellValue): boolean =>
  isYear(value) || (typeof value === "string" && value.trim().length <= 80 && !isExcelError(value))

const isYear = (value: CellValue): boolean => Number.isInteger(value) && Number(value) >= 1900 && Number(value) <= 2100

function kindOf(value: CellValue, format: string | undefined): SampleColumn["kind"] {
  if (typeof value === "string") return "text"
  if (typeof value !== "number") return "other"
  const kind = formatKind(format)
  if (kind === "currency" || kind === "percentage" || kind === "date") return kind
  return kind === "general" && isYear(value) ? "year" : "number"
}

function mostCommon<T>(items: readonly T[]): T | undefined {
  const counts = new Map<T, number>()
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0]
}
