import { z } from "zod"
import { AppError, toAppError } from "../../shared/errors.ts"
import type { FileStatus, FileSummary } from "../../shared/files.ts"
import { limits } from "../../shared/limits.ts"
import type { Library } from "./library.ts"

/** A file on its way to the server, or one that did not get there. */
export interface Upload {
  readonly key: number
  readonly fileName: string
  /** 0 … 1; null while it waits for the one before. */
  readonly progress: number | null
  readonly problem: AppError | null
}

export interface FileListView {
  /** Last uploaded first. */
  readonly files: readonly FileSummary[]
  readonly uploads: readonly Upload[]
  /** Files that questions about this workbook use. */
  readonly used: ReadonlySet<string>
  /** The first reply is not here yet. */
  readonly loading: boolean
  /** Why the last thing that was asked for did not work. */
  readonly problem: AppError | null
}

const storedIds = z.array(z.string()).catch([])

/** The owner's uploaded files, and which of them the questions about this workbook use. */
export class FileList {
  readonly #library: Pick<Library, "files" | "uploadFile" | "deleteFile">
  readonly #stored: { read(): string | null; write(text: string): void }
  readonly #listeners = new Set<() => void>()
  readonly #running = new Map<number, AbortController>()
  #view: FileListView
  #lastKey = 0
  #queue: Promise<void> = Promise.resolve()
  #watchers = 0
  #timer: ReturnType<typeof setTimeout> | undefined

  /** `stored` keeps with this workbook, as JSON, which files are used. */
  constructor(
    library: Pick<Library, "files" | "uploadFile" | "deleteFile">,
    stored: { read(): string | null; write(text: string): void },
  ) {
    this.#library = library
    this.#stored = stored
    const used = new Set(storedIds.parse(parsed(stored.read())))
    this.#view = { files: [], uploads: [], used, loading: true, problem: null }
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  readonly view = (): FileListView => this.#view

  /** Ids of the used files that can be read by now; before the list is known, of those that were used. */
  usable(): readonly string[] {
    const { files, used, loading } = this.#view
    return loading
      ? [...used]
      : files.flatMap(({ fileId, status }) => (used.has(fileId) && isReadable(status) ? [fileId] : []))
  }

  /** Lists the files now, and again while one of them is being read, until the returned function is called. */
  watch(): () => void {
    this.#watchers++
    void this.refresh()
    return () => {
      if (--this.#watchers === 0 && !this.#awaitsFile) clearTimeout(this.#timer)
    }
  }

  /** Questions will use a file that is still being read: keep polling even when the list is closed. */
  get #awaitsFile(): boolean {
    const { files, used } = this.#view
    return files.some(({ fileId, status }) => used.has(fileId) && isBeingRead(status))
  }

  async refresh(): Promise<void> {
    clearTimeout(this.#timer)
    try {
      const files = [...(await this.#library.files())].sort((a, b) => b.uploadedAt.localeCompare(a.uploadedAt))
      this.#set({ files, loading: false, problem: null })
    } catch (thrown) {
      this.#set({ problem: toAppError(thrown) })
    }
    clearTimeout(this.#timer)
    if (this.#watchers > 0 || this.#awaitsFile)
      this.#timer = setTimeout(() => void this.refresh(), restMs(this.#view.files))
  }

  /** Sends files one after the other; each is used in questions from then on. Resolves when the last one is there or has failed. */
  upload(files: readonly File[]): Promise<void> {
    for (const file of files) {
      const key = ++this.#lastKey
      const problem = refusal(file)
      this.#set({ uploads: [...this.#view.uploads, { key, fileName: file.name, progress: null, problem }] })
      if (problem) continue
      const stop = new AbortController()
      this.#running.set(key, stop)
      this.#queue = this.#queue.then(() => this.#send(key, file, stop.signal))
    }
    return this.#queue
  }

  /** Stops an upload that is under way, or takes a failed one off the list. */
  dismiss(key: number): void {
    this.#running.get(key)?.abort()
    this.#running.delete(key)
    this.#set({ uploads: this.#view.uploads.filter((upload) => upload.key !== key) })
  }

  /** True when it is gone, also when it was before. */
  async delete(fileId: string): Promise<boolean> {
    try {
      await this.#library.deleteFile(fileId).catch(unlessGone)
      this.use(fileId, false)
      this.#set({ files: this.#view.files.filter((file) => file.fileId !== fileId), problem: null })
      return true
    } catch (thrown) {
      this.#set({ problem: toAppError(thrown) })
      return false
    }
  }

  /** Whether questions about this workbook use a file, from now on. */
  use(fileId: string, on: boolean): void {
    const listed = new Set(this.#view.files.map((file) => file.fileId))
    // Of files that are gone nothing is kept.
    const used = new Set([...this.#view.used].filter((id) => id !== fileId && (this.#view.loading || listed.has(id))))
    if (on && used.size >= limits.filesPerQuestion)
      return this.#set({
        problem: new AppError(
          "invalid_request",
          `A question can use ${limits.filesPerQuestion} files. Leave another one out first.`,
        ),
      })
    if (on) used.add(fileId)
    this.#stored.write(JSON.stringify([...used]))
    this.#set({ used })
  }

  async #send(key: number, file: File, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return
    this.#changeUpload(key, { progress: 0 })
    try {
      const { fileId } = await this.#library.uploadFile(file, {
        signal,
        onProgress: (progress) => this.#changeUpload(key, { progress }),
      })
      this.use(fileId, true)
      await this.refresh()
      this.dismiss(key)
    } catch (thrown) {
      this.#changeUpload(key, { progress: null, problem: toAppError(thrown) })
    }
    this.#running.delete(key)
  }

  #changeUpload(key: number, change: Partial<Upload>): void {
    this.#set({
      uploads: this.#view.uploads.map((upload) => (upload.key === key ? { ...upload, ...change } : upload)),
    })
  }

  #set(change: Partial<FileListView>): void {
    this.#view = { ...this.#view, ...change }
    for (const listener of this.#listeners) listener()
  }
}

/** Whether questions can use it. */
export const isReadable = (status: FileStatus): boolean => status === "COMPLETED" || status === "PARTIAL"

/** Why a file need not be sent at all. */
function refusal({ size }: File): AppError | null {
  if (size === 0) return new AppError("unreadable_file", "It is empty.")
  if (size <= limits.uploadBytes) return null
  return new AppError(
    "message_too_large",
    `It has more than ${limits.uploadBytes / 1024 / 1024} MB, which a file may have at most.`,
  )
}

/** Milliseconds until the list is read again: soon while a file is being read. */
const restMs = (files: readonly FileSummary[]): number =>
  files.some(({ status }) => isBeingRead(status)) ? 1_000 : 20_000

const isBeingRead = (status: FileStatus): boolean => status === "UPLOADED" || status === "PROCESSING"

function parsed(text: string | null): unknown {
  try {
    return JSON.parse(text ?? "[]")
  } catch {
    return [] // written by something else
  }
}

function unlessGone(thrown: unknown): void {
  if (toAppError(thrown).code !== "not_found") throw thrown
}
