import { WireCollection } from "../wireCollection.ts"
import type { Range } from "./range.ts"
import { RangeBorder, sides, type Side } from "./rangeBorder.ts"

export class RangeBorderCollection extends WireCollection<RangeBorder> {
  override readonly className = "RangeBorderCollection"
  readonly #range: Range

  constructor(range: Range) {
    super(range.host)
    this.#range = range
  }

  get Count(): number {
    return this.all().length
  }

  override all(): readonly RangeBorder[] {
    return sides.map((side) => new RangeBorder(this.#range, side))
  }

  override find(key: unknown): RangeBorder | undefined {
    const side = sides.find((candidate) => candidate === key)
    return side && new RangeBorder(this.#range, side satisfies Side)
  }
}
