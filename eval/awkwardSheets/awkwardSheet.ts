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

/** A sheet that people build and programs misread, with what a person sees in it. */
export interface AwkwardSheet {
  readonly name: string
  /** From A1 on. */
  readonly rows: Rows
  /** One number format for each column, of cells with numbers. */
  readonly formats?: readonly string[]
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
  formulas,
  definitions,
}: Pick<AwkwardSheet, "rows" | "formats" | "formulas" | "definitions">): Sheet {
  const used = { row: 0, column: 0, rowCount: rows.length, columnCount: Math.max(1, ...rows.map((row) => row.length)) }
  const usedRange = formatArea(used)
  const builder = new SheetBuilder({
    name: "Sheet1",
    definitions: sheetDefinitionsSchema.parse(definitions ?? {}),
    usedRange,
  })
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
        numberFormats:
          formats && cut((r, c) => (typeof rows[r]?.[c] === "number" ? (formats[c] ?? "General") : "General")),
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
