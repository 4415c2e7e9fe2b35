import type { Area } from "../../shared/address.ts"
import type { WorkbookEvent } from "./contract.ts"
import type { Grid } from "./grid.ts"
import type { Sheet } from "./sheet.ts"

/** Exchanges the saved state with the current one: done once it undoes, done again it redoes. */
export type Swap = () => void

/** One edit that has been done. */
export interface Step {
  readonly swaps: readonly Swap[]
  readonly done: readonly WorkbookEvent[]
  readonly undone: readonly WorkbookEvent[]
  /** Cells whose contents changed; "structure" when cells, sheets or names moved, so that every formula may mean something else. */
  readonly touched: readonly { readonly sheet: Sheet; readonly area: Area }[] | "structure"
}

/** Remembers a property now, to be exchanged later. Call it before changing the property. */
export function saved<T>(get: () => T, set: (value: T) => void): Swap {
  let other = get()
  return () => {
    const now = get()
    set(other)
    other = now
  }
}

/** Remembers the items of a grid in an area. */
export function savedGrid<T>(grid: Grid<T>, area: Area): Swap {
  return saved(
    () => grid.copy(area),
    (items) => grid.replace(area, items),
  )
}

/** Remembers values, formulas and styles of an area. */
export function savedCells(sheet: Sheet, area: Area): Swap {
  const swaps = [
    savedGrid(sheet.values, area),
    savedGrid(sheet.formulas, area),
    savedGrid(sheet.arrays, area),
    savedGrid(sheet.kept, area),
    savedGrid(sheet.spilled, area),
    savedGrid(sheet.styleIds, area),
  ]
  return () => swaps.forEach((swap) => swap())
}

const maxSteps = 100

/** What can be undone and redone. */
export class History {
  #past: Step[] = []
  #future: Step[] = []

  /** The edit that undo would take back. */
  get last(): Step | undefined {
    return this.#past.at(-1)
  }
  /** The edit that redo would repeat. */
  get next(): Step | undefined {
    return this.#future.at(-1)
  }

  push(step: Step): void {
    this.#past.push(step)
    if (this.#past.length > maxSteps) this.#past.shift()
    this.#future = []
  }

  /** Puts the state before the last edit back. */
  undo(): void {
    const step = this.#past.pop()
    if (!step) return
    for (const swap of step.swaps.toReversed()) swap()
    this.#future.push(step)
  }

  redo(): void {
    const step = this.#future.pop()
    if (!step) return
    for (const swap of step.swaps) swap()
    this.#past.push(step)
  }
}
