import type { MapSheet } from "../../shared/workbookMap.ts"

/** What search can find of a sheet, as a phrase. */
export function sheetState({ usedRange, layout, index }: Pick<MapSheet, "usedRange" | "layout" | "index">): string {
  if (usedRange === null) return "nothing to find"
  if (layout === null) return "being looked at"
  switch (index) {
    case "waiting":
      return "waits to be indexed"
    case "indexing":
      return "being indexed"
    case "indexed":
      return "searchable"
    case "failed":
      return "not searchable: indexing failed"
  }
}
