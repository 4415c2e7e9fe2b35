/** At most so many characters, with an ellipsis where something is left out; never half of a surrogate pair. */
export function clip(text: string, characters: number): string {
  if (text.length <= characters) return text
  const end = characters - 1
  const split = /[\uD800-\uDBFF]/.test(text.charAt(end - 1))
  return `${text.slice(0, split ? end - 1 : end)}…`
}
