import { clip } from "../../shared/clip.ts"
import { foldText } from "./cellText.ts"

const nameCharacters = 80

/** A name on one line without quotes, for use in SQL; ` 2` is added until none of `taken` is the same without case. Takes it: `taken` counts how often. */
export function uniqueName(text: string, taken: Map<string, number>): string {
  const base = clip(
    text
      .replace(/"/g, "'")
      .replace(/[\s\p{Cc}\p{Cf}]+/gu, " ")
      .trim() || "Table",
    nameCharacters,
  )
  let name = base
  // Counted on from the last one: a thousand sheets may all have the same title.
  let n = taken.get(foldText(base)) ?? 1
  while (taken.has(foldText(name))) name = `${base} ${++n}`
  taken.set(foldText(base), n)
  taken.set(foldText(name), 1)
  return name
}
