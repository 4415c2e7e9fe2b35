import type { Area } from "../../shared/address.ts"
import { enclose } from "./enclose.ts"

export type GridRows<T> = Map<number, (T | undefined)[]>

/** Sparse cells by row and column. Only rows that hold something exist, so a million cells cost a million array slots. */
export class Grid<T> {
  #rows: GridRows<T> = new Map()
  #bounds: Area | undefined
  #boundsKnown = true

  get rows(): GridRows<T> {
    return this.#rows
  }
  set rows(rows: GridRows<T>) {
    this.#rows = rows
    this.#boundsKnown = false
  }

  get(row: number, column: number): T | undefined {
    return this.#rows.get(row)?.[column]
  }

  set(row: number, column: number, item: T | undefined): void {
    if (item === undefined) this.#remove(row, column)
    else {
      let cells = this.#rows.get(row)
      if (!cells) this.#rows.set(row, (cells = []))
      cells[column] = item
      if (this.#boundsKnown) this.#bounds = extend(this.#bounds, row, column, column)
    }
  }

  #remove(row: number, column: number): void {
    const cells = this.#rows.get(row)
    if (cells?.[column] === undefined) return
    cells[column] = undefined
    if (column === cells.length - 1) {
      let length = column
      while (length > 0 && cells[length - 1] === undefined) length--
      cells.length = length
      if (length === 0) this.#rows.delete(row)
    }
    this.#boundsKnown = false
  }

  /** Smallest area that holds every item. */
  bounds(): Area | undefined {
    if (this.#boundsKnown) return this.#bounds
    let bounds: Area | undefined
    for (const [row, cells] of this.#rows) {
      const first = cells.findIndex((item) => item !== undefined)
      if (first >= 0) bounds = extend(bounds, row, first, cells.length - 1)
    }
    this.#boundsKnown = true
    return (this.#bounds = bounds)
  }

  /** Smallest area that holds every item of an area. */
  boundsWithin(area: Area): Area | undefined {
    const end = area.column + area.columnCount
    let bounds: Area | undefined
    for (const row of this.rowNumbers(area)) {
      const cells = this.#rows.get(row) ?? []
      let first = area.column
      while (first < end && first < cells.length && cells[first] === undefined) first++
      let last = Math.min(end, cells.length) - 1
      while (last >= first && cells[last] === undefined) last--
      if (first <= last) bounds = extend(bounds, row, first, last)
    }
    return bounds
  }

  /** Numbers of the rows of an area that hold something, top to bottom. */
  rowNumbers(area: Area): number[] {
    const end = area.row + area.rowCount
    if (area.rowCount > this.#rows.size)
      return [...this.#rows.keys()].filter((row) => row >= area.row && row < end).sort((a, b) => a - b)
    const rows: number[] = []
    for (let row = area.row; row < end; row++) if (this.#rows.has(row)) rows.push(row)
    return rows
  }

  /** Visits the items of an area, row by row. */
  forEach(area: Area, visit: (item: T, row: number, column: number) => void): void {
    for (const row of this.rowNumbers(area)) {
      const cells = this.#rows.get(row) ?? []
      const end = Math.min(area.column + area.columnCount, cells.length)
      for (let column = area.column; column < end; column++) {
        const item = cells[column]
        if (item !== undefined) visit(item, row, column)
      }
    }
  }

  /** The items of an area, at their places. */
  copy(area: Area): Grid<T> {
    const copy = new Grid<T>()
    this.forEach(area, (item, row, column) => copy.set(row, column, item))
    return copy
  }

  /** Makes an area hold exactly what another grid holds there. */
  replace(area: Area, from: Grid<T>): void {
    this.clear(area)
    from.forEach(area, (item, row, column) => this.set(row, column, item))
  }

  clear(area: Area): void {
    this.forEach(area, (_, row, column) => this.set(row, column, undefined))
  }

  get isEmpty(): boolean {
    return this.#rows.size === 0
  }
}

/** The area with part of a row; itself, without a new object, when it holds that already. */
function extend(area: Area | undefined, row: number, first: number, last: number): Area | undefined {
  const inside =
    area &&
    row >= area.row &&
    row < area.row + area.rowCount &&
    first >= area.column &&
    last < area.column + area.columnCount
  return inside ? area : enclose(area, { row, column: first, rowCount: 1, columnCount: last - first + 1 })
}
