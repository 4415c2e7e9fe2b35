import { clip } from "../../../shared/clip.ts"

/** A name as it is when it is plain, else in quotes with escapes: no name may look like the text around it. */
export function shownName(name: string, characters = 60): string {
  const text = clip(name, characters)
  return /^[\p{L}\p{N}_][\p{L}\p{N}_ .%/#&()+-]*$/u.test(text) ? text : JSON.stringify(text)
}

/** Text of the workbook, always in quotes. */
export const quoted = (text: string, characters = 80): string => JSON.stringify(clip(text, characters))

/** The first items that are allowed and how many more there are. */
export function firstOf(items: readonly string[], most: number, separator = ", "): string {
  const more = items.length - most
  return items.slice(0, most).join(separator) + (more > 0 ? `${separator}${more} more` : "")
}
