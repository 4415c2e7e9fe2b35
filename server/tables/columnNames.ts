import { foldText } from "./cellText.ts"
import type { Grid } from "./grid.ts"
import { defaultName } from "./table.ts"

/**
 * Unique names for columns from their header texts: line breaks, control characters and repeated spaces become one space, an empty header
 * becomes `Column C`, a repeated one (compared without case) gets ` (2)`.
 * `used` are columns of the grid.
 */
export function columnNames(grid: Grid, used: readonly number[], texts: readonly string[]): string[] {
  const taken = new Set<string>()
  const numbered = new Map<string, number>()
  return texts.map((text, i) => {
    const base =
      text
        .replace(/[\s\p{Cc}]+/gu, " ")
        .trim()
        .slice(0, 255) || defaultName(grid, used[i] ?? 0)
    let name = base
    // Counted on from the last one: a sheet may repeat one name in each of its 16,384 columns.
    let n = numbered.get(foldText(base)) ?? 2
    for (; taken.has(foldText(name)); n++) name = `${base} (${n})`
    numbered.set(foldText(base), n)
    taken.add(foldText(name))
    return name
  })
}
