import { AppError } from "../../shared/errors.ts"
import { timeSlices } from "../async/timeSlices.ts"
import { memoize } from "../words/memoize.ts"
import { wordsOf } from "../words/wordsOf.ts"
import type { Embedder } from "./embedder.ts"

const dimensions = 512

/**
 * A lexical embedder without a model: texts are near when they share words or parts of words (plurals, misspellings, compounds),
 * not when they mean the same. Feature hashing with signs (Weinberger et al. 2009, arXiv:0902.2206) of words and of character
 * trigrams as in fastText (arXiv:1607.04606); the same text has the same vector on every machine. Another way of weighing
 * must have another name, because stored vectors are compared by it.
 */
export const builtInEmbedder: Embedder = {
  name: "lexical-hash-512-v2",
  async embed(texts, signal) {
    const vectors: Float32Array[] = []
    const yieldWhenDue = timeSlices()
    for (const text of texts) {
      const turn = yieldWhenDue()
      if (turn) await turn
      if (signal.aborted) throw new AppError("cancelled", "The indexing was stopped.", { cause: signal.reason })
      vectors.push(embedText(text))
    }
    return vectors
  },
}

/** What a text's first line says (what it is about), its second (its parts), and all others together. By `npm run eval:retrieval`. */
const lineWeights = [3, 1, 0.8]
/** All trigrams of a word compared with the word itself. */
const trigramWeight = 0.8
/** Long words are rare ones: the nearest to an inverse document frequency that a text can tell by itself. */
const rarity = (length: number): number => Math.min(length, 12) ** 0.3

/** Each line by its direction alone, so that a long table does not drown what it is called. */
function embedText(text: string): Float32Array {
  const vector = new Float32Array(dimensions)
  const [first = "", second = "", ...others] = text.split("\n")
  for (const [at, line] of [first, second, others.join("\n")].entries()) addWords(vector, line, lineWeights[at] ?? 0)
  return unit(vector)
}

function addWords(vector: Float32Array, text: string, weight: number): void {
  const counts = new Map<string, number>()
  for (const word of wordsOf(text)) counts.set(word, (counts.get(word) ?? 0) + 1)
  const weighed: { features: Int16Array; own: number; part: number }[] = []
  // Of the length that the words' features have together as long as no two fall on one dimension.
  let squares = 0
  for (const [word, count] of counts) {
    const features = featuresOf(word)
    const parts = features.length - 1
    const own = (1 + Math.log(count)) * (parts === 0 ? 1 : rarity(word.length))
    const part = parts === 0 ? 0 : (trigramWeight * own) / Math.sqrt(parts)
    squares += own * own + parts * part * part
    weighed.push({ features, own, part })
  }
  const scale = weight / Math.sqrt(squares)
  for (const { features, own, part } of weighed)
    for (let at = 0; at < features.length; at++) add(vector, features[at] ?? 0, scale * (at === 0 ? own : part))
}

/** Characters of the words whose features are remembered, in some 10 MB: hashing them again takes longer than all else. */
const rememberedCharacters = 300_000

/** The feature of the word, and those of its trigrams unless it is a number: numbers with digits in common have nothing in common. */
const featuresOf = memoize((word): Int16Array => {
  const marked = `<${word}>`
  const parts = /^\p{N}/u.test(word) ? 0 : marked.length - 2
  const features = new Int16Array(1 + parts)
  features[0] = feature(word, 0, word.length)
  for (let at = 0; at < parts; at++) features[at + 1] = feature(marked, at, at + 3)
  return features
}, rememberedCharacters)

/** FNV-1a (RFC 9923), whose low bits choose the dimension and whose highest chooses the sign: the dimension, or below zero its complement. */
function feature(text: string, from: number, to: number): number {
  let hash = 0x811c9dc5
  for (let at = from; at < to; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  const at = (hash ^ (hash >>> 15)) & (dimensions - 1)
  return hash < 0 ? ~at : at
}

function add(vector: Float32Array, feature: number, weight: number): void {
  const at = feature < 0 ? ~feature : feature
  vector[at] = (vector[at] ?? 0) + (feature < 0 ? -weight : weight)
}

/** Length one; a text without words has the vector of zeros, which is near nothing. */
function unit(vector: Float32Array): Float32Array {
  let squares = 0
  for (const value of vector) squares += value * value
  const length = Math.sqrt(squares)
  if (length === 0) return vector
  for (let at = 0; at < vector.length; at++) vector[at] = (vector[at] ?? 0) / length
  return vector
}
