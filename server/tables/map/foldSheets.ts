import type { MapSheet } from "../../../shared/workbookMap.ts"

/** A sheet, and those that have the same tables with the same columns. */
export interface SheetGroup {
  readonly first: MapSheet
  readonly like: readonly MapSheet[]
}

/** Sheets in their order; sheets that are alike stand with the first of them, from `least` on. */
export function foldSheets(sheets: readonly MapSheet[], least: number): SheetGroup[] {
  const groups = new Map<string, MapSheet[]>()
  for (const [i, sheet] of sheets.entries()) {
    const key = structure(sheet) ?? `only ${i}`
    groups.set(key, [...(groups.get(key) ?? []), sheet])
  }
  return [...groups.values()].flatMap((group) => {
    const [first, ...like] = group
    if (first && group.length >= least) return [{ first, like }]
    return group.map((sheet) => ({ first: sheet, like: [] }))
  })
}

/** What makes a sheet the same as another one; undefined for a sheet without tables. */
function structure({ layout, visibility }: MapSheet): string | undefined {
  if (!layout || layout.tables.length === 0) return undefined
  const tables = layout.tables.map(({ kind, headerSize, columns }) => [
    kind,
    headerSize,
    columns.map(({ name, kind: of, unit, letter }) => [name, of, unit, letter]),
  ])
  return JSON.stringify([visibility, tables])
}
