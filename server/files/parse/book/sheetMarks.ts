import { columnLetter, formatArea, tryParseAddress } from "../../../../shared/address.ts"
import { limits } from "../../../../shared/limits.ts"
import type { SheetDefinitions } from "../../../../shared/workbookMap.ts"

/** As many as a stored sheet takes (shared/workbookMap.ts). */
const most = { merged: 100_000, hidden: 20_000 }

/** Merged areas, hidden lines and the filter of one sheet, as they are met. */
export class SheetMarks {
  readonly #merged: string[] = []
  readonly #rows: [first: number, last: number][] = []
  readonly #columns: [first: number, last: number][] = []
  #filter: string | null = null

  merge(address: string | undefined): void {
    const area = tryParseAddress(address ?? "")
    if (area && area.rowCount * area.columnCount > 1 && this.#merged.length < most.merged)
      this.#merged.push(formatArea(area))
  }

  filter(address: string | undefined): void {
    const area = tryParseAddress(address ?? "")
    if (area) this.#filter = formatArea(area)
  }

  hideRow(row: number): void {
    const last = this.#rows.at(-1)
    if (last?.[1] === row - 1) last[1] = row
    else if (row >= 0 && row < limits.sheetRows) this.#rows.push([row, row])
  }

  hideColumns(first: number, last: number): void {
    if (first >= 0 && last >= first)
      this.#columns.push([Math.min(first, limits.sheetColumns - 1), Math.min(last, limits.sheetColumns - 1)])
  }

  get definitions(): Pick<SheetDefinitions, "autoFilter" | "merged" | "hidden"> {
    return {
      autoFilter: this.#filter,
      merged: this.#merged,
      hidden: [
        ...this.#columns.map(([first, last]) => `${columnLetter(first)}:${columnLetter(last)}`),
        ...this.#rows.map(([first, last]) => `${first + 1}:${last + 1}`),
      ].slice(0, most.hidden),
    }
  }
}
