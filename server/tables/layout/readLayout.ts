import { formatArea, type Area } from "../../../shared/address.ts"
import { clip } from "../../../shared/clip.ts"
import type { FormulaRegion, MapText, MapTable, SheetLayout } from "../../../shared/workbookMap.ts"
import { cellCounts } from "../cellCounts.ts"
import { formulaRegions } from "../formulaRegions.ts"
import { filledIn, gridOf, without, type Sheet } from "../sheetGrid.ts"
import { definedAreas, definedTables } from "./definedTables.ts"
import { foundTables } from "./foundTables.ts"
import { islands } from "./islands.ts"
import { layoutNotes } from "./layoutNotes.ts"
import { nameFound } from "./nameFound.ts"

const tablesAtMost = 1_000
const textsAtMost = 200
const formulasAtMost = 200
const formulaCharacters = 400

/** An island of more cells than so many for each filled one is no table. */
const blanksForEach = 20
const anyShape = 100_000

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
    if (isScattered(rest, island)) {
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

function isScattered(sheet: Sheet, island: Area): boolean {
  const cells = island.rowCount * island.columnCount
  return cells > anyShape && cells > anyShape + blanksForEach * filledIn(sheet, island)
}

function sheetFormulas(sheet: Sheet): FormulaRegion[] {
  const hasFormulas = [...sheet.bands.values()].some((blocks) => blocks.some(({ formulas }) => formulas !== undefined))
  if (!hasFormulas) return []
  return islands(sheet)
    .filter((island) => !isScattered(sheet, island))
    .flatMap((island) => formulaRegions(gridOf(sheet, island)))
    .map(({ area, r1c1 }) => ({ r1c1, area, count: area.rowCount * area.columnCount }))
    .sort((a, b) => b.count - a.count || a.area.row - b.area.row || a.area.column - b.area.column)
    .slice(0, formulasAtMost)
    .map(({ r1c1, area, count }) => ({ r1c1: clip(r1c1, formulaCharacters), address: formatArea(area), count }))
}
