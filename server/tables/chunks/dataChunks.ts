import { clip } from "../../../shared/clip.ts"
import { formatKind } from "../../../shared/cell.ts"
import { quotable } from "../../../shared/quotable.ts"
import { cellOf, type Column, type Table } from "../table.ts"
import { makeChunk, type Chunk, type ChunkFigure } from "./chunk.ts"
import { blockAddress, type ProfiledTable } from "./profiledTable.ts"

/** About 300 tokens: enough rows to make sense together, few enough that one of them still shapes the vector. */
const leastCharacters = 1200
const rowsAtMost = 40
/** A long table has no more chunks than this, until they would be too long to read. */
const chunksWanted = 1000
const mostCharacters = 4 * leastCharacters
/** From so many rows on, a chunk repeats the last row of the one before: neighbours are found together. */
const rowsToOverlap = 4
const nameCharacters = 60
/** Rows that tell how wide a column's text is. */
const measuredRows = 20

/**
 * The rows of a table down to a row of the sheet in groups, each value with its column's name; a wide table is cut between columns as
 * well, and a long one into longer pieces.
 */
export function* dataChunks(profiled: ProfiledTable, lastRow: number): Generator<Chunk> {
  const { columns, sheetRows } = profiled.table
  // Of records that stand in columns the numbers are no rows.
  const beyond = isTurned(columns) ? -1 : sheetRows.findIndex((row) => row > lastRow)
  const rowCount = beyond < 0 ? sheetRows.length : beyond
  for (const { key, columns: some, width } of columnGroups(profiled.table)) {
    const grown = Math.min(mostCharacters, Math.max(leastCharacters, (rowCount * width) / chunksWanted))
    yield* groupChunks(profiled, { key, columns: some, rowCount, characters: grown })
  }
}

const isTurned = (columns: readonly Column[]): boolean => /^\d/.test(columns[0]?.shape.letter ?? "")

interface ColumnGroup {
  /** The table's first column, which says what a row is about, where the group does not hold it. */
  readonly key: Column | undefined
  readonly columns: readonly Column[]
  /** Characters of a row, about. */
  readonly width: number
}

function columnGroups({ columns }: Table): ColumnGroup[] {
  const groups: { columns: Column[]; width: number }[] = []
  for (const column of columns) {
    const width = textWidth(column)
    let last = groups.at(-1)
    if (!last || last.width + width > leastCharacters) groups.push((last = { columns: [], width: 0 }))
    last.columns.push(column)
    last.width += width
  }
  return groups.map((group, index) => ({ ...group, key: index === 0 ? undefined : columns[0] }))
}

function textWidth({ shape, values }: Column): number {
  const measured = values.slice(0, measuredRows)
  const characters = measured.reduce<number>(
    (sum, value) => sum + (value === null ? 0 : quotable(value, shape).length),
    0,
  )
  return Math.min(shape.name.length, nameCharacters) + characters / Math.max(1, measured.length) + 4
}

interface RowGroups extends Pick<ColumnGroup, "key" | "columns"> {
  readonly rowCount: number
  /** Of one chunk. */
  readonly characters: number
}

function* groupChunks(
  profiled: ProfiledTable,
  { key, columns, rowCount, characters: most }: RowGroups,
): Generator<Chunk> {
  const { table } = profiled
  const rows = rowsAtMost * (most / leastCharacters)
  const shown = key ? [key, ...columns] : columns
  let first = 0
  let lines: string[] = []
  let characters = 0
  for (let index = 0; index < rowCount; index++) {
    const line = rowLine(table, shown, index)
    if (lines.length > 0 && (characters + line.length > most || lines.length >= rows)) {
      yield rowsChunk(profiled, columns, lines, first)
      const overlap = lines.length >= rowsToOverlap ? 1 : 0
      first = index - overlap
      lines = lines.slice(lines.length - overlap)
      characters = overlap === 1 ? (lines[0]?.length ?? 0) : 0
    }
    lines.push(line)
    characters += line.length
  }
  if (lines.length > 0) yield rowsChunk(profiled, columns, lines, first)
}

/** The chunk of as many data rows as there are lines, from index `first` on. */
function rowsChunk(
  { table, name, title }: ProfiledTable,
  columns: readonly Column[],
  lines: readonly string[],
  first: number,
): Chunk {
  const { worksheet, tableAddress, firstRow } = table.shape
  const end = first + lines.length
  const shapes = columns.map(({ shape }) => shape)
  return makeChunk({
    type: "data",
    sheet: worksheet,
    address: blockAddress(shapes, table.sheetRows[first] ?? firstRow, table.sheetRows[end - 1] ?? firstRow),
    tableAddress,
    table: name,
    title,
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
