import { createHmac } from "node:crypto"
import { memoize } from "../../words/memoize.ts"

/** Bytes of a term. A word shares its term with another of a million words in one case of a hundred million. */
export const termBytes = 6

/** Characters of the words whose terms are remembered: those of a language, and of a large sheet besides. */
const rememberedCharacters = 800_000

/** The terms of words as hex. Most words come again and again, and an HMAC takes longer than to remember it. */
export const termsWith = (key: Uint8Array): ((word: string) => string) =>
  memoize((word) => Buffer.from(termOf(key, word)).toString("hex"), rememberedCharacters)

/** A word as the index holds it: part of its HMAC-SHA256 with the owner's key, so that nobody without the key reads words from it. */
export const termOf = (key: Uint8Array, word: string): Uint8Array =>
  createHmac("sha256", key).update(word).digest().subarray(0, termBytes)
