import { formatArea, parseAddress } from "../../../shared/address.ts"
import type { CellValue } from "../../../shared/cell.ts"
import type { RangeContent } from "../../../shared/workbook.ts"
import { GridBuilder } from "../../../server/tables/grid.ts"
import { readTable } from "../../../server/tables/readTable.ts"
import type { Table } from "../../../server/tables/table.ts"

export interface RangeOptions {
  /** Top left cell. */
  readonly at?: string
  /** One number format for each column. */
  readonly formats?: readonly string[]
  readonly formulas?: readonly (readonly CellValue[])[]
  readonly worksheet?: string
}

/** A range of the given rows as the pane sends it. */
export function rangeOf(values: readonly (readonly CellValue[])[], options: RangeOptions = {}): RangeContent {
  const columnCount = Math.max(1, ...values.map((row) => row.length))
  const area = { ...parseAddress(options.at ?? "A1"), rowCount: Math.max(1, values.length), columnCount }
  const { formats } = options
  return {
    worksheet: options.worksheet ?? "Orders",
    address: formatArea(area),
    values,
    formulas: options.formulas,
    numberFormats: formats && values.map(() => formats),
  }
}

export function tableOf(values: readonly (readonly CellValue[])[], options: RangeOptions = {}): Table {
  const builder = new GridBuilder()
  builder.add(rangeOf(values, options))
  return readTable(builder.build())
}
