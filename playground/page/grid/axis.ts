/** Sizes of rows or columns in pixels, added up once so that both lookups are quick on a million rows. */
export interface Axis {
  readonly count: number
  /** Distance from the start of the sheet to the start of this row or column; `offset(count)` is the whole length. */
  readonly offset: (index: number) => number
  readonly size: (index: number) => number
  /** Row or column at this distance, or -1 beyond the end. Hidden ones (size 0) are never found. */
  readonly at: (distance: number) => number
}

export function createAxis(count: number, sizeOf: (index: number) => number): Axis {
  const ends = new Float64Array(count + 1)
  for (let index = 0; index < count; index++) ends[index + 1] = (ends[index] ?? 0) + Math.round(sizeOf(index))
  const offset = (index: number): number => ends[Math.max(0, Math.min(index, count))] ?? 0
  return {
    count,
    offset,
    size: (index) => offset(index + 1) - offset(index),
    at(distance) {
      if (distance < 0 || distance >= offset(count)) return -1
      let low = 0
      let high = count - 1
      while (low < high) {
        const middle = (low + high) >> 1
        if (offset(middle + 1) > distance) high = middle
        else low = middle + 1
      }
      return low
    },
  }
}
