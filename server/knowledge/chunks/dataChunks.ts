import { clip } from "../../../shared/clip.ts"
import { formatKind } from "../../../shared/cell.ts"
import { quotable } from "../../../shared/quotable.ts"
import { cellOf, type Column, type Table } from "../../workbooks/table.ts"
import { makeChunk, type Chunk, type ChunkFigure } from "./chunk.ts"
import { blockAddress, type ProfiledTable } from "./profiledTable.ts"

/** About 300 tokens: enough rows to make sense together, few enough that one of them still shapes the vector. */
const chunkCharacters = 1200
const rowsAtMost = 40
/** From so many rows on, a chunk repeats the last row of the one before: neighbours are found together. */
const rowsToOverlap = 4
const nameCharacters = 60
/** Rows that tell how wide a column's text is. */
const measuredRows = 20

/** The rows of a table in groups, each value with its column's name; a wide table is cut between columns as well. */
export function* dataChunks({ table }: ProfiledTable): Generator<Chunk> {
  for (const { key, columns } of columnGroups(table)) yield* groupChunks(table, key, columns)
}

interface ColumnGroup {
  /** The table's first column, which says what a row is about, where the group does not hold it. */
  readonly key: Column | undefined
  readonly columns: readonly Column[]
}

function columnGroups({ columns }: Table): ColumnGroup[] {
  const groups: Column[][] = []
  let characters = Infinity
  for (const column of columns) {
    const width = textWidth(column)
    if (characters + width > chunkCharacters) {
      groups.push([])
      characters = 0
    }
    groups.at(-1)?.push(column)
    characters += width
  }
  return groups.map((group, index) => ({ key: index === 0 ? undefined : columns[0], columns: group }))
}

function textWidth({ shape, values }: Column): number {
  const measured = values.slice(0, measuredRows)
  const characters = measured.reduce<number>(
    (sum, value) => sum + (value === null ? 0 : quotable(value, shape).length),
    0,
  )
  return Math.min(shape.name.length, nameCharacters) + characters / Math.max(1, measured.length) + 4
}

function* groupChunks(table: Table, key: Column | undefined, columns: readonly Column[]): Generator<Chunk> {
  const shown = key ? [key, ...columns] : columns
  let first = 0
  let lines: string[] = []
  let characters = 0
  for (let index = 0; index < table.sheetRows.length; index++) {
    const line = rowLine(table, shown, index)
    if (lines.length > 0 && (characters + line.length > chunkCharacters || lines.length === rowsAtMost)) {
      yield rowsChunk(table, columns, lines, first)
      const overlap = lines.length >= rowsToOverlap ? 1 : 0
      first = index - overlap
      lines = lines.slice(lines.length - overlap)
      characters = overlap === 1 ? (lines[0]?.length ?? 0) : 0
    }
    lines.push(line)
    characters += line.length
  }
  if (lines.length > 0) yield rowsChunk(table, columns, lines, first)
}

/** The chunk of as many data rows as there are lines, from index `first` on. */
function rowsChunk(table: Table, columns: readonly Column[], lines: readonly string[], first: number): Chunk {
  const { worksheet, tableAddress, firstRow } = table.shape
  const end = first + lines.length
  const shapes = columns.map(({ shape }) => shape)
  return makeChunk({
    type: "data",
    sheet: worksheet,
    address: blockAddress(shapes, table.sheetRows[first] ?? firstRow, table.sheetRows[end - 1] ?? firstRow),
    tableAddress,
    columns: shapes.map(({ name }) => name),
    content: [`Sheet ${worksheet}, rows of table ${tableAddress}`, ...lines].join("\n"),
    figures: figuresOf(table, columns, first, end),
  })
}

function rowLine(table: Table, columns: readonly Column[], index: number): string {
  const cells = columns.flatMap(({ shape, values }) => {
    const value = values[index] ?? null
    return value === null ? [] : [`${clip(shape.name, nameCharacters)}: ${quotable(value, shape)}`]
  })
  return `Row ${table.sheetRows[index] ?? 0}: ${cells.join("; ")}`
}

function figuresOf(table: Table, columns: readonly Column[], first: number, end: number): ChunkFigure[] {
  const figures: ChunkFigure[] = []
  for (const [at, column] of columns.entries()) {
    if (column.shape.kind === "date") continue
    const fraction = column.shape.kind === "percentage" || formatKind(column.shape.format) === "percentage"
    for (let index = first; index < end; index++) {
      const value = column.values[index]
      if (typeof value === "number")
        figures.push({ value, address: cellOf(table, column, index), column: at, fraction, statistic: null })
    }
  }
  return figures
}
