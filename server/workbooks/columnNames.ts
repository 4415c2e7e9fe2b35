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
  return texts.map((text, i) => {
    const base =
      text
        .replace(/[\s\p{Cc}]+/gu, " ")
        .trim()
        .slice(0, 255) || defaultName(grid, used[i] ?? 0)
    let name = base
    for (let n = 2; taken.has(foldText(name)); n++) name = `${base} (${n})`
    taken.add(foldText(name))
    return name
  })
}
