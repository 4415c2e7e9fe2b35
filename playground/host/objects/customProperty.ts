import type { HostSession } from "../hostSession.ts"
import { invalidArgument, itemNotFound } from "../wireErrors.ts"
import { WireObject } from "../wireObject.ts"

export class CustomProperty extends WireObject {
  override readonly className = "CustomProperty"
  readonly #key: string

  constructor(host: HostSession, key: string) {
    super(host)
    this.#key = key
  }

  override get wireId(): string {
    return this.#key
  }

  get Key(): string {
    return this.#key
  }
  get Value(): unknown {
    const value = this.workbook.customProperties.get(this.#key)
    if (value === undefined) throw itemNotFound()
    return value instanceof Date ? value.toISOString() : value
  }
  set Value(value: unknown) {
    this.workbook.customProperties.set(this.#key, propertyValue(value))
  }
  get Type(): string {
    const value = this.workbook.customProperties.get(this.#key)
    if (value instanceof Date) return "Date"
    if (typeof value === "number") return "Number"
    return typeof value === "boolean" ? "Boolean" : "String"
  }

  Delete(): void {
    if (!this.workbook.customProperties.delete(this.#key)) throw itemNotFound()
  }
}

/** What Excel keeps as a custom property. */
export function propertyValue(value: unknown): string | number | boolean {
  if (typeof value === "string" || typeof value === "boolean") return value
  if (typeof value === "number" && Number.isFinite(value)) return value
  throw invalidArgument()
}
