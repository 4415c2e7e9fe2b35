import { quoteSheet } from "../../shared/address.ts"
import { toAppError, type ErrorCode } from "../../shared/errors.ts"
import type { WorkbookOutline } from "../../shared/sync.ts"
import { storeSheet } from "./storeSheet.ts"
import type { SyncChoice } from "./syncChoice.ts"
import type { ExcelCall, OutlineSheet, SyncExcel } from "./syncExcel.ts"
import type { SyncServer } from "./syncServer.ts"
import { TrackedSheet } from "./trackedSheet.ts"
import type { SyncSheet } from "./workbookSync.ts"

/** What is known of the workbook between syncs. */
export interface SyncState {
  readonly workbookId: string
  readonly choice: SyncChoice
  /** By id: the included sheets. */
  readonly tracked: Map<string, TrackedSheet>
  /** What is shown of a sheet beside its name. */
  readonly shown: Map<string, Pick<SyncSheet, "cells" | "state" | "problem">>
  /** As Excel listed them last. */
  sheets: readonly OutlineSheet[]
  /** What the server has taken last, as JSON. */
  outline: string | null
}

export interface PassParts {
  readonly state: SyncState
  readonly excel: SyncExcel
  readonly server: SyncServer
  readonly call: ExcelCall
  readonly onProgress: (label: string, progress: number | null) => void
}

/** These are about the cells of one sheet: the others are stored all the same. */
const ofOneSheet: ReadonlySet<ErrorCode> = new Set(["excel_failed", "message_too_large", "invalid_request"])

/** Brings the server all that is new. What fails for one sheet stands with it. @throws AppError what ends the whole. */
export async function syncPass({ state, excel, server, call, onProgress }: PassParts): Promise<void> {
  const outline = await excel.outline(call)
  state.sheets = outline.sheets
  state.choice.takeIn(outline.sheets)
  const included = outline.sheets.filter((sheet) => state.choice.includes(sheet))
  track(state, included)
  const told = outlineOf(outline, included)
  const json = JSON.stringify(told)
  if (json !== state.outline) {
    await server.putWorkbook(state.workbookId, told, call.signal)
    state.outline = json
  }

  const dirty = included.flatMap((sheet) => {
    const tracked = state.tracked.get(sheet.sheetId)
    return tracked && (tracked.dirty || tracked.stored === null) ? [{ sheet, tracked }] : []
  })
  for (const { sheet } of dirty)
    state.shown.set(sheet.sheetId, { cells: null, ...state.shown.get(sheet.sheetId), state: "waiting", problem: null })

  for (const [index, { sheet, tracked }] of dirty.entries()) {
    const { sheetId, name } = sheet
    const tell = (label: string, share: number): void => onProgress(label, (index + share) / dirty.length)
    tracked.begin()
    try {
      state.shown.set(sheetId, { cells: null, ...state.shown.get(sheetId), state: "reading", problem: null })
      tell(`Reading ${name}`, 0)
      const description = await excel.describe(sheetId, call)
      const { used } = description
      const cells = used ? used.rowCount * used.columnCount : 0
      state.shown.set(sheetId, { cells, state: "reading", problem: null })
      const blocks = await tracked.blocksIn(used, (area) => excel.findBlocks(sheetId, area, call))
      const parts = { excel, server, workbookId: state.workbookId, sheet: tracked, name, description, blocks, call }
      const left = await storeSheet({
        ...parts,
        onStep: (doing, done, of) =>
          doing === "reading"
            ? tell(of > 1 ? `Reading ${name}, ${done + 1} of ${of} blocks` : `Reading ${name}`, done / of / 2)
            : tell(`Sending ${name}, ${done} of ${of} blocks`, 0.5 + done / of / 2),
      })
      state.shown.set(sheetId, { cells, state: "stored", problem: left[0] ?? null })
    } catch (thrown) {
      tracked.markFailed()
      const error = toAppError(thrown)
      if (!ofOneSheet.has(error.code)) throw error
      state.shown.set(sheetId, {
        cells: state.shown.get(sheetId)?.cells ?? null,
        state: "failed",
        problem: error.message,
      })
    }
  }
}

/** Whether something is not stored; `again` leaves out what failed, and would fail again until it is edited. */
export function unstored({ tracked, shown }: SyncState): { pending: boolean; again: boolean } {
  const dirty = [...tracked.values()].filter((sheet) => sheet.dirty || sheet.stored === null)
  return {
    pending: dirty.length > 0,
    again: dirty.some(({ sheetId }) => shown.get(sheetId)?.state !== "failed"),
  }
}

function track({ tracked, shown }: SyncState, included: readonly OutlineSheet[]): void {
  const ids = new Set(included.map(({ sheetId }) => sheetId))
  for (const id of tracked.keys())
    if (!ids.has(id)) {
      tracked.delete(id)
      shown.delete(id)
    }
  for (const id of ids) if (!tracked.has(id)) tracked.set(id, new TrackedSheet(id))
}

/** Of a sheet that is left out not even its name leaves the workbook. */
function outlineOf({ name, names, sheets }: WorkbookOutline, included: readonly OutlineSheet[]): WorkbookOutline {
  const left = sheets.filter((sheet) => !included.includes(sheet)).map((sheet) => sheet.name)
  const isTold = (formula: string): boolean => !left.some((sheet) => formula.includes(`${quoteSheet(sheet)}!`))
  return {
    name,
    names: names.filter(({ formula, sheet }) => isTold(formula) && (sheet === null || !left.includes(sheet))),
    sheets: [...included],
  }
}
