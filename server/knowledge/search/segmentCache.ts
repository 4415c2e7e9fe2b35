/** Parts of segments that were read before, the latest used; segments never change, so that nothing here is ever out of date. */
export class SegmentCache {
  readonly #bytesAtMost: number
  readonly #parts = new Map<string, Buffer>()
  #bytes = 0

  constructor(bytesAtMost: number) {
    this.#bytesAtMost = bytesAtMost
  }

  get(key: string): Buffer | undefined {
    const part = this.#parts.get(key)
    if (!part) return undefined
    this.#parts.delete(key)
    this.#parts.set(key, part)
    return part
  }

  set(key: string, part: Buffer): void {
    this.#drop(key)
    this.#parts.set(key, part)
    this.#bytes += part.length + overhead
    for (const oldest of this.#parts.keys()) {
      if (this.#bytes <= this.#bytesAtMost) break
      this.#drop(oldest)
    }
  }

  #drop(key: string): void {
    const part = this.#parts.get(key)
    if (!part) return
    this.#parts.delete(key)
    this.#bytes -= part.length + overhead
  }
}

/** What a part takes beside its bytes, about. */
const overhead = 200
