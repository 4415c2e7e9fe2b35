import { toAppError } from "../../../shared/errors.ts"
import type { SheetLayout } from "../../../shared/workbookMap.ts"
import type { WorkbookAnalyzer } from "../../analysis/workbookAnalysis.ts"
import type { Knowledge } from "../../knowledge/knowledge.ts"
import { describeError, type Log } from "../../telemetry/log.ts"
import { placeKey, type WorkbookPlace } from "../../knowledge/sheetPlace.ts"
import { layoutOf } from "./layoutOf.ts"
import { sheetSource } from "./sheetSource.ts"
import type { StoredSheetRow, StoredWorkbook, StoredWorkbooks } from "./storedWorkbooks.ts"

export interface PrepareParts {
  readonly stored: StoredWorkbooks
  readonly analyzer: WorkbookAnalyzer
  readonly knowledge: Pick<Knowledge, "index" | "keepSheets">
  readonly log: Log
}

/**
 * Finds the tables of every sheet that changed, then indexes those sheets. A sheet that fails is marked so and the others go on.
 * Stopped half-way it goes on from there the next time: chunks are known by their hashes. `onProgress` hears 0 … 1.
 * @throws AppError cancelled, storage_unavailable.
 */
export async function prepareWorkbook(
  parts: PrepareParts,
  place: WorkbookPlace,
  signal: AbortSignal,
  onProgress: (progress: number) => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  const workbook = await parts.stored.read(place)
  if (!workbook) return
  const changed = workbook.sheets.filter(({ layout, index }) => layout === null || index !== "indexed")
  // What a sheet was called before it was renamed is not found any more.
  await parts.knowledge.keepSheets(
    place,
    workbook.sheets.map(({ name }) => name),
  )
  let done = 0
  const layouts = new Map<StoredSheetRow, SheetLayout>()
  for (const sheet of changed) {
    const layout = await inSheet(parts, place, sheet, signal, () => layoutOf(parts, place, sheet, signal))
    if (layout) layouts.set(sheet, layout)
    await onProgress(++done / (changed.length * 2))
  }
  for (const [sheet, layout] of layouts) {
    await inSheet(parts, place, sheet, signal, () => indexSheet(parts, place, workbook, sheet, layout, signal))
    await onProgress(++done / (changed.length * 2))
  }
}

async function indexSheet(
  { stored, analyzer, knowledge, log }: PrepareParts,
  place: WorkbookPlace,
  { source }: StoredWorkbook,
  sheet: StoredSheetRow,
  layout: SheetLayout,
  signal: AbortSignal,
): Promise<void> {
  const startedAt = performance.now()
  const { sheetId, revision, name } = sheet
  await stored.saveIndexState(place, sheetId, revision, "indexing", sheet.chunkCount)
  const chunks = analyzer.chunks(placeKey(place), sheetSource(stored, place, sheet), layout, signal)
  const { hashes, written } = await knowledge.index({ ...place, sheet: name }, chunks, signal, revision)
  await stored.saveIndexState(place, sheetId, revision, "indexed", hashes.size)
  const ms = Math.round(performance.now() - startedAt)
  log.debug("sheet indexed", { source, chunks: hashes.size, written, ms })
}

/** Undefined when the sheet failed, which is noted. @throws AppError what is no fault of this sheet. */
async function inSheet<T>(
  { stored, log }: PrepareParts,
  place: WorkbookPlace,
  sheet: StoredSheetRow,
  signal: AbortSignal,
  work: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await work()
  } catch (error) {
    const { code } = toAppError(error)
    if (signal.aborted || code === "storage_unavailable") throw error
    // It was replaced meanwhile: whoever did that has sent another job.
    if (code === "not_found") return undefined
    log.warn("sheet not prepared", { code, error: describeError(error) })
    await stored.saveIndexState(place, sheet.sheetId, sheet.revision, "failed", sheet.chunkCount)
    return undefined
  }
}
