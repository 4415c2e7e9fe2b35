/** The largest number of a stored vector: within what a half float holds exactly, and two digits short to read. */
const scale = 127

/** pgvector's way of writing a vector, its numbers rounded to integers: a sixth of the text, and next to the same direction. */
export function vectorText(vector: Float32Array): string {
  let largest = 0
  for (const value of vector) largest = Math.max(largest, Math.abs(value))
  const factor = largest === 0 ? 0 : scale / largest
  return `[${Array.from(vector, (value) => Math.round(value * factor) || 0).join(",")}]`
}
