import { intersect, parseAddress } from "../../../shared/address.ts"
import { toAppError } from "../../../shared/errors.ts"
import type { WorkbookReader } from "../../../shared/workbook.ts"
import type { RangeAnalysis } from "../../analysis/rangeAnalysis.ts"
import type { QuestionWorkbook, WorkbookHit } from "../../assistant/question/question.ts"
import type { Owner } from "../../auth/owner.ts"
import type { Knowledge } from "../../knowledge/knowledge.ts"
import { describeError, type Log } from "../../telemetry/log.ts"
import type { OpenWorkbooks } from "../../workbooks/openWorkbooks.ts"
import { BackgroundGate } from "./backgroundGate.ts"
import { openAskedWorkbooks, type AskedWorkbooks, type OpenStored } from "./openAskedWorkbooks.ts"
import { openTables } from "./openTables.ts"
import { selectionIndex, type IndexedSelection } from "./selectionIndex.ts"
import type { AskedQuestion } from "./turn.ts"

export interface WorkbookParts {
  readonly openStored: OpenStored
  readonly knowledge: Pick<Knowledge, "index" | "search">
  readonly log: Log
}

/** A question that has to do with a workbook. */
export interface WorkbookQuestion {
  readonly owner: Owner
  readonly sessionId: string
  readonly asked: AskedQuestion
  /** The selection. */
  readonly range: RangeAnalysis | undefined
  readonly stored: OpenWorkbooks
  /** The pane; undefined where there is none. */
  readonly reader: WorkbookReader | undefined
  readonly signal: AbortSignal
}

/** What one turn may use of the workbook, and what it does for the index beside its answer. */
export interface TurnWorkbook {
  /** Undefined when there is nothing to use. */
  readonly question: QuestionWorkbook | undefined
  /** The answer has begun: what takes long may be indexed now. */
  begin(): void
  /** To be called when the answer has ended; resolves when the selection's cells are no longer needed either. */
  close(): Promise<void>
}

export interface TurnWorkbooks {
  /** Holds background work back until the returned function is called, when the answer has begun. */
  holdBackground(): () => void
  /** @see openAskedWorkbooks */
  stored(question: AskedWorkbooks): Promise<OpenWorkbooks>
  open(question: WorkbookQuestion): TurnWorkbook
  /** @see BackgroundGate.inBackground */
  inBackground<T>(source: AsyncIterable<T>): AsyncIterable<T>
  /** @see BackgroundGate.whenIdle */
  whenIdle(): Promise<void>
  /** Stops what is being stored. */
  close(): Promise<void>
}

/** The longest wait is that of some chunks, and not of the whole sheet. */
const backgroundTimes = { idleAfterMs: 300, longestWaitMs: 1500 }

export function turnWorkbooks(parts: WorkbookParts): TurnWorkbooks {
  const { knowledge, log } = parts
  const background = new BackgroundGate(backgroundTimes)
  const selections = selectionIndex({ knowledge, background, log })

  function open(question: WorkbookQuestion): TurnWorkbook {
    const { owner, range, stored } = question
    const workbookId = workbookIdOf(question)
    const isKnown = stored.sheets.some(
      ({ place, name }) => place.workbookId === workbookId && name === range?.table.worksheet,
    )
    // What a stored sheet holds is indexed as a whole.
    const selection =
      range && !isKnown ? selections.index({ owner, workbookId, sheet: range.table.worksheet }, range) : undefined
    const tables = openTables(stored)
    const hasSomething = range !== undefined || stored.maps.length > 0 || stored.notes.length > 0
    return {
      question: hasSomething
        ? {
            maps: stored.maps,
            notes: stored.notes,
            search: searchIn(parts, question, selection),
            read: readFrom(question),
            openTable: (name, stop) => tables.open(name, stop),
            sql: (text, stop) => stored.sql(text, stop),
          }
        : undefined,
      begin: () => selection?.begin(),
      async close() {
        await Promise.all([selection?.done(), tables.close()])
      },
    }
  }

  return {
    holdBackground: () => background.hold(),
    stored: (question) => openAskedWorkbooks(parts, question),
    open,
    inBackground: (source) => background.inBackground(source),
    whenIdle: () => background.whenIdle(),
    close: () => selections.close(),
  }
}

/** A selection belongs to the pane's workbook, and where that has no id, to the chat. */
const workbookIdOf = ({ asked, sessionId }: WorkbookQuestion): string => asked.workbook?.id ?? sessionId

/** Search over the stored sheets of a question and its selection, as far as that is indexed by then. */
function searchIn(
  { knowledge, log }: WorkbookParts,
  question: WorkbookQuestion,
  selection: IndexedSelection | undefined,
): NonNullable<QuestionWorkbook["search"]> {
  const { owner, stored } = question
  const ids = new Set([workbookIdOf(question), ...stored.sheets.map(({ place }) => place.workbookId)])
  const workbooks = [...ids].map((workbookId) => ({
    workbookId,
    sheets: stored.sheets.filter(({ place }) => place.workbookId === workbookId).map(({ row }) => row.name),
  }))
  return async (query, { limit, chunkTypes }, stop) => {
    const hashes = [...((await selection?.hashes()) ?? [])]
    try {
      const found = await knowledge.search({ owner, workbooks }, query, { limit, chunkTypes, hashes }, stop)
      return found.map((hit): WorkbookHit => {
        const sheet = stored.sheets.find(
          ({ place, row }) => place.workbookId === hit.workbookId && row.name === hit.sheet,
        )
        const current = hashes.includes(hit.hash) || hit.revision === sheet?.row.revision
        return { ...hit, sheet: sheet?.name ?? hit.sheet, current }
      })
    } catch (error) {
      if (!stop.aborted) log.warn("search failed", { code: toAppError(error).code, error: describeError(error) })
      throw error
    }
  }
}

/** The selection's cells come from the pane as they are now, all others as they are stored. */
function readFrom({ stored, range, reader, signal }: WorkbookQuestion): QuestionWorkbook["read"] {
  if (!reader && stored.sheets.length === 0) return undefined
  return (worksheet, address) => {
    const isSelected =
      range?.table.worksheet === worksheet && intersect(parseAddress(range.table.address), parseAddress(address))
    return reader && isSelected ? reader.readRange(worksheet, address) : stored.read(worksheet, address, signal)
  }
}
