import { styleOf } from "../commonStyle.ts"
import { colorArgument } from "../colors.ts"
import { WireObject } from "../wireObject.ts"
import type { Range } from "./range.ts"

export class RangeFill extends WireObject {
  override readonly className = "RangeFill"
  readonly #range: Range

  constructor(range: Range) {
    super(range.host)
    this.#range = range
  }

  /** White where nothing is filled, and an empty string where colours differ, as in Excel. */
  get Color(): string {
    return styleOf(this.#range, (style) => style.fill ?? "#FFFFFF") ?? ""
  }
  set Color(color: unknown) {
    this.#range.setStyle({ fill: colorArgument(color) })
  }

  Clear(): void {
    this.#range.setStyle({ fill: undefined })
  }
}
