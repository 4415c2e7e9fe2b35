import type { MapTable, WorkbookMap } from "../../../shared/workbookMap.ts"
import { uniqueName } from "../uniqueName.ts"

/** A table of a workbook under the name that is unique among all workbooks of a question. */
export interface NamedMapTable {
  readonly name: string
  readonly workbookId: string
  readonly sheetId: string
  /** As answers call it: `Orders`, or `[Budget.xlsx]Orders` of a file where several workbooks are asked. */
  readonly sheet: string
  readonly table: MapTable
}

/** How an answer calls a sheet. The first workbook is the open one; a single one needs no name. */
export const sheetLabel = (workbooks: readonly { readonly name: string }[], at: number, sheet: string): string =>
  workbooks.length > 1 && at > 0 ? `[${(workbooks[at]?.name ?? "").replace(/[[\]]/g, "")}]${sheet}` : sheet

/**
 * All tables of some workbooks, in order, under unique names (compared without case): what Excel calls it, else its title, else its
 * sheet, with ` 2` where another table has it. A table that Excel named keeps its name before one that we named.
 */
export function nameTables(workbooks: readonly Pick<WorkbookMap, "workbookId" | "name" | "sheets">[]): NamedMapTable[] {
  const all = workbooks.flatMap(({ workbookId, sheets }, at) =>
    sheets.flatMap((sheet) =>
      (sheet.layout?.tables ?? []).map((table) => ({
        workbookId,
        sheetId: sheet.sheetId,
        sheet: sheetLabel(workbooks, at, sheet.name),
        table,
      })),
    ),
  )
  const taken = new Set<string>()
  const names = new Map<MapTable, string>()
  const isOwn = (table: MapTable): boolean => table.definedBy === "table"
  for (const { table } of [...all.filter((each) => isOwn(each.table)), ...all.filter((each) => !isOwn(each.table))])
    names.set(table, uniqueName(table.name, taken))
  return all.map((each) => ({ ...each, name: names.get(each.table) ?? each.table.name }))
}
