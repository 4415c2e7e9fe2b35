import { formatArea, type Area } from "../../shared/address.ts"
import { isBlank, type CellValue } from "../../shared/cell.ts"
import { AppError } from "../../shared/errors.ts"
import type { ReadOptions } from "../chat/spreadsheet.ts"
import { runExcel } from "./runExcel.ts"

/** Three matrices of the same size. */
export interface Cells {
  values: CellValue[][]
  formulas: CellValue[][]
  numberFormats: string[][]
}

/**
 * Cells of an area, at most as many as one block has. Excel on the web cuts a reply at 5 MB, so long texts can still be
 * refused, or come back as null; the area is then halved until it fits. @param worksheet its name, or its id.
 */
export async function readCells(worksheet: string, area: Area, options: ReadOptions): Promise<Cells> {
  const cells = await tryRead(worksheet, area, options)
  if (cells) return cells
  const halves = halve(area)
  if (!halves)
    throw new AppError("excel_failed", `Excel did not hand over the cell ${formatArea(area)} of ${worksheet}.`)
  const first = await readCells(worksheet, halves[0], options)
  const second = await readCells(worksheet, halves[1], options)
  return area.rowCount > 1 ? below([first, second]) : beside(first, second)
}

/** Undefined when the block is too large for one reply. */
async function tryRead(worksheet: string, area: Area, options: ReadOptions): Promise<Cells | undefined> {
  try {
    return await runExcel(
      async (context) => {
        const range = context.workbook.worksheets.getItem(worksheet).getRange(formatArea(area))
        range.load("values,formulas,numberFormat")
        await context.sync()
        return completeCells(range.values, range.formulas, range.numberFormat)
      },
      {
        signal: options.signal,
        onSlow: () =>
          options.onWaiting?.({ label: "Waiting for Excel. If you are editing a cell, press Enter", progress: null }),
      },
    )
  } catch (error) {
    if (error instanceof AppError && error.code === "message_too_large") return undefined
    if (error instanceof AppError && error.code === "not_found")
      throw new AppError("not_found", `${formatArea(area)} on the sheet "${worksheet}" is no longer in the workbook.`, {
        cause: error,
      })
    throw error
  }
}

/** A blank cell is the empty string in Office.js, so a null is a cell (or a whole matrix) that was not handed over. */
export function completeCells(values: unknown, formulas: unknown, formats: unknown): Cells | undefined {
  if (!isMatrix(values) || !isMatrix(formulas) || !isMatrix(formats)) return undefined
  if (values.some((row) => row.includes(null)) || formulas.some((row) => row.includes(null))) return undefined
  return {
    values: values.map((row) => row.map(blankToNull)),
    formulas: formulas.map((row) => row.map(blankToNull)),
    numberFormats: formats.map((row) => row.map((format) => (typeof format === "string" ? format : "General"))),
  }
}

const isMatrix = (value: unknown): value is CellValue[][] => Array.isArray(value) && value.every(Array.isArray)

const blankToNull = (value: CellValue): CellValue => (isBlank(value) ? null : value)

function halve(area: Area): [Area, Area] | undefined {
  if (area.rowCount > 1) {
    const rowCount = Math.floor(area.rowCount / 2)
    return [
      { ...area, rowCount },
      { ...area, row: area.row + rowCount, rowCount: area.rowCount - rowCount },
    ]
  }
  if (area.columnCount === 1) return undefined
  const columnCount = Math.floor(area.columnCount / 2)
  return [
    { ...area, columnCount },
    { ...area, column: area.column + columnCount, columnCount: area.columnCount - columnCount },
  ]
}

export const below = (parts: readonly Cells[]): Cells => ({
  values: parts.flatMap((part) => part.values),
  formulas: parts.flatMap((part) => part.formulas),
  numberFormats: parts.flatMap((part) => part.numberFormats),
})

function beside(left: Cells, right: Cells): Cells {
  const join = <T>(a: T[][], b: T[][]): T[][] => a.map((row, index) => [...row, ...(b[index] ?? [])])
  return {
    values: join(left.values, right.values),
    formulas: join(left.formulas, right.formulas),
    numberFormats: join(left.numberFormats, right.numberFormats),
  }
}
