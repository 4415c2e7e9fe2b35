import { toAppError, type AppError } from "../../shared/errors.ts"
import type { WorkbookMap } from "../../shared/workbookMap.ts"
import type { Library } from "./library.ts"

export interface KnownView {
  /** Null before the first reply, and while nothing is stored. */
  readonly map: WorkbookMap | null
  readonly loading: boolean
  /** Why it could not be read the last time; what is shown may be older. */
  readonly problem: AppError | null
}

/** What the server knows of one workbook or file, refreshed while it is shown. */
export class KnownWorkbook {
  readonly #library: Pick<Library, "workbookMap">
  readonly #workbookId: string
  readonly #listeners = new Set<() => void>()
  #view: KnownView = { map: null, loading: true, problem: null }
  #watchers = 0
  #timer: ReturnType<typeof setTimeout> | undefined
  #reading = false
  #again = false

  constructor(library: Pick<Library, "workbookMap">, workbookId: string) {
    this.#library = library
    this.#workbookId = workbookId
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  readonly view = (): KnownView => this.#view

  /** Reads it now and repeatedly, until the returned function is called. */
  watch(): () => void {
    this.#watchers++
    void this.read()
    return () => {
      if (--this.#watchers === 0) clearTimeout(this.#timer)
    }
  }

  /** Reads it now; during a read, once more after it. */
  async read(): Promise<void> {
    if (this.#reading) {
      this.#again = true
      return
    }
    this.#reading = true
    clearTimeout(this.#timer)
    await this.#load()
    this.#reading = false
    if (this.#again) {
      this.#again = false
      return this.read()
    }
    if (this.#watchers > 0) this.#timer = setTimeout(() => void this.read(), restMs(this.#view.map))
  }

  async #load(): Promise<void> {
    try {
      this.#set({ map: await this.#library.workbookMap(this.#workbookId), loading: false, problem: null })
    } catch (thrown) {
      const problem = toAppError(thrown)
      if (problem.code === "not_found") this.#set({ map: null, loading: false, problem: null })
      else this.#set({ ...this.#view, loading: false, problem })
    }
  }

  #set(view: KnownView): void {
    this.#view = view
    for (const listener of this.#listeners) listener()
  }
}

/** Milliseconds until it is read again: soon while something is being prepared. */
export const restMs = (map: WorkbookMap | null): number =>
  map?.sheets.some(({ layout, index }) => layout === null || index === "waiting" || index === "indexing")
    ? 2_000
    : 15_000
