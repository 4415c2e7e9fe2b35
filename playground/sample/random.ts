/** Numbers that look random and are the same every time (mulberry32), so that tests can state the sample's answers. */
export function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** One item; earlier items can be made likelier by repeating them. */
export const pick = <T>(next: () => number, items: readonly T[]): T => items[Math.floor(next() * items.length)] as T
