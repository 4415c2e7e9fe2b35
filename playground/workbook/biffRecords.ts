/** A record of an .xls stream; numbers beyond its end are read as zero, so that damaged files stay harmless. */
export interface BiffRecord {
  readonly type: number
  readonly length: number
  /** Where the record starts in the stream. */
  readonly position: number
  readonly u8: (offset: number) => number
  readonly u16: (offset: number) => number
  readonly u32: (offset: number) => number
}

/** The records of a stream, one after the other: type, length and contents. [MS-XLS] 2.1.4. */
export function* biffRecords(stream: Uint8Array): Generator<BiffRecord> {
  for (let position = 0; position + 4 <= stream.length;) {
    const at = (offset: number): number => stream[offset] ?? 0
    const type = at(position) | (at(position + 1) << 8)
    const length = at(position + 2) | (at(position + 3) << 8)
    const start = position + 4
    const u8 = (offset: number): number => (offset < length ? at(start + offset) : 0)
    const u16 = (offset: number): number => u8(offset) | (u8(offset + 1) << 8)
    const u32 = (offset: number): number => (u16(offset) | (u16(offset + 2) << 16)) >>> 0
    yield { type, length, position, u8, u16, u32 }
    position = start + length
  }
}

/** Characters of a string whose length is known, one or two bytes each as its flags say. [MS-XLS] 2.5.293. */
export function biffText({ u8, u16 }: BiffRecord, offset: number, count: number): string {
  const wide = (u8(offset) & 1) === 1
  let text = ""
  for (let index = 0; index < count; index++)
    text += String.fromCharCode(wide ? u16(offset + 1 + 2 * index) : u8(offset + 1 + index))
  return text
}
