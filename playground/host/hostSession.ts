import type { SimWorkbook } from "../workbook/contract.ts"
import { invalidReference } from "./wireErrors.ts"
import type { WireObject } from "./wireObject.ts"

/** What the host remembers of one add-in between its batches. */
export class HostSession {
  readonly workbook: SimWorkbook
  /** `context.runtime.enableEvents`. */
  enableEvents = true
  calculationMode = "Automatic"
  /** `workbook.properties.title`. */
  title = ""
  /** Whether Office starts the add-in's runtime with the workbook. */
  startState = "Inactive"
  isPaneVisible = true
  /** Ids of the tables the selection is in. */
  readonly selectedTables = new Set<string>()
  readonly #onVisibility: (visible: boolean) => void
  readonly #kept = new Map<string, WireObject>()
  readonly #idOf = new WeakMap<WireObject, string>()
  #lastId = 0

  constructor(workbook: SimWorkbook, onVisibility: (visible: boolean) => void) {
    this.workbook = workbook
    this.#onVisibility = onVisibility
  }

  showPane(visible: boolean): void {
    this.isPaneVisible = visible
    this.#onVisibility(visible)
  }

  /** Keeps an object alive for later batches and returns its reference id. */
  keep(object: WireObject): string {
    const known = this.#idOf.get(object)
    if (known !== undefined && this.#kept.has(known)) return known
    const id = `ref-${++this.#lastId}`
    this.#idOf.set(object, id)
    this.#kept.set(id, object)
    return id
  }

  referenceIdOf(object: WireObject): string | undefined {
    const id = this.#idOf.get(object)
    return id !== undefined && this.#kept.has(id) ? id : undefined
  }

  byReference(id: string): WireObject {
    const object = this.#kept.get(id)
    if (!object) throw invalidReference()
    return object
  }

  release(id: string): void {
    this.#kept.delete(id)
  }

  releaseAll(): void {
    this.#kept.clear()
  }

  get keptCount(): number {
    return this.#kept.size
  }
}
