import type { MapTable, MapText } from "../../../shared/workbookMap.ts"
import type { Sheet } from "../sheetGrid.ts"

/** Sentences about a sheet that an answer from it may need. */
export function layoutNotes(
  { definitions }: Sheet,
  found: { readonly tables: readonly MapTable[]; readonly texts: readonly MapText[] },
  most: { readonly tablesAtMost: number; readonly textsAtMost: number },
): string[] {
  const notes: string[] = []
  if (definitions.hidden.length > 0) {
    const [shown, more] = [definitions.hidden.slice(0, 3).join(", "), definitions.hidden.length - 3]
    notes.push(`Hidden rows and columns are read like all others: ${shown}${more > 0 ? ` and ${more} more` : ""}.`)
  }
  if (found.tables.length > most.tablesAtMost)
    notes.push(`Of ${found.tables.length} tables the first ${most.tablesAtMost} are listed.`)
  if (found.texts.length > most.textsAtMost)
    notes.push(`Of ${found.texts.length} texts outside of tables the first ${most.textsAtMost} are listed.`)
  return notes
}
