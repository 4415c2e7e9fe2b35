/** Characters that are remembered at once; then all is forgotten, and remembered anew. */
const mostCharacters = 2_000_000

/** What became of a text, remembered: every word of a question is compared with the same headers and values. */
export function memoize<T>(work: (text: string) => T): (text: string) => T {
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
