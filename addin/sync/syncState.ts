import type { WorkbookOutline } from "../../shared/sync.ts"
import type { SyncChoice } from "./syncChoice.ts"
import type { OutlineSheet, WorkbookEdit } from "./syncExcel.ts"
import type { TrackedSheet } from "./trackedSheet.ts"
import type { SyncSheet, SyncView } from "./workbookSync.ts"

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
  names: WorkbookOutline["names"]
  /** What the server has taken last, as JSON. */
  outline: string | null
}

export const firstView = (workbookId: string, consent: SyncView["consent"]): SyncView => ({
  workbookId,
  consent,
  phase: consent === "included" ? "starting" : "off",
  progress: null,
  label: null,
  sheets: [],
  error: null,
  syncedAt: null,
  pending: consent === "included",
  sentBytes: 0,
})

/** The sheets as they are shown. */
export const shownSheets = ({ choice, sheets, shown }: SyncState): SyncSheet[] =>
  sheets.map((sheet) => ({
    sheetId: sheet.sheetId,
    name: sheet.name,
    visibility: sheet.visibility,
    included: choice.includes(sheet),
    ...(shown.get(sheet.sheetId) ?? { cells: null, state: "waiting", problem: null }),
  }))

/** Formulas are written with the names of sheets, tables and cells: after a rename their text differs, and Excel raises no event for that. */
export function markFormulas({ tracked }: SyncState): void {
  for (const [sheetId, sheet] of tracked) sheet.mark({ kind: "calculated", sheetId })
}

/** Whether a sheet or a name is gone that was there before. */
export function isRenamed(before: Pick<SyncState, "sheets" | "names">, after: WorkbookOutline): boolean {
  const keys = ({ sheets, names }: Pick<SyncState, "sheets" | "names">): string[] => [
    ...sheets.map(({ sheetId, name }) => `${sheetId} ${name}`),
    ...names.map(({ sheet, name }) => `${sheet ?? ""}!${name}`),
  ]
  const present = new Set(keys(after))
  return keys(before).some((key) => !present.has(key))
}

/** Marks what an edit has made out of date; false when none of it is included. */
export function markEdit({ tracked, shown }: SyncState, edit: Exclude<WorkbookEdit, { kind: "sheets" }>): boolean {
  const { sheetId } = edit
  const sheet = tracked.get(sheetId)
  if (!sheet) return false
  sheet.mark(edit.kind === "visited" ? { kind: "definitions", sheetId } : edit)
  const before = shown.get(sheetId)
  if (before?.state === "failed" && edit.kind !== "visited")
    shown.set(sheetId, { ...before, state: "waiting", problem: null })
  return true
}

/** Whether a sheet is missing on the server or stored in an older state; `again`: whether to retry it before the next edit. */
export function unstored({ tracked, shown }: SyncState): { pending: boolean; again: boolean } {
  const sheets = [...tracked.values()]
  const failed = ({ sheetId }: TrackedSheet): boolean => shown.get(sheetId)?.state === "failed"
  return {
    pending: sheets.some((sheet) => sheet.stored === null || failed(sheet)),
    again: sheets.some((sheet) => (sheet.dirty || sheet.stored === null) && !failed(sheet)),
  }
}
