import { setImmediate as nextTurn } from "node:timers/promises"
import { AppError } from "../../shared/errors.ts"
import type { Embedder } from "./embedder.ts"

const dimensions = 512

/**
 * A lexical embedder without a model: texts are near when they share words or parts of words (plurals, misspellings, compounds),
 * not when they mean the same. Feature hashing with signs (Weinberger et al. 2009, arXiv:0902.2206) of words and of character
 * trigrams as in fastText (arXiv:1607.04606); the same text has the same vector on every machine. Another way of weighing
 * must have another name, because stored vectors are compared by it.
 */
export const builtInEmbedder: Embedder = {
  name: "lexical-hash-512-v1",
  async embed(texts, signal) {
    const vectors: Float32Array[] = []
    let sliceEnds = performance.now() + sliceMs
    for (const text of texts) {
      if (performance.now() > sliceEnds) {
        await nextTurn()
        sliceEnds = performance.now() + sliceMs
      }
      if (signal.aborted) throw new AppError("cancelled", "The indexing was stopped.", { cause: signal.reason })
      vectors.push(embedText(text))
    }
    return vectors
  },
}

/** How long texts are embedded before others have their turn on the event loop. */
const sliceMs = 8

/** What words say compared with their parts, and numbers compared with words: sheets are full of numbers that nobody asks for. */
const weights = { word: 1, trigrams: 0.8, number: 0.4 }

function embedText(text: string): Float32Array {
  const counts = new Map<string, number>()
  for (const word of wordsOf(text)) counts.set(word, (counts.get(word) ?? 0) + 1)
  const vector = new Float32Array(dimensions)
  for (const [word, count] of counts) {
    // Long words are rare ones: the nearest to an inverse document frequency that a text can tell by itself.
    const frequency = (1 + Math.log(count)) * Math.min(word.length, 12) ** 0.3
    if (/^\p{N}+$/u.test(word)) {
      add(vector, word, weights.number * frequency)
      continue
    }
    add(vector, word, weights.word * frequency)
    const marked = `<${word}>`
    const parts = marked.length - 2
    for (let at = 0; at < parts; at++)
      add(vector, marked.slice(at, at + 3), (weights.trigrams * frequency) / Math.sqrt(parts))
  }
  return unit(vector)
}

/** Words without case, accents and the commonest English words, which stand in every question. */
function wordsOf(text: string): string[] {
  const plain = text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase()
  return (plain.match(/\p{L}+|\p{N}+/gu) ?? []).flatMap(splitUnspaced).filter((word) => !common.has(word))
}

const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u

/** Writing without spaces is cut into overlapping pairs of characters, as search engines do. */
function splitUnspaced(word: string): string[] {
  if (word.length < 3 || !unspaced.test(word)) return [word]
  const characters = [...word]
  return characters.slice(1).map((character, at) => `${characters[at] ?? ""}${character}`)
}

const common = new Set(
  "a an and are as at be by did do does for from had has have how i in is it its me my of on or that the their there these this those to was were what when where which who whom whose why will with you your".split(
    " ",
  ),
)

/** FNV-1a (RFC 9923), whose low bits choose the dimension and whose highest chooses the sign. */
function add(vector: Float32Array, feature: string, weight: number): void {
  let hash = 0x811c9dc5
  for (let at = 0; at < feature.length; at++) hash = Math.imul(hash ^ feature.charCodeAt(at), 0x01000193)
  const at = (hash ^ (hash >>> 15)) & (dimensions - 1)
  vector[at] = (vector[at] ?? 0) + (hash < 0 ? -weight : weight)
}

/** Length one; a text without words has the vector of zeros, which is near nothing. */
function unit(vector: Float32Array): Float32Array {
  const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0))
  return length === 0 ? vector : vector.map((value) => value / length)
}
