/**
 * Remembers what became of texts, for work that takes longer than a look-up and meets the same texts again and again. When texts of
 * so many characters are remembered all is forgotten at once: keeping an order of use takes longer than most of this work (see
 * docs/decisions/0021-lru-cache.md).
 */
export function memoize<T>(work: (text: string) => T, mostCharacters: number): (text: string) => T {
  const known = new Map<string, T>()
  let characters = 0
  return (text) => {
    const before = known.get(text)
    if (before !== undefined) return before
    const result = work(text)
    if (characters + text.length > mostCharacters) {
      known.clear()
      characters = 0
    }
    known.set(text, result)
    characters += text.length
    return result
  }
}
