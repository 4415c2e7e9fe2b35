const k1 = 1.2
const b = 0.75

/**
 * Plain BM25 over whole texts, without stemming or fields: what ours is compared with. Gives ids, best first. A word that the question
 * repeats counts once, or with `repeating` as often as it stands there.
 */
export function plainBm25(
  texts: readonly (readonly [id: string, text: string])[],
  repeating: boolean,
): (question: string) => string[] {
  const postings = new Map<string, Map<number, number>>()
  const lengths = texts.map(([, text], at) => {
    const words = wordsIn(text)
    for (const word of words) {
      const posting = postings.get(word) ?? new Map<number, number>()
      postings.set(word, posting.set(at, (posting.get(at) ?? 0) + 1))
    }
    return words.length
  })
  const mean = lengths.reduce((sum, length) => sum + length, 0) / texts.length
  return (question) => {
    const scores = new Map<number, number>()
    const words = wordsIn(question)
    for (const word of repeating ? words : new Set(words)) {
      const posting = postings.get(word) ?? new Map<number, number>()
      const rarity = Math.log(1 + (texts.length - posting.size + 0.5) / (posting.size + 0.5))
      for (const [at, count] of posting) {
        const length = 1 - b + (b * (lengths[at] ?? 0)) / mean
        scores.set(at, (scores.get(at) ?? 0) + (rarity * count * (k1 + 1)) / (count + k1 * length))
      }
    }
    return [...scores]
      .sort((x, y) => y[1] - x[1] || x[0] - y[0])
      .slice(0, 100)
      .map(([at]) => texts[at]?.[0] ?? "")
  }
}

const wordsIn = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
