/**
 * How many values a JSON text holds at most: its commas and opening brackets outside of strings, and one. What is not JSON gives
 * some number. Takes a few milliseconds a megabyte, where millions of empty lists keep JSON.parse busy for seconds.
 */
export function valueCount(json: Buffer): number {
  let count = 1
  let inString = false
  for (let at = 0; at < json.length; at++) {
    const byte = json[at]
    if (inString) {
      if (byte === backslash) at++
      else if (byte === quote) inString = false
    } else if (byte === quote) inString = true
    else if (byte === comma || byte === openList || byte === openObject) count++
  }
  return count
}

const [quote, comma, openList, backslash, openObject] = [0x22, 0x2c, 0x5b, 0x5c, 0x7b]
