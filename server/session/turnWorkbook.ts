import { setMaxListeners } from "node:events"
import { parseAddress } from "../../shared/address.ts"
import { AppError, toAppError } from "../../shared/errors.ts"
import type { WorkbookReader } from "../../shared/workbook.ts"
import { unlessAborted } from "../abort/unlessAborted.ts"
import type { RangeAnalysis, RangeAnalyzer } from "../analysis/rangeAnalysis.ts"
import type { QuestionWorkbook, WorkbookHit } from "../assistant/turn.ts"
import type { Owner } from "../auth/owner.ts"
import type { Chunk } from "../knowledge/chunks/chunk.ts"
import type { Indexed } from "../knowledge/indexChunks.ts"
import type { Knowledge } from "../knowledge/knowledge.ts"
import type { SheetPlace } from "../knowledge/sheetPlace.ts"
import { describeError, type Log } from "../telemetry/log.ts"
import { indexSheets, type ScopeSheet } from "./indexSheets.ts"
import { QuietTime } from "./quietTime.ts"
import type { AskedQuestion } from "./runTurn.ts"
import { within } from "./within.ts"

export interface WorkbookParts {
  readonly analyzer: RangeAnalyzer
  readonly knowledge: Knowledge
  readonly log: Log
}

/** A question that has to do with a workbook. */
export interface WorkbookQuestion {
  readonly owner: Owner
  readonly sessionId: string
  readonly asked: AskedQuestion
  /** The selection. */
  readonly range: RangeAnalysis | undefined
  /** The pane; undefined where there is none. */
  readonly reader: WorkbookReader | undefined
  readonly signal: AbortSignal
}

/** What one turn may use of the workbook, and what it does for the index beside its answer. A failure costs the index, never the answer. */
export interface TurnWorkbook {
  /** Undefined when there is nothing to search or to read. */
  readonly question: QuestionWorkbook | undefined
  /** The answer has begun: what takes long may be indexed now. */
  begin(): void
  /** Resolves when the pane has sent the cells that it was asked for, or soon. */
  cellsHere(): Promise<void>
  /** Nothing is read any more. Resolves when the selection is not needed either; what was read is stored meanwhile. */
  close(): Promise<void>
}

export interface TurnWorkbooks {
  /** A question waits for the first words of its answer, until the returned function is called: what is stored meanwhile waits too. */
  answering(): () => void
  open(question: WorkbookQuestion): TurnWorkbook
  /** Stops what is being stored. */
  close(): Promise<void>
}

/** A selection of so many cells is indexed before the answer begins, which takes milliseconds; a larger one beside it. */
const smallSelection = 2000

/** The longest is what some chunks wait, and not the whole sheet. */
const quietTimes = { restMs: 300, longestMs: 1500 }

/** How long a search waits for a small selection, and the end of a turn for cells that are on their way. */
const selectionMs = 50
const cellsMs = 1500

export function turnWorkbooks({ analyzer, knowledge, log }: WorkbookParts): TurnWorkbooks {
  const closing = new AbortController()
  // Every selection that is being stored listens, and stops to when it is: Node takes more than ten for a leak.
  setMaxListeners(0, closing.signal)
  const quiet = new QuietTime(quietTimes)
  /** Selections being stored, by sheet: a newer one of the same sheet makes the older one pointless. */
  const selections = new Map<string, AbortController>()
  const storing = new Set<Promise<unknown>>()
  /** Sheets being read and stored, with their revisions: another turn need not do it too. */
  const underWay = new Set<string>()

  const fail = (error: unknown): void => {
    if (closing.signal.aborted) return
    log.warn("index failed", { code: toAppError(error).code, error: describeError(error) })
  }

  /** Goes on when its turn has ended. Undefined when it failed. */
  async function store(
    place: SheetPlace,
    chunks: AsyncIterable<readonly Chunk[]>,
    signal: AbortSignal,
    revision?: string,
  ): Promise<Indexed | undefined> {
    const startedAt = performance.now()
    const work = knowledge.index(place, chunks, signal, revision)
    storing.add(work)
    try {
      const indexed = await work
      const ms = Math.round(performance.now() - startedAt)
      log.debug("indexed", { chunks: indexed.hashes.size, written: indexed.written, whole: revision !== undefined, ms })
      return indexed
    } catch (error) {
      if (!signal.aborted) fail(error)
      return undefined
    } finally {
      storing.delete(work)
    }
  }

  async function storeSelection(place: SheetPlace, range: RangeAnalysis): Promise<Indexed | undefined> {
    const key = JSON.stringify(place)
    selections.get(key)?.abort()
    const stop = new AbortController()
    selections.set(key, stop)
    const end = (): void => stop.abort()
    closing.signal.addEventListener("abort", end, { once: true })
    try {
      const chunks = range.chunks(stop.signal)
      return await store(place, isSmall(range) ? chunks : quiet.unhurried(chunks), stop.signal)
    } finally {
      closing.signal.removeEventListener("abort", end)
      if (selections.get(key) === stop) selections.delete(key)
    }
  }

  function open({ owner, sessionId, asked, range, reader, signal }: WorkbookQuestion): TurnWorkbook {
    const sheets = asked.workbook?.sheets ?? []
    const place = { owner, workbookId: asked.workbook?.id ?? sessionId }
    // Undefined where the storage does not answer: then nothing is read for it.
    const revisions =
      sheets.length > 0
        ? knowledge.revisions(place).catch((error: unknown) => {
            fail(error)
            return undefined
          })
        : Promise.resolve(new Map<string, string>())
    const reading = new AbortController()
    const stopReading = (): void => reading.abort()
    signal.addEventListener("abort", stopReading, { once: true })
    let hashes: ReadonlySet<string> = new Set()
    let selection: Promise<void> | undefined
    let others: Promise<void> | undefined

    async function indexSelection(selected: RangeAnalysis): Promise<void> {
      const { worksheet } = selected.table
      const revision = sheets.find((sheet) => sheet.worksheet === worksheet)?.revision
      const known = await revisions
      if (!known || (revision !== undefined && known.get(worksheet) === revision)) return
      const indexed = await storeSelection({ ...place, sheet: worksheet }, selected)
      if (indexed) hashes = indexed.hashes
    }

    async function indexOthers(from: WorkbookReader): Promise<void> {
      const known = await revisions
      const key = ({ worksheet, revision }: ScopeSheet): string => JSON.stringify([place, worksheet, revision])
      const changed = sheets.filter(
        (sheet) => known && known.get(sheet.worksheet) !== sheet.revision && !underWay.has(key(sheet)),
      )
      for (const sheet of changed) underWay.add(key(sheet))
      const kept = new Set<string>()
      await indexSheets(
        {
          analyzer,
          reader: from,
          store: async (sheet, chunks) => {
            kept.add(key(sheet))
            const whole = { ...place, sheet: sheet.worksheet }
            await store(whole, quiet.unhurried(chunks), closing.signal, sheet.revision)
            underWay.delete(key(sheet))
          },
          onFailure: (error) => {
            if (!reading.signal.aborted) fail(error)
          },
        },
        changed,
        reading.signal,
      )
      for (const sheet of changed) if (!kept.has(key(sheet))) underWay.delete(key(sheet))
    }

    const search: QuestionWorkbook["search"] = async (query, { limit, chunkTypes }, stop) => {
      if (selection && isSmall(range)) await within(selectionMs, selection)
      if (sheets.length === 0 && hashes.size === 0) return []
      const options = { limit, chunkTypes, hashes: [...hashes], sheets: sheets.map(({ worksheet }) => worksheet) }
      try {
        const found = await knowledge.search(place, query, options, stop)
        const isCurrent = ({ hash, sheet, revision }: (typeof found)[number]): boolean =>
          hashes.has(hash) || sheets.some((known) => known.worksheet === sheet && known.revision === revision)
        return found.map((hit): WorkbookHit => ({ ...hit, current: isCurrent(hit) }))
      } catch (error) {
        if (!stop.aborted) fail(error)
        throw error
      }
    }

    if (range && isSmall(range)) selection = indexSelection(range)
    return {
      question:
        range || sheets.length > 0
          ? { sheets, search, read: reader && ((worksheet, address) => reader.readRange(worksheet, address)) }
          : undefined,
      begin() {
        if (range) selection ??= indexSelection(range)
        if (reader) others ??= indexOthers(reader)
      },
      cellsHere: () => (others ? within(cellsMs, unlessAborted(others, signal, stopped)) : Promise.resolve()),
      async close() {
        reading.abort()
        signal.removeEventListener("abort", stopReading)
        await selection
      },
    }
  }

  return {
    answering: () => quiet.disturb(),
    open,
    async close() {
      closing.abort()
      await Promise.allSettled([...storing])
    },
  }
}

function isSmall(range: RangeAnalysis | undefined): boolean {
  const area = range && parseAddress(range.table.address)
  return area !== undefined && area.rowCount * area.columnCount <= smallSelection
}

const stopped = (): AppError => new AppError("cancelled", "The question was stopped.")
