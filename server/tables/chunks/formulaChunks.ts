import { columnLetter, formatArea, qualify } from "../../../shared/address.ts"
import { clip } from "../../../shared/clip.ts"
import { mapReferences, referenceText, type Reference } from "../../../shared/references.ts"
import { formulaRegions, type FormulaCells } from "../formulaRegions.ts"
import type { Grid } from "../grid.ts"
import { makeChunk, type Chunk } from "./chunk.ts"
import type { ProfiledTable } from "./profiledTable.ts"

/** Regions kept of one grid, the largest first: beyond that every cell has a formula of its own. */
const regionsAtMost = 300
const formulaCharacters = 400
const referencesShown = 12

/** One chunk for each region of formulas that are copies of each other: where, the first cell's formula, and what it reads. */
export function formulaChunks(grid: Grid, tables: readonly ProfiledTable[]): Chunk[] {
  return formulaRegions(grid)
    .slice(0, regionsAtMost)
    .map((region) => formulaChunk(grid.worksheet, region, tables))
}

function formulaChunk(sheet: string, region: FormulaCells, tables: readonly ProfiledTable[]): Chunk {
  const address = formatArea(region.area)
  const row = region.area.row + 1
  const owning = tables.find(
    ({ table: { shape } }) => (row >= shape.firstRow && row <= shape.lastRow) || shape.totalsRows.includes(row),
  )
  const named = new Map(owning?.columns.map(({ letter, name }) => [letter, name]))
  const columns = Array.from({ length: region.area.columnCount }, (_, at) =>
    named.get(columnLetter(region.area.column + at)),
  ).filter((name) => name !== undefined)
  const subject = columns.length > 0 ? `, ${clip(columns.slice(0, 5).join(", "), 200)}` : ""
  const reads = referencesOf(region).map(({ text, letter }) => {
    const name = letter === undefined ? undefined : named.get(letter)
    return name === undefined ? text : `${text} (${clip(name, 60)})`
  })
  const several = region.area.rowCount * region.area.columnCount > 1
  return makeChunk({
    type: "formula",
    sheet,
    address,
    tableAddress: owning?.table.shape.tableAddress ?? null,
    table: owning?.name ?? null,
    title: owning?.title ?? null,
    columns,
    content: [
      `Formulas in ${qualify(sheet, address)}${subject}`,
      `${several ? `${address.split(":")[0] ?? address}, copied over ${address}` : address}: ${clip(region.first, formulaCharacters)}`,
      ...(reads.length > 0 ? [`Reads ${reads.slice(0, referencesShown).join(", ")}`] : []),
    ].join("\n"),
    figures: [],
  })
}

/** What all formulas of a region read together: from where its first cell's reference starts to where its last cell's ends. */
function referencesOf({ first, last }: FormulaCells): { text: string; letter: string | undefined }[] {
  const begins = references(first)
  const ends = references(last)
  const found = begins.map((begin, index) => {
    const end = ends[index] ?? begin
    const reference = { sheet: begin.sheet, first: fixed(begin.first), last: fixed(end.last ?? end.first) }
    const one = reference.first.row === reference.last.row && reference.first.column === reference.last.column
    const single = reference.first.column === reference.last.column ? reference.first.column : undefined
    return {
      text: referenceText(one ? { ...reference, last: undefined } : reference),
      letter: begin.sheet === undefined && single !== undefined ? columnLetter(single) : undefined,
    }
  })
  return [...new Map(found.map((each) => [each.text, each])).values()]
}

const fixed = (corner: Reference["first"]): Reference["first"] => ({ ...corner, rowFixed: false, columnFixed: false })

function references(formula: string): Reference[] {
  const found: Reference[] = []
  mapReferences(formula, (reference) => {
    found.push(reference)
    return undefined
  })
  return found
}
