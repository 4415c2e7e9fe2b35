import { blockAddress, blocksOf, blockText } from "../../shared/block.ts"
import { formatArea } from "../../shared/address.ts"
import type { CellValue } from "../../shared/cell.ts"
import {
  sheetDefinitionsSchema,
  type MapTable,
  type SheetDefinitions,
  type SheetLayout,
} from "../../shared/workbookMap.ts"
import { SheetBuilder, type Sheet } from "../../server/tables/sheetGrid.ts"

export type Rows = readonly (readonly CellValue[])[]

/**
 * A sheet that people build and programs misread, with what a person sees in it:
 * - An address is that of header and data rows up to the last data row: without titles above, totals and footnotes below.
 *   Rows of section titles and spacer rows inside belong to it.
 * - A lone title inside that heads the rows below it, until the next one, is a section. The table has its titles in a further first
 *   column `Section`. Where sections repeat their header as it is, they are one table; where they have other columns, they are
 *   tables of their own with that title.
 * - Totals sum up everything, or say that they sum up a section ("Total North", "Subtotal", an average below the body). Subtotals are
 *   rows within the body that are sums of others beside them without such a word: a parent above its parts, a sum below them.
 *   A parent whose parts do not add up to it ("of which") is a row as any other.
 * - A name of a column is without footnote marks at its end: `(1)`, `*`, `¹`. A unit in brackets stays in it, and so does that of a
 *   row of units.
 * - Text that is a number counts as one: `$1,300` is currency in $, `59793 MT` an integer in MT, `(1,200)` an integer, `12 %` a
 *   percentage, `1.234,56` a decimal; but an identifier (order number, ZIP code, phone number) is text, and so is a column of which
 *   less than two thirds of the texts are numbers. Columns of 0 and 1 are integers, those of yes and no are text.
 * - Names with values of several formats have a mixed value column.
 */
export interface AwkwardSheet {
  readonly name: string
  /** From A1 on. */
  readonly rows: Rows
  /** One number format for each column, of cells with numbers. */
  readonly formats?: readonly string[]
  /** Number formats of single cells, where those of the columns do not hold. */
  readonly cellFormats?: readonly (readonly (string | null)[])[]
  readonly formulas?: Rows
  readonly definitions?: Partial<SheetDefinitions>
  /** One line for each table: see `describeTable`. */
  readonly tables: readonly string[]
  /** Texts outside of tables, without the titles of tables. */
  readonly notes?: readonly string[]
}

/** A stored sheet named Sheet1 that holds some rows from A1 on. */
export function sheetOf({
  rows,
  formats,
  cellFormats,
  formulas,
  definitions,
}: Pick<AwkwardSheet, "rows" | "formats" | "cellFormats" | "formulas" | "definitions">): Sheet {
  const used = { row: 0, column: 0, rowCount: rows.length, columnCount: Math.max(1, ...rows.map((row) => row.length)) }
  const usedRange = formatArea(used)
  const builder = new SheetBuilder({
    name: "Sheet1",
    definitions: sheetDefinitionsSchema.parse(definitions ?? {}),
    usedRange,
  })
  const formatAt = (row: number, column: number): string =>
    typeof rows[row]?.[column] === "number"
      ? (cellFormats?.[row]?.[column] ?? formats?.[column] ?? "General")
      : "General"
  for (const block of blocksOf(used)) {
    const cut = <T>(read: (row: number, column: number) => T): T[][] =>
      Array.from({ length: block.rowCount }, (_, r) =>
        Array.from({ length: block.columnCount }, (_, c) => read(block.row + r, block.column + c)),
      )
    builder.add(
      blockText({
        worksheet: "Sheet1",
        address: blockAddress(block),
        values: cut((r, c) => rows[r]?.[c] ?? null),
        formulas: formulas && cut((r, c) => formulas[r]?.[c] ?? null),
        numberFormats: formats || cellFormats ? cut(formatAt) : undefined,
      }),
    )
  }
  return builder.build()
}

/** `table A4:C6 "Sales" header 1: Region text, Revenue integer USD; sections 5 North | 9 South; subtotals 6; totals 7`. */
export function describeTable({
  kind,
  address,
  title,
  headerSize,
  columns,
  totals,
  subtotals,
  sections,
}: MapTable): string {
  const named = title === null ? "" : ` "${title}"`
  const list = columns.map(({ name, kind: of, unit }) => `${name} ${of}${unit === null ? "" : ` ${unit}`}`).join(", ")
  const parts = {
    sections: sections.map(({ place, title: heading }) => `${place} ${heading}`).join(" | "),
    subtotals: subtotals.join(", "),
    totals: totals.join(", "),
  }
  const more = Object.entries(parts).flatMap(([name, places]) => (places ? [`; ${name} ${places}`] : []))
  return `${kind} ${address}${named} header ${headerSize}: ${list}${more.join("")}`
}

export const describeNotes = ({ texts }: SheetLayout): string[] =>
  texts.filter(({ kind }) => kind === "note").map(({ address, text }) => `${address} ${text}`)
