import { AppError, toAppError } from "../../../shared/errors.ts"
import type { Owner } from "../../auth/owner.ts"
import { describeError, type Log } from "../../telemetry/log.ts"
import type { OpenRequest, OpenWorkbooks } from "../../workbooks/openWorkbooks.ts"
import type { AskedQuestion } from "./turn.ts"

/** Opens stored workbooks for one question. @see openWorkbooks */
export type OpenStored = (request: OpenRequest) => Promise<OpenWorkbooks>

/** A question whose stored workbooks are opened; `onLooking` is told how many sheets are looked at for the first time. */
export interface AskedWorkbooks extends Pick<OpenRequest, "signal" | "onLooking"> {
  readonly owner: Owner
  readonly asked: AskedQuestion
}

/**
 * What is stored of the workbooks of a question, with notes on what is missing. With a pane and a selection a failure becomes a
 * note. @throws AppError not_found when a script names something that is not stored, storage_unavailable, cancelled.
 */
export async function openAskedWorkbooks(
  { openStored, log }: { readonly openStored: OpenStored; readonly log: Log },
  { owner, asked: { workbook: scope, selection, withoutPane }, signal, onLooking }: AskedWorkbooks,
): Promise<OpenWorkbooks> {
  const workbookIds = scope ? [...(scope.id === undefined ? [] : [scope.id]), ...(scope.files ?? [])] : []
  if (workbookIds.length === 0) return nothingStored([])
  try {
    // In a pane there is always the open workbook, also where nothing of it is stored.
    const besideOthers = !withoutPane || selection !== undefined || workbookIds.length > 1
    const opened = await openStored({ owner, workbookIds, signal, onLooking, besideOthers })
    if (withoutPane && workbookIds.some((id) => !isStored(opened, id))) throw notStored()
    return { ...opened, notes: [...scopeNotes(scope, opened), ...opened.notes] }
  } catch (error) {
    if (signal.aborted || withoutPane || !selection) throw error
    log.warn("workbook not opened", { code: toAppError(error).code, error: describeError(error) })
    return nothingStored([`The stored workbook could not be used: ${toAppError(error).message}`])
  }
}

const isStored = ({ maps }: OpenWorkbooks, id: string): boolean => maps.some(({ workbookId }) => workbookId === id)

const notStored = (): AppError =>
  new AppError(
    "not_found",
    "A workbook or file of this question is not stored, or not ready yet. Store it first, or ask without it.",
  )

function scopeNotes(scope: AskedQuestion["workbook"], opened: OpenWorkbooks): string[] {
  if (!scope) return []
  const missing = (scope.files ?? []).filter((id) => !isStored(opened, id)).length
  const pendingNote =
    scope.id !== undefined && isStored(opened, scope.id)
      ? "Edits since the workbook was last stored are not part of this."
      : "The workbook is still being stored, so nothing of it was used yet."
  const files = missing === 1 ? "An uploaded file is" : `${missing} uploaded files are`
  const filesNote = `${files} not ready or not there any more, and not part of this.`
  return [...(scope.pending ? [pendingNote] : []), ...(missing > 0 ? [filesNote] : [])]
}

const nothingStored = (notes: readonly string[]): OpenWorkbooks => {
  const refuse = (): Promise<never> => Promise.reject(new AppError("not_found", "Nothing of the workbook is stored."))
  return { maps: [], sheets: [], notes, openTable: refuse, sql: refuse, read: refuse }
}
