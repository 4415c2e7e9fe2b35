import { createHmac } from "node:crypto"

/** Bytes of a term. A word shares its term with another of a million words in one case of a hundred million. */
export const termBytes = 6

/** A word as the index holds it: part of its HMAC-SHA256 with the owner's key, so that nobody without the key reads words from it. */
export const termOf = (key: Uint8Array, word: string): Uint8Array =>
  createHmac("sha256", key).update(word).digest().subarray(0, termBytes)
