import type { MapTable, WorkbookMap } from "../../../shared/workbookMap.ts"
import { uniqueName } from "../uniqueName.ts"

/**
 * All tables of some workbooks, in order, each with a name that is unique among them (compared without case): what Excel calls it, else
 * its title, else its sheet, with ` 2` where another table has it. What Excel named goes first.
 */
export function nameTables(workbooks: readonly Pick<WorkbookMap, "sheets">[]): { table: MapTable; name: string }[] {
  const tables = workbooks.flatMap(({ sheets }) => sheets.flatMap(({ layout }) => layout?.tables ?? []))
  const taken = new Map<string, number>()
  const names = new Map<MapTable, string>()
  const isOwn = ({ definedBy }: MapTable): boolean => definedBy === "table"
  for (const table of [...tables.filter(isOwn), ...tables.filter((each) => !isOwn(each))])
    names.set(table, uniqueName(table.name, taken))
  return tables.map((table) => ({ table, name: names.get(table) ?? table.name }))
}
