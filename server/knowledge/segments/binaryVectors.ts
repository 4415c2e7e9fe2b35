/** A bit for each number of a vector, set where it is above zero; what `signScores` looks through. */
export function packSigns(vectors: readonly Float32Array[]): Buffer {
  const bytes = Math.ceil((vectors[0]?.length ?? 0) / 8)
  const codes = Buffer.alloc(bytes * vectors.length)
  for (const [index, vector] of vectors.entries())
    for (let at = 0; at < vector.length; at++)
      if ((vector[at] ?? 0) > 0) {
        const byte = index * bytes + (at >> 3)
        codes[byte] = (codes[byte] ?? 0) | (1 << (at & 7))
      }
  return codes
}

/** For each byte of a code and each value of it, what it adds to the score: the scalar product of the query with a vector of signs. */
export function signTables(query: Float32Array): Float32Array {
  const bytes = Math.ceil(query.length / 8)
  const tables = new Float32Array(bytes * 256)
  for (let byte = 0; byte < bytes; byte++)
    for (let value = 0; value < 256; value++) {
      let sum = 0
      for (let bit = 0; bit < 8; bit++) {
        const weight = query[byte * 8 + bit] ?? 0
        sum += value & (1 << bit) ? weight : -weight
      }
      tables[byte * 256 + value] = sum
    }
  return tables
}

/** How near the vectors of these codes are to the query, roughly: to choose whose distance is worth computing. */
export function signScores(codes: Uint8Array, tables: Float32Array): Float32Array {
  const bytes = tables.length / 256
  const scores = new Float32Array(codes.length / bytes)
  let from = 0
  for (let index = 0; index < scores.length; index++) {
    let sum = 0
    for (let byte = 0; byte < bytes; byte++) sum += tables[byte * 256 + (codes[from++] ?? 0)] ?? 0
    scores[index] = sum
  }
  return scores
}
