import { formatArea } from "../../shared/address.ts"
import type { CellValue } from "../../shared/cell.ts"
import { profileColumns } from "../../server/analysis/profileTable.ts"
import type { Chunk } from "../../server/tables/chunks/chunk.ts"
import { chunkGrid } from "../../server/tables/chunks/chunkGrid.ts"
import { buildTable } from "../../server/tables/buildTable.ts"
import type { Grid } from "../../server/tables/grid.ts"
import { framed } from "../../server/tables/tableFrame.ts"

export interface RetrievalTable {
  readonly id: string
  readonly title: string
  readonly section: string
  readonly header: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

export interface EvalSheet {
  readonly sheet: string
  readonly chunks: readonly Chunk[]
  /** Which table stands at which address. */
  readonly tableAt: ReadonlyMap<string, string>
}

const tablesOnASheet = 100

/**
 * The tables one below the other on sheets, each under its title. Where they stand and what their header is we are told, as by a
 * table that Excel knows: this measures what is found, not what is detected.
 */
export function* tablesAsSheets(tables: readonly RetrievalTable[]): Generator<EvalSheet> {
  for (let from = 0; from < tables.length; from += tablesOnASheet) {
    const sheet = `Sheet${from / tablesOnASheet + 1}`
    const chunks: Chunk[] = []
    const tableAt = new Map<string, string>()
    let row = 0
    for (const table of tables.slice(from, from + tablesOnASheet)) {
      const grid = gridOf(sheet, table, row)
      const { area } = grid
      const whole = { row: 0, column: 0, rowCount: area.rowCount, columnCount: area.columnCount }
      const body = { ...whole, row: 1, rowCount: area.rowCount - 1 }
      const frame = framed(grid, whole, { titleRows: 0, headerRows: 1 }, body, { totals: [] })
      const read = buildTable(grid, frame)
      tableAt.set(formatArea(area), table.id)
      const title = [table.title, table.section].filter((part) => part !== "").join(": ")
      chunks.push(...chunkGrid(grid, [{ table: read, columns: profileColumns(read), name: null, title }]))
      row = area.row + area.rowCount + 1
    }
    yield { sheet, chunks, tableAt }
  }
}

/** Header and rows as cells, numbers as numbers; the title's row is left above it. */
function gridOf(worksheet: string, { header, rows }: RetrievalTable, row: number): Grid {
  const columnCount = Math.max(1, header.length)
  const cells = [header, ...rows].map((line) =>
    Array.from({ length: columnCount }, (_, at): CellValue => cellOf(line[at] ?? "")),
  )
  const area = { row: row + 1, column: 0, rowCount: cells.length, columnCount }
  return { worksheet, area, values: cells, formulas: undefined, numberFormats: undefined }
}

function cellOf(text: string): CellValue {
  if (text === "") return null
  const isNumber = /^-?\d{1,15}(?:\.\d+)?$/.test(text) && !/^-?0\d/.test(text)
  return isNumber ? Number(text) : text
}
