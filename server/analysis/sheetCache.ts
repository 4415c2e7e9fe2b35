import type { Sheet } from "../tables/sheetGrid.ts"

interface Held {
  readonly workbook: string
  readonly sheet: Sheet
  /** That hold a value. */
  readonly cells: number
}

/** The sheets in this worker's memory by their keys; those that nobody asked for longest make room for others. */
export class SheetCache {
  readonly #cellsAtMost: number
  readonly #held = new Map<string, Held>()
  #cells = 0

  constructor(cellsAtMost: number) {
    this.#cellsAtMost = cellsAtMost
  }

  get(key: string): Held | undefined {
    const held = this.#held.get(key)
    if (!held) return undefined
    this.#held.delete(key)
    this.#held.set(key, held)
    return held
  }

  put(key: string, held: Held): void {
    this.drop(key)
    this.makeRoom(held.cells)
    this.#held.set(key, held)
    this.#cells += held.cells
  }

  /** Drops sheets until so many more cells fit, or none is left. */
  makeRoom(cells: number): void {
    for (const key of this.#held.keys()) {
      if (this.#cells + cells <= this.#cellsAtMost) return
      this.drop(key)
    }
  }

  drop(key: string): void {
    const held = this.#held.get(key)
    if (!held) return
    this.#held.delete(key)
    this.#cells -= held.cells
  }

  dropWorkbook(workbook: string): void {
    for (const [key, held] of this.#held) if (held.workbook === workbook) this.drop(key)
  }
}
