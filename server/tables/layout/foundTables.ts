import type { Area } from "../../../shared/address.ts"
import { isBlank } from "../../../shared/cell.ts"
import { clip } from "../../../shared/clip.ts"
import type { MapTable, MapText } from "../../../shared/workbookMap.ts"
import { sheetAddress, valueAt, type Grid } from "../grid.ts"
import { headerText } from "../headerTexts.ts"
import { isLooseText } from "../looseText.ts"
import { findRegions } from "../regions.ts"
import { regionTable } from "../regionTable.ts"
import { mapTable } from "./mapTable.ts"

const textCharacters = 300

/** Tables, and texts outside of them, of a grid that holds none that Excel defines; nothing reaches over a wall. */
export function foundTables(grid: Grid, walls: readonly Area[]): { tables: MapTable[]; texts: MapText[] } {
  const tables: MapTable[] = []
  const texts: MapText[] = []
  for (const region of findRegions(grid, walls)) {
    if (isLooseText(grid, region)) {
      texts.push(...rowsOf(region).flatMap((row) => textIn(grid, region, row)))
      continue
    }
    if (region.rowCount === 1 && region.columnCount === 1) continue
    const { kind, grid: read, frame, titleRows } = regionTable(grid, region)
    tables.push(mapTable(read, frame, { kind, name: null, definedBy: null }))
    texts.push(...[...titleRows, ...frame.footnotes].flatMap((row) => textIn(grid, region, row)))
  }
  return { tables, texts }
}

const rowsOf = ({ row, rowCount }: Area): number[] => Array.from({ length: rowCount }, (_, i) => row + i)

/** The cells of one row as one text. */
function textIn(grid: Grid, region: Area, row: number): MapText[] {
  const columns = Array.from({ length: region.columnCount }, (_, c) => region.column + c).filter(
    (column) => !isBlank(valueAt(grid, row, column)),
  )
  const [first] = columns
  if (first === undefined) return []
  const address = sheetAddress(grid, {
    row,
    column: first,
    rowCount: 1,
    columnCount: (columns.at(-1) ?? first) - first + 1,
  })
  const text = columns.map((column) => headerText(grid, row, column).replace(/\s+/g, " ").trim()).join(" | ")
  return [{ kind: "note", address, text: clip(text, textCharacters) }]
}
