import { colorArgument } from "../colors.ts"
import { styleOf } from "../commonStyle.ts"
import { booleanArgument, numberArgument, oneOf, textArgument } from "../wireArguments.ts"
import { invalidArgument } from "../wireErrors.ts"
import { WireObject } from "../wireObject.ts"
import type { Range } from "./range.ts"

export class RangeFont extends WireObject {
  override readonly className = "RangeFont"
  readonly #range: Range

  constructor(range: Range) {
    super(range.host)
    this.#range = range
  }

  get Bold(): boolean | null {
    return styleOf(this.#range, (style) => style.bold ?? false)
  }
  set Bold(value: unknown) {
    this.#range.setStyle({ bold: booleanArgument(value) })
  }

  get Italic(): boolean | null {
    return styleOf(this.#range, (style) => style.italic ?? false)
  }
  set Italic(value: unknown) {
    this.#range.setStyle({ italic: booleanArgument(value) })
  }

  get Underline(): string | null {
    return styleOf(this.#range, (style) => (style.underline ? "Single" : "None"))
  }
  set Underline(value: unknown) {
    this.#range.setStyle({ underline: oneOf(value, ["None", "Single"]) === "Single" })
  }

  get Name(): string | null {
    return styleOf(this.#range, (style) => style.fontName ?? "Calibri")
  }
  set Name(value: unknown) {
    this.#range.setStyle({ fontName: textArgument(value) })
  }

  get Size(): number | null {
    return styleOf(this.#range, (style) => style.fontSize ?? 11)
  }
  set Size(value: unknown) {
    const points = numberArgument(value)
    if (points < 1 || points > 409) throw invalidArgument()
    this.#range.setStyle({ fontSize: points })
  }

  get Color(): string {
    return styleOf(this.#range, (style) => style.fontColor ?? "#000000") ?? ""
  }
  set Color(color: unknown) {
    this.#range.setStyle({ fontColor: colorArgument(color) })
  }
}
