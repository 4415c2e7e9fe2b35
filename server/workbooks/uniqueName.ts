import { clip } from "../../shared/clip.ts"
import { foldText } from "./cellText.ts"

const nameCharacters = 80

/** A name on one line without quotes, for use in SQL; ` 2` is added until none of `taken` is the same without case. Takes it. */
export function uniqueName(text: string, taken: Set<string>): string {
  const base = clip(
    text
      .replace(/"/g, "'")
      .replace(/[\s\p{Cc}\p{Cf}]+/gu, " ")
      .trim() || "Table",
    nameCharacters,
  )
  let name = base
  for (let n = 2; taken.has(foldText(name)); n++) name = `${base} ${n}`
  taken.add(foldText(name))
  return name
}
