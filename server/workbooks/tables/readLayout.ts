import { formatArea, type Area } from "../../../shared/address.ts"
import { clip } from "../../../shared/clip.ts"
import type { FormulaRegion, MapText, MapTable, SheetLayout } from "../../../shared/workbookMap.ts"
import { cellCounts } from "../cellCounts.ts"
import { formulaRegions } from "../formulaRegions.ts"
import { gridOf, without, type Sheet } from "../sheetGrid.ts"
import { definedAreas, definedTables } from "./definedTables.ts"
import { foundTables } from "./foundTables.ts"
import { islands } from "./islands.ts"
import { layoutNotes } from "./layoutNotes.ts"
import { nameFound } from "./nameFound.ts"

const tablesAtMost = 1_000
const textsAtMost = 200
const formulasAtMost = 200
const formulaCharacters = 400

/** Cells of an island in which tables are looked for; one with more cells must be well filled. */
const scattered = { cells: 20_000_000, filled: 0.05 }

/** What stands where on a sheet: tables as Excel defines them, and those found in the other cells; texts outside of them; formulas. */
export function readLayout(sheet: Sheet): SheetLayout {
  const { counts, sum } = cellCounts(sheet)
  const defined = definedAreas(sheet)
  const walls = defined.map(({ area }) => area)
  const rest = without(sheet, walls)
  const tables: MapTable[] = definedTables(sheet, defined)
  const texts: MapText[] = []
  const notes: string[] = []
  for (const island of islands(rest)) {
    if (isScattered(island, counts)) {
      notes.push(`The cells in ${formatArea(island)} are too scattered to be read as tables.`)
      continue
    }
    const found = foundTables(gridOf(rest, island), walls)
    tables.push(...found.tables)
    texts.push(...found.texts)
  }
  const named = nameFound(sheet.name, tables, texts)
  return {
    tables: named.tables.slice(0, tablesAtMost),
    texts: named.texts.slice(0, textsAtMost),
    formulas: sheetFormulas(sheet),
    counts,
    sum,
    notes: [...notes, ...layoutNotes(sheet, named, { tablesAtMost, textsAtMost })],
  }
}

function isScattered({ rowCount, columnCount }: Area, counts: SheetLayout["counts"]): boolean {
  const cells = rowCount * columnCount
  const filled = Object.values(counts).reduce((sum, count) => sum + count, 0)
  return cells > scattered.cells && filled < scattered.filled * cells
}

function sheetFormulas(sheet: Sheet): FormulaRegion[] {
  const hasFormulas = [...sheet.bands.values()].some((blocks) => blocks.some(({ formulas }) => formulas !== undefined))
  if (!hasFormulas) return []
  return islands(sheet)
    .flatMap((island) => formulaRegions(gridOf(sheet, island)))
    .map(({ area, r1c1 }) => ({ r1c1, area, count: area.rowCount * area.columnCount }))
    .sort((a, b) => b.count - a.count || a.area.row - b.area.row || a.area.column - b.area.column)
    .slice(0, formulasAtMost)
    .map(({ r1c1, area, count }) => ({ r1c1: clip(r1c1, formulaCharacters), address: formatArea(area), count }))
}
