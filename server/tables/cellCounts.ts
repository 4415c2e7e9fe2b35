import { formatKind, isBlank, isExcelError } from "../../shared/cell.ts"
import type { CellCounts } from "../../shared/workbookMap.ts"
import type { Sheet } from "./sheetGrid.ts"

/** Counts every cell of a sheet that holds a value, and adds numbers and date serials (compensated, after Neumaier). */
export function cellCounts(sheet: Sheet): { counts: CellCounts; sum: number } {
  const counts = { number: 0, date: 0, text: 0, boolean: 0, error: 0 }
  const isDate = dateFormats()
  let sum = 0
  let lost = 0
  for (const blocks of sheet.bands.values())
    for (const { values, numberFormats } of blocks)
      for (const [r, row] of values.entries())
        for (const [c, value] of row.entries()) {
          if (typeof value === "number") {
            if (isDate(numberFormats?.[r]?.[c])) counts.date++
            else counts.number++
            const next = sum + value
            lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum
            sum = next
          } else if (typeof value === "boolean") counts.boolean++
          else if (isBlank(value)) continue
          else if (isExcelError(value)) counts.error++
          else counts.text++
        }
  const total = sum + lost
  return { counts, sum: Number.isFinite(total) ? total : 0 }
}

/** Whether a format shows dates or times, remembered because a sheet has few formats. */
function dateFormats(): (format: string | undefined) => boolean {
  const known = new Map<string, boolean>()
  return (format) => {
    if (format === undefined) return false
    let isDate = known.get(format)
    if (isDate === undefined) {
      const kind = formatKind(format)
      known.set(format, (isDate = kind === "date" || kind === "time"))
    }
    return isDate
  }
}
