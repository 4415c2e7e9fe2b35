import { formatArea, parseAddress } from "../../shared/address.ts"
import { AppError, toAppError } from "../../shared/errors.ts"
import { limits } from "../../shared/limits.ts"
import type { WorkbookScope } from "../../shared/protocol.ts"
import type { WorkbookReader } from "../../shared/workbook.ts"
import { unlessAborted } from "../abort/unlessAborted.ts"
import type { RangeAnalysis, RangeAnalyzer } from "../analysis/rangeAnalysis.ts"
import type { Chunk } from "../knowledge/chunks/chunk.ts"
import { readBlocks } from "./readBlocks.ts"

export type ScopeSheet = WorkbookScope["sheets"][number]

export interface SheetIndexing {
  readonly analyzer: RangeAnalyzer
  readonly reader: WorkbookReader
  /** Stores what a sheet holds. Never rejects. */
  readonly store: (sheet: ScopeSheet, chunks: AsyncIterable<readonly Chunk[]>) => Promise<void>
  readonly onFailure: (error: unknown) => void
}

/**
 * Reads sheets through the pane, one after the other, and has each stored while the next is read. Resolves when all were read,
 * or the signal aborted; a sheet that cannot be read is left out.
 */
export async function indexSheets(
  { analyzer, reader, store, onFailure }: SheetIndexing,
  sheets: readonly ScopeSheet[],
  signal: AbortSignal,
): Promise<void> {
  let stored = Promise.resolve()
  for (const sheet of sheets) {
    if (signal.aborted) return
    try {
      const analysis = await openSheet(analyzer, reader, sheet, signal)
      await stored // one at a time
      stored = store(sheet, analysis?.chunks(new AbortController().signal) ?? nothing()).finally(() =>
        analysis?.close(),
      )
    } catch (error) {
      onFailure(error)
    }
  }
}

/** The sheet's first rows, as many as are indexed; undefined when they hold nothing. */
async function openSheet(
  analyzer: RangeAnalyzer,
  reader: WorkbookReader,
  { worksheet, address }: ScopeSheet,
  signal: AbortSignal,
): Promise<RangeAnalysis | undefined> {
  const area = parseAddress(address)
  const rowCount = Math.min(area.rowCount, Math.max(1, Math.floor(limits.cellsIndexedPerSheet / area.columnCount)))
  const part = { ...area, rowCount }
  // A pane that is gone would hold the rest up for long.
  const patient: WorkbookReader = {
    readRange: (name, cells) => unlessAborted(reader.readRange(name, cells), signal, stopped),
  }
  const blocks = readBlocks({ worksheet, address: formatArea(part), ...part }, patient, () => undefined)
  try {
    return await analyzer.open(blocks, signal)
  } catch (error) {
    if (toAppError(error).code === "range_empty") return undefined
    throw error
  }
}

async function* nothing(): AsyncGenerator<never> {
  // A sheet without values holds no chunks.
}

const stopped = (): AppError => new AppError("cancelled", "The reading was stopped.")
