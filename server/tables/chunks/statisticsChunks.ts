import { clip } from "../../../shared/clip.ts"
import { formatKind } from "../../../shared/cell.ts"
import type { ColumnProfile } from "../../../shared/profile.ts"
import { quotable } from "../../../shared/quotable.ts"
import { counted } from "../table.ts"
import { makeChunk, type Chunk, type ChunkFigure } from "./chunk.ts"
import { blockAddress, inGroups, type ProfiledTable } from "./profiledTable.ts"

const columnsPerChunk = 20

/** What the columns of a table add up to: for numbers count, sum, mean, least and most; for text its different values. */
export function statisticsChunks({ table, columns, name, title }: ProfiledTable): Chunk[] {
  const { shape } = table
  const filled = columns.filter(({ count }) => count > 0)
  return inGroups(filled, columnsPerChunk).map((group) => {
    const described = group.map((column, at) => describeColumn(column, at))
    const lines = described.map(({ text }, at) => `${clip(group[at]?.name ?? "", 80)} (${group[at]?.address}): ${text}`)
    return makeChunk({
      type: "statistics",
      sheet: shape.worksheet,
      address: blockAddress(group, shape.firstRow, shape.lastRow),
      tableAddress: shape.tableAddress,
      table: name,
      title,
      columns: group.map(({ name }) => name),
      content: [
        `Statistics of sheet ${shape.worksheet}, table ${shape.tableAddress}, ${counted(shape.rowCount, "row")}`,
        ...lines,
      ].join("\n"),
      figures: described.flatMap(({ figures }) => figures),
    })
  })
}

function describeColumn(column: ColumnProfile, index: number): { text: string; figures: ChunkFigure[] } {
  const { statistics, kind } = column
  const fraction = kind === "percentage" || formatKind(column.format) === "percentage"
  const parts: string[] = []
  const figures: ChunkFigure[] = []
  const count = (value: number, statistic: string, text: string): void => {
    parts.push(text)
    figures.push({ value, address: column.address, column: index, fraction: false, statistic })
  }
  const figure = (value: number, statistic: string, cell?: string): void => {
    parts.push(`${statistic} ${quotable(value, column)}${cell ? ` in ${cell}` : ""}`)
    // A date is no figure; a text that names it claims a date.
    if (kind !== "date") figures.push({ value, address: cell ?? column.address, column: index, fraction, statistic })
  }
  count(column.count, "count", counted(column.count, "value"))
  if (column.missing > 0) count(column.missing, "count of missing values", `${column.missing} missing`)
  if (column.errors > 0) count(column.errors, "count of errors", counted(column.errors, "error"))
  if (statistics) {
    if (kind !== "date") {
      figure(statistics.sum, "sum")
      figure(statistics.mean, "mean")
    }
    figure(statistics.minimum, "minimum", statistics.minimumCell)
    figure(statistics.maximum, "maximum", statistics.maximumCell)
  }
  if (kind === "text" || kind === "boolean" || kind === "mixed") {
    count(column.distinct, "count of different values", `${column.distinct} different`)
    const frequent = column.topValues.map(({ value, count: times }) => {
      const text = quotable(value, column)
      const statistic = `count of ${JSON.stringify(clip(text, 60))}`
      figures.push({ value: times, address: column.address, column: index, fraction: false, statistic })
      return `${clip(text, 60)} (${times})`
    })
    if (frequent.length > 0) parts.push(`most frequent ${frequent.join(", ")}`)
  }
  return { text: parts.join(", "), figures }
}
