import {
  formatCurrency,
  formatKind,
  isBlank,
  isExcelError,
  type CellValue,
  type ColumnKind,
} from "../../shared/cell.ts"
import { isPlaceholder } from "./cellText.ts"
import { numberSort } from "./numberSort.ts"

export interface KindOfColumn {
  readonly kind: ColumnKind
  /** The most common number format of the numbers, null when there are none or it is General. */
  readonly format: string | null
  readonly unit: string | null
}

/** Share of the values that must agree before the others count as strays in a column of that kind. */
const clear = 0.8

/**
 * Kind of a column from its values and their number formats; blanks and error cells have no say.
 * Without formats a column is of dates when its name says so and every number is a day between 1950 and 2100.
 */
export function kindOfColumn(
  values: readonly CellValue[],
  formatOf: ((index: number) => string | undefined) | undefined,
  name: string,
): KindOfColumn {
  let numbers = 0
  let texts = 0
  let booleans = 0
  let placeholders = 0
  let whole = true
  let days = true
  const formats = new Map<string, number>()
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? null
    if (typeof value === "number") {
      numbers++
      whole &&= Number.isInteger(value)
      days &&= value >= 18_264 && value < 73_415
      const format = formatOf?.(i) ?? "General"
      formats.set(format, (formats.get(format) ?? 0) + 1)
    } else if (typeof value === "boolean") booleans++
    else if (!isBlank(value) && !isExcelError(value)) {
      texts++
      if (typeof value === "string" && isPlaceholder(value)) placeholders++
    }
  }
  // What stands for a missing number is none of the column's sort.
  if (numbers > placeholders) texts -= placeholders
  const total = numbers + texts + booleans
  const format = mostCommon(formats)
  const shown = format === undefined || formatKind(format) === "general" ? null : format
  const plain = (kind: ColumnKind): KindOfColumn => ({ kind, format: shown, unit: null })
  if (total === 0) return plain("empty")
  if (texts >= clear * total) return plain("text")
  if (booleans >= clear * total) return plain("boolean")
  if (numbers < clear * total) return plain("mixed")
  // A rate among amounts: one format for all of them would show a wrong figure.
  if (strays(formats) > (1 - clear) * numbers) return { kind: "mixed", format: null, unit: null }
  const formatted = formatKind(format)
  if (formatted === "currency") return { kind: "currency", format: shown, unit: formatCurrency(format) ?? null }
  if (formatted === "percentage" || formatted === "date") return plain(formatted)
  if (!formatOf && days && dateName.test(name)) return { kind: "date", format: "yyyy-mm-dd", unit: null }
  return plain(whole && formatted !== "time" ? "integer" : "decimal")
}

const dateName = /\b(date|day|datum|fecha|data|jour|tag|dato|deadline|due|birthday|dob)\b|date$/i

/** Numbers that are of another sort than most: percentages, dates or times among others. */
function strays(formats: ReadonlyMap<string, number>): number {
  const sorts = new Map<string, number>()
  let all = 0
  for (const [format, count] of formats) {
    const sort = numberSort(format)
    sorts.set(sort, (sorts.get(sort) ?? 0) + count)
    all += count
  }
  return all - Math.max(0, ...sorts.values())
}

function mostCommon(counts: ReadonlyMap<string, number>): string | undefined {
  let best: string | undefined
  let most = 0
  for (const [text, count] of counts)
    if (count > most) {
      best = text
      most = count
    }
  return best
}
