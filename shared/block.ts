import { z } from "zod"
import { formatArea, intersect, type Area } from "./address.ts"
import { isFormula, type CellValue } from "./cell.ts"
import { cellMatrix, rangeAddress, rangeContentSchema, textMatrix, type RangeContent } from "./workbook.ts"

/** Rows and columns of one block: 16,384 cells stay well below Excel on the web's 5 MB. */
export const blockSize = { rows: 1024, columns: 16 } as const

/** SHA-256 of a block's text, as base64url. */
export const blockHash = z.string().regex(/^[\w-]{43}$/, "must be the SHA-256 of the block as base64url")

/**
 * The blocks of a sheet that an area touches, each cut to the area, row by row. They lie on fixed lines of the sheet, so that
 * an edit changes one block and a longer sheet its last ones only.
 */
export function* blocksOf(area: Area): Generator<Area> {
  const bottom = area.row + area.rowCount
  const right = area.column + area.columnCount
  for (let row = area.row - (area.row % blockSize.rows); row < bottom; row += blockSize.rows)
    for (let column = area.column - (area.column % blockSize.columns); column < right; column += blockSize.columns) {
      const block = intersect(area, { row, column, rowCount: blockSize.rows, columnCount: blockSize.columns })
      if (block) yield block
    }
}

/** A distinct number for every block position; undefined for an area that crosses the block lines. */
export function blockNumber({ row, column, rowCount, columnCount }: Area): number | undefined {
  const isOne =
    (row % blockSize.rows) + rowCount <= blockSize.rows &&
    (column % blockSize.columns) + columnCount <= blockSize.columns
  return isOne ? Math.floor(row / blockSize.rows) * blockSize.rows + Math.floor(column / blockSize.columns) : undefined
}

/**
 * The text of a block, which is sent, hashed and stored: its cells without the sheet's name, so that a renamed sheet has the same blocks.
 * `formulas` holds formula cells only, and is left out with none; `numberFormats` when every cell is General.
 */
export function blockText({ address, values, formulas, numberFormats }: RangeContent): string {
  const onlyFormulas = formulas?.map((row, r) =>
    row.map((formula, c): CellValue => (isFormula(formula, values[r]?.[c]) ? formula : null)),
  )
  return JSON.stringify({
    address,
    values,
    ...(onlyFormulas?.some((row) => row.some((formula) => formula !== null)) && { formulas: onlyFormulas }),
    ...(numberFormats?.some((row) => row.some((format) => format !== "General")) && { numberFormats }),
  })
}

/** The address of a block, read from the first characters of its text; undefined when it has none. */
export const addressOfBlock = (text: string): string | undefined => /^\{"address":"([^"\\]{1,64})"/.exec(text)?.[1]

/** A block as it is sent. */
export const blockSchema = z.object({
  address: rangeAddress,
  values: cellMatrix,
  formulas: cellMatrix.optional(),
  numberFormats: textMatrix.optional(),
})

/** The cells of a block's text. @throws SyntaxError, ZodError: a block comes from outside. */
export const parseBlock = (text: string, worksheet: string): RangeContent =>
  rangeContentSchema.parse({ ...(JSON.parse(text) as object), worksheet })

/** `A1:P1024`, the key of a block in its sheet. */
export const blockAddress = (area: Area): string => formatArea(area)
