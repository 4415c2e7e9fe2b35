import { columnLetter, formatArea, qualify, type Area } from "../../../shared/address.ts"
import { clip } from "../../../shared/clip.ts"
import { toR1C1 } from "../../../shared/r1c1.ts"
import { mapReferences, referenceText, type Reference } from "../../../shared/references.ts"
import { formulaAt, type Grid } from "../../workbooks/grid.ts"
import { makeChunk, type Chunk } from "./chunk.ts"
import type { ProfiledTable } from "./profiledTable.ts"

/** Regions kept of one grid, the largest first: beyond that every cell has a formula of its own. */
const regionsAtMost = 300
const formulaCharacters = 400
const referencesShown = 12

interface FormulaRegion {
  /** On the sheet. */
  area: Area
  readonly pattern: string
  /** Formulas of its first and its last cell. */
  readonly first: string
  last: string
}

/** One chunk for each region of formulas that are copies of each other: where, the first cell's formula, and what it reads. */
export function formulaChunks(grid: Grid, tables: readonly ProfiledTable[]): Chunk[] {
  if (!grid.formulas) return []
  const cells = ({ area }: FormulaRegion): number => area.rowCount * area.columnCount
  return joinBeside(columnRuns(grid))
    .sort((a, b) => cells(b) - cells(a) || a.area.row - b.area.row || a.area.column - b.area.column)
    .slice(0, regionsAtMost)
    .map((region) => formulaChunk(grid.worksheet, region, tables))
}

function columnRuns(grid: Grid): FormulaRegion[] {
  const runs: FormulaRegion[] = []
  for (let c = 0; c < grid.area.columnCount; c++) {
    let run: FormulaRegion | undefined
    for (let r = 0; r < grid.area.rowCount; r++) {
      const formula = formulaAt(grid, r, c)
      if (formula === undefined) {
        run = undefined
        continue
      }
      const row = grid.area.row + r
      const column = grid.area.column + c
      const pattern = toR1C1(formula, [row, column])
      if (run?.pattern === pattern) {
        run.area = { ...run.area, rowCount: run.area.rowCount + 1 }
        run.last = formula
      } else {
        run = { area: { row, column, rowCount: 1, columnCount: 1 }, pattern, first: formula, last: formula }
        runs.push(run)
      }
    }
  }
  return runs
}

/** Runs of the same formulas in neighbouring columns and the same rows become one region; `runs` go by columns. */
function joinBeside(runs: readonly FormulaRegion[]): FormulaRegion[] {
  const open = new Map<string, FormulaRegion>()
  const joined: FormulaRegion[] = []
  for (const run of runs) {
    const { row, rowCount, column } = run.area
    const key = `${row} ${rowCount} ${run.pattern}`
    const left = open.get(key)
    if (left && left.area.column + left.area.columnCount === column) {
      left.area = { ...left.area, columnCount: left.area.columnCount + 1 }
      left.last = run.last
    } else {
      open.set(key, run)
      joined.push(run)
    }
  }
  return joined
}

function formulaChunk(sheet: string, region: FormulaRegion, tables: readonly ProfiledTable[]): Chunk {
  const address = formatArea(region.area)
  const row = region.area.row + 1
  const table = tables.find(
    ({ table: { shape } }) => (row >= shape.firstRow && row <= shape.lastRow) || shape.totalsRows.includes(row),
  )
  const named = new Map(table?.columns.map(({ letter, name }) => [letter, name]))
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
    tableAddress: table?.table.shape.tableAddress ?? null,
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
function referencesOf({ first, last }: FormulaRegion): { text: string; letter: string | undefined }[] {
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
