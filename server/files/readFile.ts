import { AppError, toAppError } from "../../shared/errors.ts"
import type { CellCounts } from "../../shared/workbookMap.ts"
import type { Database } from "../database/database.ts"
import type { Jobs } from "../jobs/jobs.ts"
import { placeKey, type WorkbookPlace } from "../knowledge/index/sheetPlace.ts"
import { describeError, type Log } from "../telemetry/log.ts"
import type { StoredWorkbooks } from "../workbooks/storedWorkbooks.ts"
import { readPieces } from "./filePieces.ts"
import type { FilePlace } from "./filePlace.ts"
import { beginReading, readFileRow, saveFailed, saveProgress, saveStored, type FileRow } from "./fileStore.ts"
import type { FileParser, ParsedPart } from "./parse/fileParser.ts"
import type { SheetReport } from "./sheetReport.ts"

export interface ReadParts {
  readonly database: Database
  readonly stored: Pick<StoredWorkbooks, "putWorkbook" | "putBlock" | "putSheet">
  readonly jobs: Pick<Jobs, "send">
  /** Deletes everything that is held of a workbook. */
  readonly forget: (place: WorkbookPlace) => Promise<void>
  readonly parse: FileParser
  readonly log: Log
}

/** A file at which so many processes died, or failed for no fault of the file, is given up. */
const mostAttempts = 4

/** How often whoever waits hears of it, in milliseconds. */
const progressMs = 500

/**
 * Reads an uploaded file into a stored workbook, and sends the job that prepares that. Begun anew after a restart it stores the
 * same again. A file that cannot be read is marked so. @throws AppError cancelled, storage_unavailable, internal: try again.
 */
export async function readFile(parts: ReadParts, place: FilePlace, signal: AbortSignal): Promise<void> {
  const { database, jobs, forget } = parts
  const workbook = { owner: place.owner, workbookId: place.fileId }
  const row = await database.asOwner(place.owner, (rows) => readFileRow(rows, place))
  if (!row || row.status === "failed") return
  if (row.status !== "stored") {
    try {
      await storeFile(parts, place, row, signal)
    } catch (error) {
      // Nothing remains of a file that was deleted meanwhile, nor of half a workbook.
      if (await ended(parts, { place, row, signal }, error)) {
        await forget(workbook)
        return
      }
      throw error
    }
  }
  await jobs.send("prepare_workbook", workbook, placeKey(workbook))
}

async function storeFile(parts: ReadParts, place: FilePlace, row: FileRow, signal: AbortSignal): Promise<void> {
  const { database, parse, log } = parts
  const startedAt = performance.now()
  if (row.attempts >= mostAttempts) throw givenUp()
  if (!(await database.asOwner(place.owner, (rows) => beginReading(rows, place)))) throw deleted()
  const reports: SheetReport[] = []
  let done = 0
  let saidAt = 0
  for await (const part of parse(readPieces(database, place), row.name, signal)) {
    await storePart(parts, place, part, reports)
    if (part.kind === "progress") done = part.done
    if (performance.now() - saidAt < progressMs) continue
    saidAt = performance.now()
    if (!(await database.asOwner(place.owner, (rows) => saveProgress(rows, place, done, reports)))) throw deleted()
  }
  const failed = reports.filter(({ state }) => state === "failed")
  if (failed.length === reports.length)
    throw new AppError("unreadable_file", failed[0]?.reason ?? "The file holds no worksheet.")
  if (!(await database.asOwner(place.owner, (rows) => saveStored(rows, place, reports)))) throw deleted()
  const ms = Math.round(performance.now() - startedAt)
  log.info("file read", { bytes: row.size, sheets: reports.length, failed: failed.length, ms })
}

async function storePart(
  { stored }: ReadParts,
  { owner, fileId }: FilePlace,
  part: ParsedPart,
  reports: SheetReport[],
): Promise<void> {
  const workbook = { owner, workbookId: fileId }
  switch (part.kind) {
    case "progress":
      return
    case "outline": {
      const { name, names } = part
      const sheets = part.sheets.map((sheet, position) => ({ ...sheet, position, sheetId: `sheet${position + 1}` }))
      await stored.putWorkbook(workbook, "file", { name, names: [...names], sheets })
      for (const { sheetId, name: sheetName, visibility } of sheets)
        reports.push({ ...nothingYet, sheetId, name: sheetName, visibility })
      return
    }
    case "block":
      return stored.putBlock(workbook, part.hash, part.text)
    case "sheet": {
      const report = reportOf(reports, part.sheet)
      const { missing } = await stored.putSheet(workbook, report.sheetId, part.content)
      if (missing.length > 0) throw new AppError("internal", "The file's reader left out blocks of a sheet.")
      const { usedRange, notes } = part.content
      const reason = part.isWhole ? null : notes.join(" ")
      reports[part.sheet] = { ...report, state: "read", reason, usedRange, cells: part.counts, sum: part.sum }
      return
    }
    case "sheet_failed":
      reports[part.sheet] = { ...reportOf(reports, part.sheet), state: "failed", reason: part.reason }
  }
}

const noCells: CellCounts = { number: 0, date: 0, text: 0, boolean: 0, error: 0 }
const nothingYet = { state: "waiting", reason: null, usedRange: null, cells: noCells, sum: 0 } as const

function reportOf(reports: readonly SheetReport[], sheet: number): SheetReport {
  const report = reports[sheet]
  if (!report) throw new AppError("internal", "The file's reader names a sheet that is not in its outline.")
  return report
}

/** Whether there is nothing more to do, because the file was deleted or because of what is wrong with it. */
async function ended(
  { database, log }: ReadParts,
  { place, row, signal }: { readonly place: FilePlace; readonly row: FileRow; readonly signal: AbortSignal },
  thrown: unknown,
): Promise<boolean> {
  const error = toAppError(thrown)
  if (!(await database.asOwner(place.owner, (rows) => readFileRow(rows, place)))) return true
  const faulty = error.code === "unreadable_file" || error.code === "message_too_large" || error.code === "timeout"
  const last = row.attempts >= mostAttempts && error.code === "internal"
  if (signal.aborted || !(faulty || last)) return false
  log.info("file not read", { bytes: row.size, code: error.code, error: describeError(error) })
  // For whoever uploaded it, a file that takes too long cannot be read either.
  const code = error.code === "timeout" ? "unreadable_file" : error.code
  await database.asOwner(place.owner, (rows) => saveFailed(rows, place, code, error.message))
  return true
}

const deleted = (): AppError => new AppError("not_found", "The file was deleted.")

const givenUp = (): AppError =>
  new AppError(
    "internal",
    "The file could not be read in several attempts; save it anew in Excel and upload that copy.",
  )
