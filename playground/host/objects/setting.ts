import type { HostSession } from "../hostSession.ts"
import { itemNotFound } from "../wireErrors.ts"
import { WireObject } from "../wireObject.ts"

export class Setting extends WireObject {
  override readonly className = "Setting"
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
    if (!this.workbook.settings.has(this.#key)) throw itemNotFound()
    return this.workbook.settings.get(this.#key)
  }
  set Value(value: unknown) {
    this.workbook.settings.set(this.#key, value)
  }

  Delete(): void {
    if (!this.workbook.settings.delete(this.#key)) throw itemNotFound()
  }
}
