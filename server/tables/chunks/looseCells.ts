import { formatArea, parseAddress, type Area } from "../../../shared/address.ts"
import { formatKind, isBlank, type CellValue } from "../../../shared/cell.ts"
import { quotable } from "../../../shared/quotable.ts"
import type { Grid } from "../grid.ts"
import { makeChunk, type Chunk } from "./chunk.ts"
import type { ProfiledTable } from "./profiledTable.ts"

/** A filled cell that belongs to no table: a title, a total, a note, a figure beside. Row and column of the sheet, from zero. */
export interface LooseCell {
  readonly row: number
  readonly column: number
  readonly value: CellValue
  /** As a person reads it. */
  readonly text: string
  readonly fraction: boolean
}

const cellsAtMost = 4000
const chunkCharacters = 1200

/** The filled cells outside of all tables, by rows; totals rows count as outside. */
export function looseCells(grid: Grid, tables: readonly ProfiledTable[]): LooseCell[] {
  const inside = tables.map(({ table }) => ({
    area: parseAddress(table.shape.tableAddress),
    totals: new Set(table.shape.totalsRows),
  }))
  const found: LooseCell[] = []
  for (const [r, cells] of grid.values.entries()) {
    const row = grid.area.row + r
    const covering = inside.filter(({ area, totals }) => rowIn(area, row) && !totals.has(row + 1))
    if (covering.length === 1 && covers(covering[0]?.area, grid.area)) continue
    for (const [c, value] of cells.entries()) {
      const column = grid.area.column + c
      if (isBlank(value) || covering.some(({ area }) => columnIn(area, column))) continue
      const format = grid.numberFormats?.[r]?.[c] ?? null
      const kind = formatKind(format)
      found.push({ row, column, value, text: quotable(value, { kind, format }), fraction: kind === "percentage" })
      if (found.length === cellsAtMost) return found
    }
  }
  return found
}

const rowIn = (area: Area, row: number): boolean => row >= area.row && row < area.row + area.rowCount
const columnIn = (area: Area, column: number): boolean =>
  column >= area.column && column < area.column + area.columnCount
const covers = (area: Area | undefined, whole: Area): boolean =>
  area?.column === whole.column && area.columnCount === whole.columnCount

/** The loose cells row by row, some rows in each chunk. */
export function looseChunks(grid: Grid, loose: readonly LooseCell[]): Chunk[] {
  const chunks: Chunk[] = []
  let cells: LooseCell[] = []
  let characters = 0
  const close = (): void => {
    if (cells.length > 0) chunks.push(looseChunk(grid.worksheet, cells))
    cells = []
    characters = 0
  }
  for (const cell of loose) {
    if (characters > chunkCharacters && cell.row !== cells.at(-1)?.row) close()
    if (characters > 3 * chunkCharacters) close()
    cells.push(cell)
    characters += cell.text.length + 8
  }
  close()
  return chunks
}

function looseChunk(sheet: string, cells: readonly LooseCell[]): Chunk {
  const rows = new Map<number, string[]>()
  for (const cell of cells) rows.set(cell.row, [...(rows.get(cell.row) ?? []), `${addressOf(cell)}: ${cell.text}`])
  const lines = [...rows.values()].map((texts) => texts.join("; "))
  return makeChunk({
    type: "data",
    sheet,
    address: boundsOf(cells),
    tableAddress: null,
    table: null,
    title: null,
    columns: [],
    content: [`Sheet ${sheet}, cells outside of its tables`, ...lines].join("\n"),
    figures: cells.flatMap((cell) =>
      typeof cell.value === "number"
        ? [{ value: cell.value, address: addressOf(cell), column: null, fraction: cell.fraction, statistic: null }]
        : [],
    ),
  })
}

const addressOf = ({ row, column }: LooseCell): string => formatArea({ row, column, rowCount: 1, columnCount: 1 })

function boundsOf(cells: readonly LooseCell[]): string {
  const rows = cells.map(({ row }) => row)
  const columns = cells.map(({ column }) => column)
  const row = Math.min(...rows)
  const column = Math.min(...columns)
  return formatArea({
    row,
    column,
    rowCount: Math.max(...rows) - row + 1,
    columnCount: Math.max(...columns) - column + 1,
  })
}
