import { CFB, type WorkBook } from "@e965/xlsx"
import { biffRecords, biffText, type BiffRecord } from "./biffRecords.ts"
import type { Book } from "./book.ts"
import { biffColors, readBiffStyles } from "./readBiffStyles.ts"
import type { Sheet } from "./sheet.ts"

/** Record types. [MS-XLS] 2.3. */
const recordType = {
  formula: 0x06,
  endOfPart: 0x0a,
  pane: 0x41,
  columns: 0x7d,
  sheet: 0x85,
  numbers: 0xbd,
  blanks: 0xbe,
  richText: 0xd6,
  sharedText: 0xfd,
  blank: 0x201,
  number: 0x203,
  text: 0x204,
  logical: 0x205,
  row: 0x208,
  window: 0x23e,
  packedNumber: 0x27e,
  startOfPart: 0x809,
  tab: 0x862,
} as const

const { formula, richText, sharedText, blank, number, text, logical, packedNumber } = recordType
const singleCells: ReadonlySet<number> = new Set([
  formula,
  richText,
  sharedText,
  blank,
  number,
  text,
  logical,
  packedNumber,
])

/** Bytes of each cell in the records that hold several cells of a row. */
const stepOfRow: ReadonlyMap<number, number> = new Map([
  [recordType.numbers, 6],
  [recordType.blanks, 2],
])

/** Cells of a record with the numbers of their formats. */
function* formatsOf({ type, length, u16 }: BiffRecord): Generator<[row: number, column: number, format: number]> {
  if (singleCells.has(type)) yield [u16(0), u16(2), u16(4)]
  const step = stepOfRow.get(type) ?? 0
  if (step > 0) for (let at = 4; at + 2 < length; at += step) yield [u16(0), u16(2) + (at - 4) / step, u16(at)]
}

function readSheet(book: Book, sheet: Sheet, records: readonly BiffRecord[], { styleOf, colorOf }: Context): void {
  readLineStyles(sheet, records, styleOf)
  readView(sheet, records, colorOf)
  for (const record of records)
    for (const [row, column, format] of formatsOf(record)) {
      const id = withNumberFormat(book, sheet.styleIds.get(row, column), styleOf(format))
      // A cell whose format is plain, in a column or row that is not, must say so itself.
      const isInherited = id === 0 && (sheet.rowStyles.get(row) ?? sheet.columnStyles.get(column) ?? 0) === 0
      sheet.styleIds.set(row, column, isInherited ? undefined : id)
    }
}

/** Styles of whole columns and rows. */
function readLineStyles(sheet: Sheet, records: readonly BiffRecord[], styleOf: Context["styleOf"]): void {
  const columnStyles = new Map<number, number>()
  const rowStyles = new Map<number, number>()
  for (const { type, u16, u32 } of records) {
    const columnStyle = type === recordType.columns ? styleOf(u16(6)) : 0
    if (columnStyle !== 0)
      for (let column = u16(0); column <= Math.min(u16(2), 255); column++) columnStyles.set(column, columnStyle)
    if (type === recordType.row && (u32(12) & 0x80) !== 0) rowStyles.set(u16(0), styleOf((u32(12) >>> 16) & 0xfff))
  }
  sheet.columnStyles = columnStyles
  sheet.rowStyles = rowStyles
}

/** Grid lines, frozen panes and the colour of the tab. */
function readView(sheet: Sheet, records: readonly BiffRecord[], colorOf: Context["colorOf"]): void {
  let frozen = false
  for (const { type, u16, u32 } of records)
    if (type === recordType.window) {
      sheet.showGridlines = (u16(0) & 0x2) !== 0
      frozen = (u16(0) & 0x8) !== 0
    } else if (type === recordType.pane && frozen) [sheet.frozenColumns, sheet.frozenRows] = [u16(0), u16(2)]
    else if (type === recordType.tab) sheet.tabColor = colorOf(u32(16) & 0x7f) ?? ""
}

/** The number format is the one the library read; it knows those of built-in numbers, too. */
function withNumberFormat(book: Book, read: number | undefined, style: number): number {
  const { numberFormat } = book.styles.get(read)
  return numberFormat ? book.styles.intern({ ...book.styles.get(style), numberFormat }) : style
}

interface Context {
  /** Id of the interned style, by the number of the cell format; 0 is plain. */
  readonly styleOf: (format: number) => number
  readonly colorOf: ReturnType<typeof biffColors>
}

/** The contents of a stream inside an OLE file; the library's module is untyped. */
const streamOf = (container: unknown, name: string): Uint8Array | undefined => {
  const files = CFB as { find(container: unknown, path: string): { content?: ArrayLike<number> } | null }
  const content = files.find(container, `/${name}`)?.content
  return content && Uint8Array.from(content)
}

/** Reads from an .xls of Excel 97 or later what the library leaves out: fonts, borders, alignment, row styles and frozen panes. */
export function readBiffParts(book: Book, source: WorkBook): void {
  const { cfb: container } = source as { cfb?: unknown }
  const stream = container ? streamOf(container, "Workbook") : undefined
  const records = stream ? [...biffRecords(stream)] : []
  if (records[0]?.type !== recordType.startOfPart || records[0].u16(0) !== 0x600) return
  const styleIds = readBiffStyles(records).map((style) => book.styles.intern(style))
  const context: Context = { styleOf: (format) => styleIds[format] ?? 0, colorOf: biffColors(records) }
  const starts = new Map(records.map(({ position }, index) => [position, index]))
  for (const record of records) {
    if (record.type !== recordType.sheet) continue
    const sheet = book.sheets.find(({ name }) => name === biffText(record, 7, record.u8(6)))
    const start = starts.get(record.u32(0))
    if (sheet && start !== undefined) readSheet(book, sheet, partFrom(records, start), context)
  }
}

/** The records of a part; the parts of embedded charts inside it are left out. */
function partFrom(records: readonly BiffRecord[], start: number): BiffRecord[] {
  const part: BiffRecord[] = []
  let depth = 0
  for (let index = start; index < records.length; index++) {
    const record = records[index]
    if (record?.type === recordType.startOfPart) depth++
    else if (record?.type === recordType.endOfPart) depth--
    else if (record && depth === 1) part.push(record)
    if (depth === 0) break
  }
  return part
}
