import type { RangeAnalysis } from "../../server/analysis/rangeAnalysis.ts"
import type { QuestionWorkbook } from "../../server/assistant/question/question.ts"
import { AppError } from "../../shared/errors.ts"
import type { MapSheet, MapTable, WorkbookMap } from "../../shared/workbookMap.ts"

/** A sheet of a map with these tables; it holds nothing else. */
export const mapSheet = (name: string, tables: readonly MapTable[], over: Partial<MapSheet> = {}): MapSheet => ({
  sheetId: name,
  name,
  visibility: "visible",
  usedRange: tables[0]?.address ?? null,
  layout: {
    tables: [...tables],
    texts: [],
    formulas: [],
    counts: { number: 0, date: 0, text: 0, boolean: 0, error: 0 },
    sum: 0,
    notes: [],
  },
  charts: [],
  pivots: [],
  storedAt: "2026-11-20T09:00:00.000Z",
  index: "indexed",
  problem: null,
  chunkCount: 0,
  ...over,
})

export const workbookMap = (sheets: readonly MapSheet[], over: Partial<WorkbookMap> = {}): WorkbookMap => ({
  workbookId: "w1",
  name: "Budget.xlsx",
  sheets: [...sheets],
  names: [],
  ...over,
})

/** The map's entry of a table as its analysis describes it. */
export const mapTable = ({ table }: Pick<RangeAnalysis, "table">, over: Partial<MapTable> = {}): MapTable => ({
  name: table.worksheet,
  title: null,
  kind: "table",
  address: table.tableAddress,
  headerSize: 1,
  rowCount: table.rowCount,
  columns: table.columns.map((column) => ({ ...column })),
  totals: [],
  subtotals: [],
  sections: [],
  definedBy: null,
  ...over,
})

/** A workbook in memory: these maps, and the analyses of their tables by name. */
export function questionWorkbook(
  maps: readonly WorkbookMap[],
  tables: Readonly<Record<string, RangeAnalysis>> = {},
  over: Partial<QuestionWorkbook> = {},
): QuestionWorkbook {
  return {
    maps,
    notes: [],
    openTable: (name) => {
      const table = tables[name]
      return table ? Promise.resolve(table) : Promise.reject(new AppError("not_found", `There is no table "${name}".`))
    },
    sql: () => Promise.reject(new AppError("invalid_request", "This workbook answers no SQL.")),
    ...over,
  }
}
