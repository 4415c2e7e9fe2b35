import { parseAddress } from "../../../shared/address.ts"
import { clip } from "../../../shared/clip.ts"
import type { ColumnProfile } from "../../../shared/profile.ts"
import { quotable } from "../../../shared/quotable.ts"
import { counted, type Column } from "../table.ts"
import { makeChunk, type Chunk } from "./chunk.ts"
import type { LooseCell } from "./looseCells.ts"
import { blockAddress, inGroups, type ProfiledTable } from "./profiledTable.ts"

const columnsPerChunk = 40
const samplesPerColumn = 5
/** A title stands directly above its table. */
const titleRows = 4

/** What a table is: its sheet, address, title and columns with kinds and sample values. */
export function headerChunks({ table, columns, name, title }: ProfiledTable): Chunk[] {
  const { shape } = table
  const groups = inGroups(columns, columnsPerChunk)
  return groups.map((group, index) => {
    const start = index * columnsPerChunk
    const whole = groups.length === 1
    const lines = [
      `Sheet ${shape.worksheet}, table ${shape.tableAddress}${title ? `: ${title}` : ""}`,
      `${counted(shape.rowCount, "data row")}, ${counted(columns.length, "column")}`,
      ...group.map((column, at) => columnLine(column, table.columns[start + at]?.values ?? [])),
    ]
    return makeChunk({
      type: "header",
      sheet: shape.worksheet,
      address: whole ? shape.tableAddress : blockAddress(group, shape.headerRow ?? shape.firstRow, shape.lastRow),
      tableAddress: shape.tableAddress,
      table: name,
      title,
      columns: group.map(({ name }) => name),
      content: lines.join("\n"),
      figures: [
        {
          value: shape.rowCount,
          address: shape.tableAddress,
          column: null,
          fraction: false,
          statistic: "count of data rows",
        },
      ],
    })
  })
}

function columnLine(column: ColumnProfile, values: Column["values"]): string {
  const frequent = column.kind === "text" || column.kind === "boolean" ? column.topValues.map(({ value }) => value) : []
  const shown = frequent.length > 0 ? frequent : [...firstDistinct(values)]
  const samples = shown.slice(0, samplesPerColumn).map((value) => clip(quotable(value, column), 40))
  const kind = column.unit ? `${column.kind}, ${column.unit}` : column.kind
  return `${clip(column.name, 80)} (${kind})${samples.length > 0 ? `: ${samples.join(", ")}` : ""}`
}

function firstDistinct(values: Column["values"]): Set<string | number | boolean> {
  const found = new Set<string | number | boolean>()
  for (const value of values) {
    if (value !== null) found.add(value)
    if (found.size === samplesPerColumn) break
  }
  return found
}

/** Text in the rows above a table, over its columns; null without. `loose` are the cells outside of all tables. */
export function titleOf(tableAddress: string, loose: readonly LooseCell[]): string | null {
  const area = parseAddress(tableAddress)
  const above = loose.filter(
    ({ row, column, value }) =>
      typeof value === "string" &&
      row < area.row &&
      row >= area.row - titleRows &&
      column >= area.column &&
      column < area.column + area.columnCount,
  )
  return above.length === 0 ? null : clip(above.map(({ text }) => text).join(" "), 300)
}
