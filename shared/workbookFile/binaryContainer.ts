/** Whether the first bytes are those of `head`. */
export const startsWith = (bytes: Uint8Array, head: readonly number[]): boolean =>
  head.every((byte, index) => bytes[index] === byte)

/** The container of a workbook file, detected from its first bytes and not from its name; undefined for text. */
export function binaryContainer(bytes: Uint8Array): "zip" | "ole" | "biff" | undefined {
  if (startsWith(bytes, [0x50, 0x4b])) return "zip"
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])) return "ole"
  // The bare records of .xls before Excel 5: a BOF record of a known length. A tab in UTF-16 begins alike.
  const [record, version = -1, length = -1] = bytes
  return record === 0x09 && [0, 2, 4, 8].includes(version) && [4, 6, 8].includes(length) ? "biff" : undefined
}
