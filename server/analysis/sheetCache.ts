import { LRUCache } from "lru-cache"
import type { Sheet } from "../tables/sheetGrid.ts"

interface CachedSheet {
  readonly workbook: string
  readonly sheet: Sheet
  /** That hold a value. */
  readonly cells: number
}

/** The sheets in this worker's memory by their keys; the least recently used ones make room for others. */
export class SheetCache {
  readonly #sheets: LRUCache<string, CachedSheet>

  constructor(cellsAtMost: number) {
    this.#sheets = new LRUCache<string, CachedSheet>({
      maxSize: cellsAtMost,
      // A sheet that is larger than the whole cache is kept alone, and one without a value takes room too.
      sizeCalculation: ({ cells }) => Math.min(Math.max(cells, 1), cellsAtMost),
    })
  }

  get(key: string): CachedSheet | undefined {
    return this.#sheets.get(key)
  }

  put(key: string, sheet: CachedSheet): void {
    this.#sheets.set(key, sheet)
  }

  /** Drops sheets until so many more cells fit, or none is left. */
  makeRoom(cells: number): void {
    while (this.#sheets.size > 0 && this.#sheets.calculatedSize + cells > this.#sheets.maxSize) this.#sheets.pop()
  }

  drop(key: string): void {
    this.#sheets.delete(key)
  }

  dropWorkbook(workbook: string): void {
    for (const [key, cached] of [...this.#sheets.entries()]) if (cached.workbook === workbook) this.#sheets.delete(key)
  }
}
