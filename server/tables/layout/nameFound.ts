import { parseAddress } from "../../../shared/address.ts"
import type { MapTable, MapText } from "../../../shared/workbookMap.ts"
import { uniqueName } from "../uniqueName.ts"
import { columnUnit } from "./columnUnit.ts"

const titleCharacters = 120

/**
 * Tables and texts of a sheet from top to bottom. A table without a title takes the text that stands above it; one without a name of
 * Excel's its title's, or the sheet's: the largest first.
 */
export function nameFound(
  sheet: string,
  found: readonly MapTable[],
  texts: readonly MapText[],
): { tables: MapTable[]; texts: MapText[] } {
  const titled = found.map((table) => {
    const captions = textsAbove(table, texts).map(({ text }) => text)
    const columns = table.columns.map((column) => ({ ...column, unit: columnUnit(column, captions) }))
    return { ...table, title: captions[0] ?? null, columns }
  })
  const taken = new Map<string, number>()
  const size = ({ rowCount, columns }: MapTable): number => rowCount * columns.length
  const rank = (table: MapTable): number => (table.name !== "" ? 0 : table.title !== null ? 1 : 2)
  const names = new Map<MapTable, string>()
  for (const table of [...titled].sort((a, b) => rank(a) - rank(b) || size(b) - size(a)))
    names.set(table, uniqueName(table.name || table.title || sheet, taken))
  const titles = new Set(titled.map(({ title }) => title))
  return {
    tables: titled.map((table) => ({ ...table, name: names.get(table) ?? table.name })).sort(byPlace),
    texts: texts.map((text): MapText => ({ ...text, kind: titles.has(text.text) ? "title" : "note" })).sort(byPlace),
  }
}

/** The texts that stand right above each other on a table, the topmost first. */
function textsAbove(table: MapTable, texts: readonly MapText[]): MapText[] {
  const area = parseAddress(table.address)
  const found: MapText[] = []
  let top = area.row
  for (;;) {
    const distance = (text: MapText): number => top - parseAddress(text.address).row
    const [next] = texts
      .filter((text) => {
        const { column } = parseAddress(text.address)
        const isOver = column >= area.column - 1 && column < area.column + area.columnCount
        return isOver && distance(text) >= 1 && distance(text) <= (found.length > 0 ? 1 : 3)
      })
      .sort((a, b) => distance(a) - distance(b))
    if (!next || next.text.length > titleCharacters) return found
    found.unshift(next)
    top = parseAddress(next.address).row
  }
}

function byPlace(a: { address: string }, b: { address: string }): number {
  const [first, second] = [parseAddress(a.address), parseAddress(b.address)]
  return first.row - second.row || first.column - second.column
}
