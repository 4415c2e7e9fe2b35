import { AppError, toAppError } from "../../shared/errors.ts"
import type { SqlResult } from "../../shared/sqlResult.ts"
import type { RangeContent } from "../../shared/workbook.ts"
import type { WorkbookMap } from "../../shared/workbookMap.ts"
import type { RangeAnalysis } from "../analysis/rangeAnalysis.ts"
import type { NamedTable, WorkbookAnalyzer } from "../analysis/workbookAnalysis.ts"
import type { Owner } from "../auth/owner.ts"
import { placeKey, type WorkbookPlace } from "../knowledge/index/sheetPlace.ts"
import { nameTables } from "../tables/map/nameTables.ts"
import { uniqueName } from "../tables/uniqueName.ts"
import { layoutOf } from "./layoutOf.ts"
import { mapOf } from "./mapOf.ts"
import { readCells } from "./readCells.ts"
import { sheetSource } from "./sheetSource.ts"
import type { StoredSheetRow, StoredWorkbook } from "./storedWorkbook.ts"
import type { StoredWorkbooks } from "./storedWorkbooks.ts"

export interface OpenParts {
  readonly stored: StoredWorkbooks
  readonly analyzer: Pick<WorkbookAnalyzer, "layout" | "openTable" | "query">
}

/** Stored workbooks as they were when a question began; a cell that has changed since is not found rather than mixed in. */
export interface OpenWorkbooks {
  /** In the order they were asked for. Names of sheets and tables are unique among them. */
  readonly maps: readonly WorkbookMap[]
  /** All sheets of the maps, each with what search and citations know it by. */
  readonly sheets: readonly OpenSheet[]
  /** Full sentences: which sheets could not be looked at. */
  readonly notes: readonly string[]
  /** @throws AppError not_found, timeout, storage_unavailable. */
  openTable(name: string, signal: AbortSignal): Promise<RangeAnalysis>
  /** @throws AppError invalid_request with a sentence for whoever wrote it, not_found, timeout, range_too_large. */
  sql(text: string, signal: AbortSignal): Promise<SqlResult>
  /** @see readCells. @throws AppError not_found for a sheet that is not there. */
  read(sheet: string, address: string, signal: AbortSignal): Promise<RangeContent>
}

export interface OpenSheet {
  readonly place: WorkbookPlace
  readonly row: StoredSheetRow
  /** As answers call it. */
  readonly name: string
}

/** Milliseconds for looking at sheets that nobody has looked at yet; what is left then is not part of the question. */
const lookingMs = 15_000

/** Which workbooks one question opens. */
export interface OpenRequest {
  readonly owner: Owner
  readonly workbookIds: readonly string[]
  readonly signal: AbortSignal
  /** Called before each sheet that is looked at now, with how many were before it. */
  readonly onLooking: (done: number, of: number) => void
  /** The names of files' sheets must differ from those of other workbooks. */
  readonly besideOthers: boolean
}

/**
 * Opens stored workbooks for one question. Sheets that have not been looked at since they changed are looked at now.
 * @throws AppError storage_unavailable, cancelled.
 */
export async function openWorkbooks(
  parts: OpenParts,
  { owner, workbookIds, signal, onLooking, besideOthers }: OpenRequest,
): Promise<OpenWorkbooks> {
  const notes: string[] = []
  const found: { place: WorkbookPlace; workbook: StoredWorkbook }[] = []
  for (const workbookId of new Set(workbookIds)) {
    const place = { owner, workbookId }
    const workbook = await parts.stored.read(place)
    if (workbook) found.push({ place, workbook })
  }
  const unseen = found.flatMap(({ workbook }) => workbook.sheets.filter(({ layout }) => layout === null))
  const lookUntil = performance.now() + lookingMs
  let looked = 0
  let unlooked = 0
  const seen = async (place: WorkbookPlace, sheet: StoredSheetRow): Promise<StoredSheetRow> => {
    if (sheet.layout) return sheet
    if (performance.now() > lookUntil) {
      unlooked++
      return sheet
    }
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
  const taken = new Map<string, number>()
  const maps: WorkbookMap[] = []
  const rows: { place: WorkbookPlace; row: StoredSheetRow }[][] = []
  for (const { place, workbook } of found) {
    const sheets: StoredSheetRow[] = []
    for (const sheet of workbook.sheets) sheets.push(await seen(place, sheet))
    const map = mapOf({ ...workbook, sheets })
    maps.push({ ...map, name: uniqueName(map.name, taken) })
    rows.push(sheets.map((row) => ({ place, row })))
  }
  if (unlooked > 0)
    notes.push(
      `${unlooked} of ${unseen.length} new sheets could not be looked at yet; ask again in a moment to include them.`,
    )
  const named = labelled(
    maps,
    found.map(({ workbook }) => besideOthers && workbook.source === "file"),
  )
  const sheets = named.flatMap((map, at) =>
    map.sheets.flatMap(({ name }, i) => {
      const sheet = rows[at]?.[i]
      return sheet ? [{ ...sheet, name }] : []
    }),
  )
  return opened(parts, named, sheets, notes)
}

/** The maps with the names by which answers and SQL call sheets and tables. */
function labelled(maps: readonly WorkbookMap[], withName: readonly boolean[]): WorkbookMap[] {
  const names = new Map(nameTables(maps).map(({ table, name }) => [table, name]))
  return maps.map((map, at) => ({
    ...map,
    sheets: map.sheets.map((sheet) => ({
      ...sheet,
      name: withName[at] ? `[${map.name.replace(/[[\]]/g, "_")}]${sheet.name}` : sheet.name,
      layout: sheet.layout && {
        ...sheet.layout,
        tables: sheet.layout.tables.map((table) => ({ ...table, name: names.get(table) ?? table.name })),
      },
    })),
  }))
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
    sheets,
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
