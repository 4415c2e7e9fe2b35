/** A reference to a footnote behind a name: `Hires(1)`, `Price*`, `Share ¹`; a measure's power (`m²`) is none. */
const mark =
  /(?<=[\p{L}\p{N})\]%"'.])\s*(?:\(\d{1,2}\)|\[\d{1,2}\]|[*†‡]{1,3}|(?<!\b[cdkm]?m|\bft|\bin|\byd|\bmi)[¹²³⁴⁵⁶⁷⁸⁹])\s*$/u

export const withoutFootnoteMark = (text: string): string => text.replace(mark, "").trimEnd()

/** Names without the marks of footnotes, where they stay different without them. */
export function withoutFootnoteMarks(names: readonly string[]): string[] {
  const plain = names.map(withoutFootnoteMark)
  const count = new Map<string, number>()
  for (const name of plain) count.set(name, (count.get(name) ?? 0) + 1)
  return names.map((name, i) => ((count.get(plain[i] ?? "") ?? 0) > 1 ? name : (plain[i] ?? name)))
}
