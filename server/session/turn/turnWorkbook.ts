import { intersect, parseAddress } from "../../../shared/address.ts"
import { AppError, toAppError } from "../../../shared/errors.ts"
import type { RangeContent, WorkbookReader } from "../../../shared/workbook.ts"
import type { RangeAnalysis } from "../../analysis/rangeAnalysis.ts"
import type { QuestionWorkbook, WorkbookHit } from "../../assistant/question/question.ts"
import type { Owner } from "../../auth/owner.ts"
import type { Knowledge } from "../../knowledge/knowledge.ts"
import { describeError, type Log } from "../../telemetry/log.ts"
import type { OpenWorkbooks } from "../../workbooks/openWorkbooks.ts"
import { openTables } from "./openTables.ts"
import { BackgroundGate } from "./backgroundGate.ts"
import type { AskedQuestion } from "./turn.ts"
import { selectionIndex } from "./selectionIndex.ts"

/** Opens stored workbooks for one question; `onLooking` hears how many sheets are looked at for the first time. */
export type OpenStored = (
  owner: Owner,
  workbookIds: readonly string[],
  signal: AbortSignal,
  onLooking: (done: number, of: number) => void,
  besideOthers: boolean,
) => Promise<OpenWorkbooks>

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
  /** Undefined when there is nothing to say of it. */
  readonly question: QuestionWorkbook | undefined
  /** The answer has begun: what takes long may be indexed now. */
  begin(): void
  /** Nothing is asked any more. Resolves when the selection is not needed either; what was read is stored meanwhile. */
  close(): Promise<void>
}

export interface TurnWorkbooks {
  /** A question waits for the first words of its answer, until the returned function is called: what is stored meanwhile waits too. */
  answering(): () => void
  /** What is stored of the workbooks of a question. @throws AppError not_found when none of them is there, storage_unavailable. */
  stored(
    owner: Owner,
    asked: AskedQuestion,
    signal: AbortSignal,
    onLooking: (done: number, of: number) => void,
  ): Promise<OpenWorkbooks>
  open(question: WorkbookQuestion): TurnWorkbook
  /** The items of a source, each asked for while no question waits for the first words of its answer, or after a moment. */
  unhurried<T>(source: AsyncIterable<T>): AsyncIterable<T>
  /** Resolves then. */
  quiet(): Promise<void>
  /** Stops what is being stored. */
  close(): Promise<void>
}

/** The longest is what some chunks wait, and not the whole sheet. */
const quietTimes = { restMs: 300, longestMs: 1500 }

export function turnWorkbooks({ openStored, knowledge, log }: WorkbookParts): TurnWorkbooks {
  const quiet = new BackgroundGate(quietTimes)
  const selections = selectionIndex({ knowledge, quiet, log })

  async function stored(
    owner: Owner,
    { workbook: scope, selection, withoutPane }: AskedQuestion,
    signal: AbortSignal,
    onLooking: (done: number, of: number) => void,
  ): Promise<OpenWorkbooks> {
    const ids = scope ? [...(scope.id === undefined ? [] : [scope.id]), ...(scope.files ?? [])] : []
    if (ids.length === 0) return nothingStored([])
    try {
      // In a pane there is always the open workbook, also where nothing of it is stored.
      const besideOthers = !withoutPane || selection !== undefined || ids.length > 1
      const opened = await openStored(owner, ids, signal, onLooking, besideOthers)
      if (withoutPane && ids.some((id) => !isStored(opened, id))) throw notThere()
      return { ...opened, notes: [...scopeNotes(scope, opened), ...opened.notes] }
    } catch (error) {
      if (signal.aborted || withoutPane || !selection) throw error
      log.warn("workbook not opened", { code: toAppError(error).code, error: describeError(error) })
      return nothingStored([`The stored workbook could not be used: ${toAppError(error).message}`])
    }
  }

  function open({ owner, sessionId, asked, range, stored: opened, reader, signal }: WorkbookQuestion): TurnWorkbook {
    const workbookId = asked.workbook?.id ?? sessionId
    const own = opened.sheets.filter(({ place }) => place.workbookId === workbookId)
    const isKnown = own.some((sheet) => sheet.name === range?.table.worksheet)
    // What a stored sheet holds is indexed as a whole.
    const selection =
      range && !isKnown ? selections.index({ owner, workbookId, sheet: range.table.worksheet }, range) : undefined
    const tables = openTables(opened)

    const search: QuestionWorkbook["search"] = async (query, { limit, chunkTypes }, stop) => {
      const hashes = [...((await selection?.hashes()) ?? [])]
      const ids = new Set([workbookId, ...opened.sheets.map(({ place }) => place.workbookId)])
      const workbooks = [...ids].map((id) => ({
        workbookId: id,
        sheets: opened.sheets.filter(({ place }) => place.workbookId === id).map(({ row }) => row.name),
      }))
      try {
        const found = await knowledge.search({ owner, workbooks }, query, { limit, chunkTypes, hashes }, stop)
        return found.map((hit): WorkbookHit => {
          const sheet = opened.sheets.find(
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

    return {
      question:
        range || opened.maps.length > 0 || opened.notes.length > 0
          ? {
              maps: opened.maps,
              notes: opened.notes,
              search,
              read: readFrom(opened, range, reader, signal),
              openTable: (name, stop) => tables.open(name, stop),
              sql: (text, stop) => opened.sql(text, stop),
            }
          : undefined,
      begin: () => selection?.begin(),
      async close() {
        await Promise.all([selection?.done(), tables.close()])
      },
    }
  }

  return {
    answering: () => quiet.disturb(),
    stored,
    open,
    unhurried: (source) => quiet.unhurried(source),
    quiet: () => quiet.come(),
    close: () => selections.close(),
  }
}

/** The selection's cells come from the pane as they are now, all others as they are stored. */
function readFrom(
  opened: OpenWorkbooks,
  range: RangeAnalysis | undefined,
  reader: WorkbookReader | undefined,
  signal: AbortSignal,
): QuestionWorkbook["read"] {
  if (!reader && opened.sheets.length === 0) return undefined
  return (worksheet, address): Promise<RangeContent> => {
    const selected =
      range?.table.worksheet === worksheet && intersect(parseAddress(range.table.address), parseAddress(address))
    return reader && selected ? reader.readRange(worksheet, address) : opened.read(worksheet, address, signal)
  }
}

const isStored = ({ maps }: OpenWorkbooks, id: string): boolean => maps.some(({ workbookId }) => workbookId === id)

const notThere = (): AppError =>
  new AppError(
    "not_found",
    "A workbook or file of this question is not stored, or not ready yet. Store it first, or ask without it.",
  )

function scopeNotes(scope: AskedQuestion["workbook"], opened: OpenWorkbooks): string[] {
  if (!scope) return []
  const gone = (scope.files ?? []).filter((id) => !isStored(opened, id)).length
  const pending = !scope.pending
    ? undefined
    : scope.id !== undefined && isStored(opened, scope.id)
      ? "Edits since the workbook was last stored are not part of this."
      : "The workbook is still being stored, so nothing of it was used yet."
  const files =
    gone > 0
      ? `${gone === 1 ? "An uploaded file is" : `${gone} uploaded files are`} not ready or not there any more, and not part of this.`
      : undefined
  return [pending, files].filter((note) => note !== undefined)
}

const nothingStored = (notes: readonly string[]): OpenWorkbooks => {
  const refuse = (): Promise<never> => Promise.reject(new AppError("not_found", "Nothing of the workbook is stored."))
  return { maps: [], sheets: [], notes, openTable: refuse, sql: refuse, read: refuse }
}
