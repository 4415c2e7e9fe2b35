import type { HostSession } from "../hostSession.ts"
import { WireCollection } from "../wireCollection.ts"
import type { Range } from "./range.ts"

/** The rectangles of a RangeAreas. */
export class RangeCollection extends WireCollection<Range> {
  override readonly className = "RangeCollection"
  readonly #ranges: readonly Range[]

  constructor(host: HostSession, ranges: readonly Range[]) {
    super(host)
    this.#ranges = ranges
  }

  override all(): readonly Range[] {
    return this.#ranges
  }

  override find(key: unknown): Range | undefined {
    return typeof key === "number" ? this.#ranges[key] : undefined
  }
}
