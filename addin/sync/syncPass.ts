import { quoteSheet } from "../../shared/address.ts"
import { toAppError, type ErrorCode } from "../../shared/errors.ts"
import type { WorkbookOutline } from "../../shared/sync.ts"
import { storeSheet } from "./storeSheet.ts"
import type { ExcelCall, OutlineSheet, SyncExcel } from "./syncExcel.ts"
import type { SyncServer } from "./syncServer.ts"
import { isRenamed, markFormulas, type SyncState } from "./syncState.ts"
import { TrackedSheet } from "./trackedSheet.ts"

export interface PassParts {
  readonly state: SyncState
  readonly excel: SyncExcel
  readonly server: SyncServer
  readonly call: ExcelCall
  readonly onProgress: (label: string, progress: number | null) => void
}

/** These are about the cells of one sheet: the others are stored all the same. */
const ofOneSheet: ReadonlySet<ErrorCode> = new Set(["excel_failed", "message_too_large", "invalid_request"])

/** Sends everything new to the server. A sheet's failure is recorded with the sheet. @throws AppError what ends the whole pass. */
export async function syncPass({ state, excel, server, call, onProgress }: PassParts): Promise<void> {
  const outline = await excel.outline(call)
  const renamed = isRenamed(state, outline)
  state.sheets = outline.sheets
  state.names = outline.names
  state.choice.takeIn(outline.sheets)
  const included = outline.sheets.filter((sheet) => state.choice.includes(sheet))
  track(state, included)
  if (renamed) markFormulas(state)
  // Excel raises no event for some changes, such as renaming a table: the active sheet, where they are likeliest, is read again.
  state.tracked.get(outline.activeSheetId)?.mark({ kind: "definitions", sheetId: outline.activeSheetId })
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
  for (const [index, { sheet, tracked }] of dirty.entries()) {
    const { sheetId, name } = sheet
    const tell = (label: string, share: number): void => onProgress(label, (index + share) / dirty.length)
    tracked.begin()
    try {
      tell(`Reading ${name}`, 0)
      const description = await excel.describe(sheetId, call)
      if (tracked.describe(description)) markFormulas(state)
      const { used } = description
      const cells = used ? used.rowCount * used.columnCount : 0
      // A sheet that is only checked again keeps its status meanwhile.
      state.shown.set(sheetId, { state: "reading", problem: null, ...state.shown.get(sheetId), cells })
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

function track({ tracked, shown }: SyncState, included: readonly OutlineSheet[]): void {
  const ids = new Set(included.map(({ sheetId }) => sheetId))
  for (const id of tracked.keys())
    if (!ids.has(id)) {
      tracked.delete(id)
      shown.delete(id)
    }
  for (const id of ids) if (!tracked.has(id)) tracked.set(id, new TrackedSheet(id))
}

/** Not even the name of an excluded sheet is sent. */
function outlineOf({ name, names, sheets }: WorkbookOutline, included: readonly OutlineSheet[]): WorkbookOutline {
  const left = sheets.filter((sheet) => !included.includes(sheet)).map((sheet) => sheet.name)
  const isTold = (formula: string): boolean => !left.some((sheet) => formula.includes(`${quoteSheet(sheet)}!`))
  return {
    name,
    names: names.filter(({ formula, sheet }) => isTold(formula) && (sheet === null || !left.includes(sheet))),
    sheets: [...included],
  }
}
