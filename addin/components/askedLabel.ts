import { qualify } from "../../shared/address.ts"

interface Range {
  readonly worksheet: string
  readonly address: string
  readonly rowCount: number
  readonly columnCount: number
}

/** `Orders!A3:F212`. */
export const rangeLabel = ({ worksheet, address }: Range): string => qualify(worksheet, address)

/** `210 × 6`, or `1 cell`. */
export const sizeLabel = ({ rowCount, columnCount }: Range): string =>
  rowCount * columnCount === 1 ? "1 cell" : `${rowCount.toLocaleString()} × ${columnCount.toLocaleString()}`
