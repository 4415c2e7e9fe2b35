import { AppError, toAppError } from "../../../shared/errors.ts"
import type { SqlResult } from "../../../shared/sqlResult.ts"
import type { RangeContent } from "../../../shared/workbook.ts"
import type { WorkbookMap } from "../../../shared/workbookMap.ts"
import type { RangeAnalysis } from "../../analysis/rangeAnalysis.ts"
import type { NamedTable, WorkbookAnalyzer } from "../../analysis/workbookAnalysis.ts"
import type { Owner } from "../../auth/owner.ts"
import type { WorkbookPlace } from "../../knowledge/sheetPlace.ts"
import { nameTables } from "../map/nameTables.ts"
import { layoutOf } from "./layoutOf.ts"
import { mapOf } from "./mapOf.ts"
import { placeKey } from "./place.ts"
import { readCells } from "./readCells.ts"
import { sheetSource } from "./sheetSource.ts"
import type { StoredSheetRow, StoredWorkbook, StoredWorkbooks } from "./storedWorkbooks.ts"

export interface OpenParts {
  readonly stored: StoredWorkbooks
  readonly analyzer: Pick<WorkbookAnalyzer, "layout" | "openTable" | "query">
}

/** Stored workbooks as they were when a question began; a cell that has changed since is not found rather than mixed in. */
export interface OpenWorkbooks {
  /** In the order they were asked for. Names of sheets and tables are unique among them. */
  readonly maps: readonly WorkbookMap[]
  /** Full sentences: what is not there any more, which sheets could not be looked at. */
  readonly notes: readonly string[]
  /** @throws AppError not_found, timeout, storage_unavailable. */
  openTable(name: string, signal: AbortSignal): Promise<RangeAnalysis>
  /** @throws AppError invalid_request with a sentence for whoever wrote it, not_found, timeout, range_too_large. */
  sql(text: string, signal: AbortSignal): Promise<SqlResult>
  /** @see readCells. @throws AppError not_found for a sheet that is not there. */
  read(sheet: string, address: string, signal: AbortSignal): Promise<RangeContent>
}

interface OpenSheet {
  readonly place: WorkbookPlace
  readonly row: StoredSheetRow
  readonly name: string
}

/**
 * Opens stored workbooks for one question. Sheets that nobody has looked at since they changed are looked at now; `onLooking` hears
 * how many of them. @throws AppError storage_unavailable, cancelled.
 */
export async function openWorkbooks(
  parts: OpenParts,
  owner: Owner,
  workbookIds: readonly string[],
  signal: AbortSignal,
  onLooking: (done: number, of: number) => void = () => undefined,
): Promise<OpenWorkbooks> {
  const notes: string[] = []
  const found: { place: WorkbookPlace; workbook: StoredWorkbook }[] = []
  for (const workbookId of new Set(workbookIds)) {
    const place = { owner, workbookId }
    const workbook = await parts.stored.read(place)
    if (workbook) found.push({ place, workbook })
  }
  const missing = new Set(workbookIds).size - found.length
  if (missing > 0) notes.push("A workbook or file that the question was to use is not stored any more.")

  const unseen = found.flatMap(({ workbook }) => workbook.sheets.filter(({ layout }) => layout === null))
  let looked = 0
  const seen = async (place: WorkbookPlace, sheet: StoredSheetRow): Promise<StoredSheetRow> => {
    if (sheet.layout) return sheet
    onLooking(looked++, unseen.length)
    try {
      return { ...sheet, layout: await layoutOf(parts, place, sheet, signal) }
    } catch (error) {
      const { code, message } = toAppError(error)
      if (signal.aborted || code === "storage_unavailable") throw error
      notes.push(`The sheet ${sheet.name} could not be looked at: ${message}`)
      return sheet
    }
  }
  const sheets: OpenSheet[] = []
  const maps: WorkbookMap[] = []
  const labels = labelsOf(found.map(({ workbook }) => workbook))
  for (const [index, { place, workbook }] of found.entries()) {
    const rows: StoredSheetRow[] = []
    for (const sheet of workbook.sheets) rows.push(await seen(place, sheet))
    const label = labels[index] ?? ""
    const named = rows.map((row) => ({ place, row, name: label + row.name }))
    sheets.push(...named)
    const map = mapOf({ ...workbook, sheets: rows })
    maps.push({ ...map, sheets: map.sheets.map((sheet) => ({ ...sheet, name: label + sheet.name })) })
  }
  return opened(parts, nameTables(maps), sheets, notes)
}

function opened(
  { stored, analyzer }: OpenParts,
  maps: readonly WorkbookMap[],
  sheets: readonly OpenSheet[],
  notes: readonly string[],
): OpenWorkbooks {
  const sources = new Map(sheets.map((sheet) => [sheet.name, sheetSource(stored, sheet.place, sheet.row, sheet.name)]))
  const tables = maps.flatMap((map) =>
    map.sheets.flatMap(({ name, layout }): NamedTable[] => {
      const sheet = sources.get(name)
      return sheet ? (layout?.tables ?? []).map((table) => ({ name: table.name, sheet, table })) : []
    }),
  )
  const byName = new Map(tables.map((table) => [table.name.toLowerCase(), table]))
  // All of them in one process, where one statement can join them.
  const home = sheets[0] ? placeKey(sheets[0].place) : ""
  return {
    maps,
    notes,
    openTable: (name, signal) => {
      const named = byName.get(name.toLowerCase())
      if (!named) throw new AppError("not_found", `There is no table "${name.slice(0, 80)}".`)
      return analyzer.openTable(home, named.sheet, named.table, signal)
    },
    sql: (text, signal) => analyzer.query(home, tables, text, signal),
    read: (name, address, signal) => {
      const sheet = sheets.find((known) => known.name === name)
      if (!sheet) throw new AppError("not_found", `There is no stored sheet "${name.slice(0, 80)}".`)
      return readCells(stored, sheet.place, sheet.row, name, address, signal)
    },
  }
}

/**
 * What comes before the names of a workbook's sheets: nothing for the open workbook, or for the only one; else its name as Excel writes
 * it, `[Budget.xlsx]`, which no sheet's own name can hold.
 */
function labelsOf(workbooks: readonly StoredWorkbook[]): string[] {
  const used = new Map<string, number>()
  return workbooks.map(({ source, name }) => {
    if (source === "pane" || workbooks.length === 1) return ""
    const plain = name.replace(/[[\]]/g, "_")
    const count = (used.get(plain.toLowerCase()) ?? 0) + 1
    used.set(plain.toLowerCase(), count)
    return count === 1 ? `[${plain}]` : `[${plain} (${count})]`
  })
}
