import { isBlank, type CellValue } from "../../shared/cell.ts"
import { forEachCell, mapCells } from "./areas.ts"
import type { Range } from "./objects/range.ts"
import { retyped, retypedValue } from "./retyped.ts"

export type CopyType = "All" | "Formulas" | "Values" | "Formats"

export interface CopyOptions {
  readonly type: CopyType
  /** Blank cells of the source leave the target as it is. */
  readonly skipBlanks: boolean
  readonly transpose: boolean
}

/**
 * Copies like Excel's paste special. A target smaller than the source grows to its size; a target that is a whole
 * multiple of it is filled with repetitions.
 */
export function copyCells(source: Range, target: Range, { type, skipBlanks, transpose }: CopyOptions): void {
  const height = transpose ? source.area.columnCount : source.area.rowCount
  const width = transpose ? source.area.rowCount : source.area.columnCount
  const rowCount = target.area.rowCount % height === 0 ? target.area.rowCount : height
  const columnCount = target.area.columnCount % width === 0 ? target.area.columnCount : width
  const into = target.at({ ...target.area, rowCount, columnCount })
  const from = source.sheet
  const origin = (row: number, column: number): [number, number] => {
    const [down, right] = [(row - into.area.row) % height, (column - into.area.column) % width]
    return [source.area.row + (transpose ? right : down), source.area.column + (transpose ? down : right)]
  }
  const styles = mapCells(into.area, (row, column) => from.style(...origin(row, column)))
  const cells = mapCells(into.area, (row, column): CellValue => {
    const at = origin(row, column)
    const isBlankCell = from.formula(...at) === undefined && isBlank(from.value(...at))
    // Null leaves the cell as it is, the empty string clears it.
    if (isBlankCell && skipBlanks) return null
    return type === "Values" ? retypedValue(from.value(...at)) : retyped(from, at, [row, column])
  })
  if (type !== "Formats") target.workbook.write(into.sheetId, into.area, cells)
  if (type === "All" || type === "Formats") {
    target.workbook.clear(into.sheetId, into.area, "Formats")
    forEachCell(into.area, (row, column) => {
      const style = styles[row - into.area.row]?.[column - into.area.column]
      if (style && Object.keys(style).length > 0)
        target.workbook.setStyle(into.sheetId, { row, column, rowCount: 1, columnCount: 1 }, style)
    })
  }
}
