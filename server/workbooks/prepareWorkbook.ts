import { toAppError, type AppError } from "../../shared/errors.ts"
import type { SheetLayout } from "../../shared/workbookMap.ts"
import type { WorkbookAnalyzer } from "../analysis/workbookAnalysis.ts"
import type { Knowledge } from "../knowledge/knowledge.ts"
import { describeError, type Log } from "../telemetry/log.ts"
import { placeKey, type WorkbookPlace } from "../knowledge/index/sheetPlace.ts"
import { layoutOf } from "./layoutOf.ts"
import { sheetSource } from "./sheetSource.ts"
import type { StoredSheetRow, StoredWorkbook } from "./storedWorkbook.ts"
import type { StoredWorkbooks } from "./storedWorkbooks.ts"

export interface PrepareParts {
  readonly stored: StoredWorkbooks
  readonly analyzer: WorkbookAnalyzer
  readonly knowledge: Pick<Knowledge, "index" | "keepSheets">
  readonly log: Log
}

interface Preparing extends PrepareParts {
  readonly place: WorkbookPlace
  readonly signal: AbortSignal
  /** What may be better in a while, though the sheet is as it is. */
  readonly passing: AppError[]
}

/**
 * Finds the tables of every sheet that changed, then indexes those sheets. A sheet that fails is marked so and the others go on.
 * Stopped half-way it goes on from there the next time: chunks are known by their hashes.
 * @throws AppError cancelled, storage_unavailable, and what the embedder throws: try again.
 */
export async function prepareWorkbook(parts: PrepareParts, place: WorkbookPlace, signal: AbortSignal): Promise<void> {
  const { stored, knowledge } = parts
  const workbook = await stored.read(place)
  const names = (workbook?.sheets ?? []).map(({ name }) => name)
  // What a sheet was called before it was renamed is not found any more.
  await knowledge.keepSheets(place, names)
  if (!workbook) return
  const preparing: Preparing = { ...parts, place, signal, passing: [] }
  const changed = workbook.sheets.filter(({ layout, index }) => layout === null || index !== "indexed")
  const layouts = new Map<StoredSheetRow, SheetLayout>()
  for (const sheet of changed) {
    const layout = await inSheet(preparing, sheet, () => layoutOf(parts, place, sheet, signal))
    if (layout) layouts.set(sheet, layout)
  }
  for (const [sheet, layout] of layouts)
    await inSheet(preparing, sheet, () => indexSheet(preparing, workbook, sheet, layout))
  // It was deleted meanwhile, and what was indexed since then is a trace of it.
  if (!(await stored.read(place))) await knowledge.keepSheets(place, [])
  const [passing] = preparing.passing
  if (passing) throw passing
}

async function indexSheet(
  { stored, analyzer, knowledge, log, place, signal }: Preparing,
  { source }: StoredWorkbook,
  sheet: StoredSheetRow,
  layout: SheetLayout,
): Promise<void> {
  const startedAt = performance.now()
  const { sheetId, revision, name, chunkCount } = sheet
  await stored.saveIndexState(place, sheetId, revision, { state: "indexing", chunkCount })
  const chunks = analyzer.chunks(placeKey(place), sheetSource(stored, place, sheet), layout, signal)
  const { hashes, written } = await knowledge.index({ ...place, sheet: name }, chunks, signal, revision)
  await stored.saveIndexState(place, sheetId, revision, { state: "indexed", chunkCount: hashes.size })
  const ms = Math.round(performance.now() - startedAt)
  log.debug("sheet indexed", { source, chunks: hashes.size, written, ms })
}

/** Undefined when the sheet failed, which is noted. @throws AppError what is no fault of this sheet. */
async function inSheet<T>(
  { stored, log, place, signal, passing }: Preparing,
  { sheetId, revision, chunkCount }: StoredSheetRow,
  work: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await work()
  } catch (thrown) {
    const error = toAppError(thrown)
    const { code, message } = error
    if (signal.aborted || code === "storage_unavailable") throw error
    // It was replaced meanwhile: whoever did that has sent another job.
    if (code === "not_found") return undefined
    log.warn("sheet not prepared", { code, error: describeError(thrown) })
    await stored.saveIndexState(place, sheetId, revision, { state: "failed", chunkCount, problem: message })
    if (code.startsWith("model_")) passing.push(error)
    return undefined
  }
}
