import { toAppError, type AppError } from "../../shared/errors.ts"
import { SyncChoice, type ChoiceSetting } from "./syncChoice.ts"
import type { SyncExcel, Watched, WorkbookEdit } from "./syncExcel.ts"
import { syncPass } from "./syncPass.ts"
import type { SyncServer } from "./syncServer.ts"
import { firstView, markEdit, shownSheets, unstored, type SyncState } from "./syncState.ts"
import type { SyncView, WorkbookSync } from "./workbookSync.ts"

export interface SyncOptions {
  readonly workbookId: string
  readonly excel: SyncExcel
  readonly server: SyncServer
  /** In the document, so that each workbook is asked about once. */
  readonly setting: ChoiceSetting
  /** The server's own. */
  readonly origin: string
  readonly clock: {
    /** Runs something later; returns the way to call it off. */
    after(milliseconds: number, run: () => void): () => void
    /** Milliseconds since any moment. */
    now(): number
  }
  /** Milliseconds to wait before the next try after so many failures in a row. */
  readonly backoff: (failures: number) => number
}

/** A sync begins when nothing was edited for so long, or when the first edit it is about is that old. */
const quietMs = 800
const longestMs = 4_000
/** Excel raises no event for some changes, such as hidden rows and names of tables: they are checked this long after the last sync. */
const lookMs = 30_000
/** A shorter sync is not shown: a status that flashes up only distracts. */
const noticedMs = 1_000

/** Looks at once which sheets there are, and stores them where the person has agreed before. */
export function createWorkbookSync(options: SyncOptions): WorkbookSync {
  const sync = new RunningSync(options)
  void sync.start()
  return sync
}

class RunningSync implements WorkbookSync {
  readonly #options: SyncOptions
  readonly #state: SyncState
  readonly #listeners = new Set<() => void>()
  #view: SyncView
  #watching: Promise<Watched> | undefined
  /** The running sync, if any; never rejects. */
  #running: Promise<void> | undefined
  #stop = new AbortController()
  #callOff = (): void => undefined
  #firstEditAt: number | null = null
  /** A sync is due, because the list of sheets may be another one. */
  #outlineDirty = true
  /** Counts reported changes, and how many of them are stored. */
  #edits = 0
  #storedEdits = 0
  #failures = 0
  /** As the server has asked with its last refusal. */
  #retryAfterMs = 0
  #paused = false
  #closed = false

  constructor(options: SyncOptions) {
    this.#options = options
    const { workbookId, setting, origin } = options
    const choice = new SyncChoice(setting, origin)
    this.#state = { workbookId, choice, tracked: new Map(), shown: new Map(), sheets: [], names: [], outline: null }
    if (choice.consent === "included") this.#edits++
    this.#view = firstView(workbookId, choice.consent)
  }

  readonly view = (): SyncView => this.#view

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  async start(): Promise<void> {
    if (this.#included) return this.#run()
    await this.#list()
  }

  include(sheetIds: readonly string[]): void {
    this.#state.choice.include(sheetIds, this.#state.sheets)
    this.#outlineDirty = true
    this.#edits++
    this.#set({ phase: this.#view.phase === "off" ? "starting" : this.#view.phase })
    this.resume()
  }

  decline(): void {
    this.#state.choice.decline()
    this.#stop.abort()
    this.#callOff()
    this.#state.tracked.clear()
    this.#state.shown.clear()
    this.#state.outline = null
    this.#set({ phase: "off", progress: null, label: null, error: null, syncedAt: null })
  }

  pause(): void {
    if (!this.#included) return
    this.#paused = true
    this.#stop.abort()
    this.#callOff()
    this.#set({ phase: "paused", progress: null, label: null })
  }

  resume(): void {
    if (!this.#included) return
    this.#paused = false
    this.#failures = 0
    const { phase } = this.#view
    this.#set({ error: null, phase: phase === "paused" || phase === "failed" ? "syncing" : phase })
    void this.#run()
  }

  async forget(): Promise<void> {
    this.decline()
    await this.#running
    await this.#options.server.deleteWorkbook(this.#state.workbookId)
  }

  async flush(ms: number): Promise<boolean> {
    if (!this.#included || this.#paused || this.#view.phase === "failed") return this.#pending
    // If watching fails, the sync will fail too and report why.
    const watched = await this.#watch().catch(() => "nothing" as const)
    if (watched === "nothing") for (const sheet of this.#state.tracked.values()) sheet.markAll()
    this.#outlineDirty = true
    void this.#run()
    await new Promise<void>((resolve) => {
      const callOff = this.#options.clock.after(ms, () => end())
      const end = (): void => {
        callOff()
        unsubscribe()
        resolve()
      }
      const unsubscribe = this.subscribe(() => {
        const { phase } = this.#view
        if (!this.#busy || phase === "off" || phase === "paused" || phase === "failed") end()
      })
    })
    return this.#busy
  }

  close(): void {
    this.#closed = true
    this.#stop.abort()
    this.#callOff()
    this.#options.excel.stop()
    this.#listeners.clear()
  }

  get #included(): boolean {
    return this.#state.choice.consent === "included" && !this.#closed
  }

  get #pending(): boolean {
    return this.#included && (this.#edits !== this.#storedEdits || unstored(this.#state).pending)
  }

  /** Also while it only looks whether there is anything new. */
  get #busy(): boolean {
    const due = this.#outlineDirty || this.#running !== undefined || unstored(this.#state).again
    return this.#pending || (this.#included && due)
  }

  /** Edits are reported from the first sync on; it reads whatever was edited before. */
  #watch(): Promise<Watched> {
    this.#watching ??= this.#options.excel
      .watch((edit) => this.#edited(edit))
      .catch((thrown: unknown) => {
        this.#watching = undefined
        throw thrown
      })
    return this.#watching
  }

  #edited(edit: WorkbookEdit): void {
    if (this.#closed) return
    if (edit.kind === "sheets") this.#outlineDirty = true
    else if (!markEdit(this.#state, edit)) return
    if (!this.#included) return void (edit.kind === "sheets" && this.#list())
    if (edit.kind !== "visited") this.#edits++
    this.#set({})
    this.#soon()
  }

  /** Syncs once the edits rest for a moment. */
  #soon(): void {
    if (this.#running || this.#paused || this.#failures > 0 || this.#view.phase === "failed") return
    const { clock } = this.#options
    const now = clock.now()
    this.#firstEditAt ??= now
    this.#after(Math.min(quietMs, Math.max(0, this.#firstEditAt + longestMs - now)))
  }

  #after(milliseconds: number): void {
    this.#callOff()
    this.#callOff = this.#options.clock.after(milliseconds, () => void this.#run())
  }

  #run(): Promise<void> {
    this.#callOff()
    this.#firstEditAt = null
    this.#running ??= this.#sync().finally(() => {
      this.#running = undefined
      if (this.#closed) return
      this.#set({})
      if (!this.#included || this.#paused || this.#view.phase === "failed") return
      if (this.#failures > 0) this.#after(Math.max(this.#retryAfterMs, this.#options.backoff(this.#failures - 1)))
      else if (this.#outlineDirty || unstored(this.#state).again) this.#soon()
      else this.#after(lookMs)
    })
    return this.#running
  }

  /** Never rejects: what went wrong is shown. */
  async #sync(): Promise<void> {
    const { signal } = (this.#stop = new AbortController())
    const stopped = (): boolean => signal.aborted
    try {
      await this.#watch()
      if (stopped()) return
      this.#outlineDirty = false
      const edits = this.#edits
      this.#set({ phase: this.#view.phase === "starting" ? "starting" : "syncing", error: null })
      const { excel, server, clock } = this.#options
      const startedAt = clock.now()
      const noticed = (): boolean => this.#view.syncedAt === null || clock.now() - startedAt > noticedMs
      const label = "Waiting for Excel. If you are editing a cell, press Enter"
      await syncPass({
        state: this.#state,
        excel,
        server,
        call: { signal, onSlow: () => this.#set({ label }) },
        onProgress: (doing, progress) =>
          stopped() || this.#set({ phase: "syncing", error: null, ...(noticed() && { label: doing, progress }) }),
      })
      if (stopped()) return
      this.#failures = 0
      this.#storedEdits = edits
      this.#set({ phase: "upToDate", progress: null, label: null, error: null, syncedAt: Date.now() })
    } catch (thrown) {
      this.#outlineDirty = true
      if (!stopped()) this.#fail(toAppError(thrown))
    }
  }

  #fail(error: AppError): void {
    if (error.code === "not_found") {
      // A sheet was deleted under way, or the server has forgotten the workbook: begin with the list of sheets.
      this.#state.outline = null
      for (const sheet of this.#state.tracked.values()) sheet.stored = null
    }
    if (!error.retryable && error.code !== "not_found") {
      this.#set({ phase: "failed", error, progress: null, label: null })
      return
    }
    this.#failures++
    this.#retryAfterMs = error.retryAfterMs ?? 0
    // One failure passes by itself more often than not.
    this.#set({ label: "Trying again in a moment", error: this.#failures > 1 ? error : null })
  }

  /** Which sheets there are, for the person to choose from. */
  async #list(): Promise<void> {
    try {
      const { excel } = this.#options
      const outline = await excel.outline({ signal: this.#stop.signal, onSlow: () => undefined })
      this.#state.sheets = outline.sheets
      this.#set({ error: null })
      if (this.#state.choice.consent === "undecided") await this.#watch()
    } catch (thrown) {
      if (!this.#closed) this.#set({ error: toAppError(thrown) })
    }
  }

  #set(change: Partial<SyncView>): void {
    this.#view = {
      ...this.#view,
      consent: this.#state.choice.consent,
      pending: this.#pending,
      sentBytes: this.#options.server.sentBytes,
      sheets: shownSheets(this.#state),
      ...change,
    }
    for (const listener of this.#listeners) listener()
  }
}
