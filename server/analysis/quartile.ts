/** QUARTILE.INC / PERCENTILE.INC of ascending numbers, `share` from 0 to 1: linear between the neighbours of rank share * (n - 1). */
export function quartile(sorted: ArrayLike<number>, share: number): number {
  const rank = share * (sorted.length - 1)
  const below = Math.floor(rank)
  const low = sorted[below] ?? NaN
  const high = sorted[Math.min(below + 1, sorted.length - 1)] ?? NaN
  return low === high ? low : low + (high - low) * (rank - below)
}
