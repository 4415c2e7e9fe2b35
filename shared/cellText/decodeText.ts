interface Decoder {
  decode(bytes: Uint8Array): string
}
// Every browser and Node have it, but no type library that both worlds share declares it.
declare const TextDecoder: new (label: string, options?: { fatal: boolean }) => Decoder

/** Characters of bytes 80 to 9F; the five unused bytes stay control characters. */
const windows1252 = "€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ"

/**
 * Text of a file in UTF-8 (with or without mark) or UTF-16 (with mark, or told by its zeros); what is not valid UTF-8 is read as
 * Windows-1252.
 */
export function decodeText(bytes: Uint8Array): string {
  const wide = wideLabel(bytes)
  if (wide) return new TextDecoder(wide).decode(bytes)
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes)
  } catch {
    // Node reads bytes 80 to 9F of this encoding as control characters.
    const text = new TextDecoder("windows-1252").decode(bytes)
    return text.replace(/[\x80-\x9f]/g, (character) => windows1252[character.charCodeAt(0) - 0x80] ?? character)
  }
}

/** False for the bytes of some other kind of file, read as text: it holds control characters, of which text has hardly any. */
export function looksLikeText(text: string): boolean {
  const head = text.slice(0, 64_000)
  // eslint-disable-next-line no-control-regex -- that is what is looked for
  const strange = head.match(/[\0-\x08\x0e-\x19\x1c-\x1f]/g)?.length ?? 0
  return !text.includes("\0") && strange * 100 <= head.length
}

/** Without a mark: of the first characters, which are mostly Latin ones, every second byte is zero. */
function wideLabel(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le"
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be"
  const head = bytes.subarray(0, 512)
  const zeros = [0, 0]
  head.forEach((byte, index) => {
    if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1
  })
  const [even = 0, odd = 0] = zeros
  if (odd > head.length / 4 && even === 0) return "utf-16le"
  if (even > head.length / 4 && odd === 0) return "utf-16be"
  return undefined
}
