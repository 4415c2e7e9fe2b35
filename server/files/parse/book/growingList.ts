type Numbers = Uint8Array | Uint16Array | Uint32Array | Float64Array

/** A list of numbers in a typed array, which the garbage collector never looks through. */
export class GrowingList<T extends Numbers> {
  #items: T
  #length = 0
  readonly #create: (length: number) => T

  constructor(create: (length: number) => T) {
    this.#create = create
    this.#items = create(1024)
  }

  get length(): number {
    return this.#length
  }

  push(item: number): void {
    if (this.#length === this.#items.length) {
      const longer = this.#create(2 * this.#length)
      longer.set(this.#items)
      this.#items = longer
    }
    this.#items[this.#length++] = item
  }

  /** As they are now, without a copy. */
  get items(): T {
    return this.#items
  }
}
