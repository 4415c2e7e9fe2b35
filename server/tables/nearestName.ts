import { foldText } from "./cellText.ts"

/** A name without case, spaces and punctuation; letters and digits of every script stay. */
export const bareName = (name: string): string => foldText(name).replace(/[^\p{L}\p{N}]/gu, "")

/** The name that was most likely meant, or undefined when none is near. */
export function nearestName(name: string, names: readonly string[]): string | undefined {
  const bare = bareName(name)
  let best: string | undefined
  let least = Infinity
  for (const candidate of names) {
    const other = bareName(candidate)
    if (other === "" || bare === "") continue
    const contained = other.includes(bare) || bare.includes(other)
    const distance = contained ? 0.5 : editDistance(bare.slice(0, 64), other.slice(0, 64))
    if (distance < least && (contained || distance <= Math.max(2, other.length / 3))) {
      best = candidate
      least = distance
    }
  }
  return best
}

/** Levenshtein distance. */
function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const current = [i]
    for (let j = 1; j <= b.length; j++)
      current[j] = Math.min(
        (previous[j] ?? 0) + 1,
        (current[j - 1] ?? 0) + 1,
        (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1),
      )
    previous = current
  }
  return previous[b.length] ?? 0
}
