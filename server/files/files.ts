import type { IncomingMessage } from "node:http"
import { setTimeout as wait } from "node:timers/promises"
import { AppError } from "../../shared/errors.ts"
import type { FileSummary, UploadedFile } from "../../shared/files.ts"
import { ownerKey, type Owner } from "../auth/owner.ts"
import type { Jobs } from "../jobs/jobs.ts"
import type { StoredWorkbooks } from "../workbooks/storedWorkbooks.ts"
import { describeFile, statusOf, summaryOf } from "./describeFile.ts"
import type { FilePlace } from "./filePlace.ts"
import { countUnread, deleteFileRow, listFileRows, readFileRow } from "./fileStore.ts"
import { readFile, type ReadParts } from "./readFile.ts"
import { receiveFile } from "./receiveFile.ts"
import { sendRead } from "./sendRead.ts"
import { acceptFile, dropArriving, storeArriving, type ArrivingFile, type ReceivedFile } from "./uploads.ts"

export interface UploadOutcome {
  readonly file: FileSummary
  readonly isNew: boolean
}

/** The uploaded files of each owner. Every call may throw storage_unavailable. */
export interface Files {
  /** Stores the file of a form and waits a little for what comes of it. @throws AppError: also what is wrong with the file. */
  upload(owner: Owner, request: IncomingMessage): Promise<UploadOutcome>
  list(owner: Owner): Promise<FileSummary[]>
  /** @throws AppError not_found. */
  read(place: FilePlace): Promise<UploadedFile>
  /** Every trace of it. @throws AppError not_found. */
  delete(place: FilePlace): Promise<void>
}

export interface FileParts extends ReadParts {
  readonly stored: StoredWorkbooks
  readonly jobs: Jobs
}

/** Files read at once by one process, each by a process of its own. One that takes long holds no other up. */
const readAtOnce = { read_file: 2, read_large_file: 1 } as const

/** Files of one owner that wait to be read: with more, everybody else's would wait behind them. */
const unreadAtMost = 20

/** How long an upload waits for the file to be searchable, and how much longer for it to be refused. Milliseconds. */
const waitMs = { searchable: 3000, refused: 8000 } as const

/** Takes the jobs that read files, too. */
export async function filesIn(parts: FileParts): Promise<Files> {
  const { database, stored, jobs, forget } = parts
  const underWay = new Map<string, AbortController>()
  const rowOf = (place: FilePlace) => database.asOwner(place.owner, (rows) => readFileRow(rows, place))

  await takeReads(parts, underWay)

  const remove = async (place: FilePlace): Promise<boolean> => {
    if (!(await database.asOwner(place.owner, (rows) => deleteFileRow(rows, place)))) return false
    underWay.get(keyOf(place))?.abort(new AppError("cancelled", "The file was deleted."))
    await forget({ owner: place.owner, workbookId: place.fileId })
    return true
  }

  /** @throws AppError what is wrong with the file, which then is gone. */
  const outcome = async ({ place, isNew }: ReceivedFile): Promise<UploadOutcome> => {
    const startedAt = performance.now()
    for (let pauseMs = 20; ; pauseMs = Math.min(250, pauseMs * 1.5)) {
      const row = await rowOf(place)
      if (!row)
        throw new AppError("unreadable_file", "The file was refused or deleted while it was read; upload it again.")
      if (row.status === "failed") {
        await remove(place)
        throw new AppError(row.code ?? "unreadable_file", row.reason ?? "The file cannot be read.")
      }
      const status = statusOf(row)
      const waited = performance.now() - startedAt
      const isRead = row.status === "stored"
      const mayBeRefused = !isRead && row.size <= smallBytes && waited < waitMs.refused
      if (status === "COMPLETED" || status === "PARTIAL" || (waited > waitMs.searchable && !mayBeRefused))
        return { file: summaryOf(row), isNew }
      await wait(pauseMs)
    }
  }

  /** @throws AppError rate_limited. */
  const refuseTooMany = async (owner: Owner): Promise<void> => {
    const unread = await database.asOwner(owner, countUnread)
    if (unread >= unreadAtMost)
      throw new AppError("rate_limited", `${unread} of your files wait to be read; upload more when they have been.`, {
        retryAfterMs: 5000,
      })
  }

  return {
    upload: async (owner, request) => {
      await refuseTooMany(owner)
      let arriving: ArrivingFile | undefined
      try {
        const whole = await receiveFile(request, async (name, bytes) => {
          arriving = await storeArriving(database, owner, name, bytes)
          return arriving
        })
        const file = await acceptFile(database, whole)
        if (file.isNew) await sendRead(jobs, file.place, file.size)
        arriving = undefined
        return await outcome(file)
      } catch (error) {
        if (arriving) await dropArriving(database, arriving.place)
        throw error
      }
    },
    list: async (owner) => (await database.asOwner(owner, listFileRows)).map(summaryOf),
    read: async (place) => {
      const row = await rowOf(place)
      if (!row) throw noFile()
      const workbook = row.status === "stored" ? { owner: place.owner, workbookId: place.fileId } : undefined
      return describeFile(row, workbook && (await stored.read(workbook)))
    },
    delete: async (place) => {
      if (!(await remove(place))) throw noFile()
    },
  }
}

/** Does the jobs that read files; `underWay` lets whoever deletes one end its reading. */
async function takeReads(parts: FileParts, underWay: Map<string, AbortController>): Promise<void> {
  for (const name of ["read_file", "read_large_file"] as const)
    await parts.jobs.work(name, readAtOnce[name], async (place, signal) => {
      const stop = new AbortController()
      const abort = (): void => stop.abort(signal.reason)
      signal.addEventListener("abort", abort, { once: true })
      if (signal.aborted) abort()
      underWay.set(keyOf(place), stop)
      try {
        await readFile(parts, place, stop.signal)
      } finally {
        signal.removeEventListener("abort", abort)
        underWay.delete(keyOf(place))
      }
    })
}

/** Bytes of a file that nobody takes long to refuse. */
const smallBytes = 1024 * 1024

const keyOf = ({ owner, fileId }: FilePlace): string => JSON.stringify([ownerKey(owner), fileId])

const noFile = (): AppError => new AppError("not_found", "There is no such file; it may have been deleted.")
