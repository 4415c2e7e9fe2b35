import type { WorkbookMap } from "../../shared/workbookMap.ts"
import type { StoredWorkbook } from "./storedWorkbook.ts"

/** What the server knows of a stored workbook. Table names are those of the sheets alone; see `nameTables`. */
export const mapOf = ({ workbookId, name, names, sheets }: StoredWorkbook): WorkbookMap => ({
  workbookId,
  name,
  names,
  sheets: sheets.map((sheet) => ({
    sheetId: sheet.sheetId,
    name: sheet.name,
    visibility: sheet.visibility,
    usedRange: sheet.usedRange,
    layout: sheet.layout && { ...sheet.layout, notes: [...sheet.notes, ...sheet.layout.notes] },
    charts: sheet.definitions.charts,
    pivots: sheet.definitions.pivots,
    storedAt: sheet.storedAt.toISOString(),
    index: sheet.index,
    problem: sheet.problem,
    chunkCount: sheet.chunkCount,
  })),
})
