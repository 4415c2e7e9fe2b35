import { isExcelError, isNumericKind, type CellValue } from "../../../shared/cell.ts"
import { mergedNotes } from "../../tables/tableNotes.ts"
import { counted, someCells, type Column, type Table } from "../../tables/table.ts"

export type SqlType = "DOUBLE" | "DATE" | "TIMESTAMP" | "BOOLEAN" | "VARCHAR"

/** A column of a table as SQL knows it. */
export interface SqlColumn {
  readonly name: string
  readonly type: SqlType
  /** Without sheet; its data cells. */
  readonly address: string
  readonly format: string | null
  /** Sentences about cells that are empty in SQL though they are not on the sheet, or other than they look. */
  readonly notes: readonly string[]
}

/** Excel's last day, 31 December 9999. */
const lastSerial = 2_958_466

/** What a column holds in SQL: of other kinds than most of its cells are, cells are NULL. */
export function sqlColumn(table: Table, column: Column, name: string): SqlColumn {
  const type = typeOf(column)
  const errors: number[] = []
  const others: number[] = []
  for (let i = 0; i < column.values.length; i++) {
    const value = column.values[i] ?? null
    if (value !== null && sqlValue(type, value) === null) (isExcelError(value) ? errors : others).push(i)
  }
  const note = (cells: readonly number[], one: string, many = `${one}s`): string =>
    `${name} holds ${counted(cells.length, one, many)} (${someCells(table, column, cells)}), left out here.`
  return {
    name,
    type,
    address: column.shape.address,
    format: column.shape.format,
    notes: [
      ...(errors.length > 0 ? [note(errors, "error cell")] : []),
      ...(others.length === 1 ? [note(others, `cell that is no ${words[type]}`)] : []),
      ...(others.length > 1 ? [note(others, "cell", `cells that are no ${words[type]}`)] : []),
      ...textNotes(column, name),
      ...mergedNotes(column),
    ],
  }
}

const words = { DOUBLE: "number", DATE: "date", TIMESTAMP: "date", BOOLEAN: "TRUE or FALSE", VARCHAR: "text" } as const

function typeOf({ shape, values }: Column): SqlType {
  if (isNumericKind(shape.kind) || shape.kind === "empty") return "DOUBLE"
  if (shape.kind === "boolean") return "BOOLEAN"
  if (shape.kind !== "date") return "VARCHAR"
  return values.some((value) => typeof value === "number" && !Number.isInteger(value)) ? "TIMESTAMP" : "DATE"
}

/** What stands in SQL for a cell; a date as its serial number. */
export function sqlValue(type: SqlType, value: CellValue): CellValue {
  if (value === null || isExcelError(value)) return null
  switch (type) {
    case "DOUBLE":
      return typeof value === "number" ? value : null
    case "DATE":
    case "TIMESTAMP":
      return typeof value === "number" && value >= 0 && value < lastSerial ? value : null
    case "BOOLEAN":
      return typeof value === "boolean" ? value : null
    case "VARCHAR":
      return typeof value === "boolean" ? String(value).toUpperCase() : String(value)
  }
}

function textNotes({ shape, values, numbersAsText }: Column, name: string): string[] {
  if (shape.kind === "mixed" && values.some((value) => typeof value === "number"))
    return [`${name} holds numbers and text and is text here: try_cast("${name}" AS DOUBLE) gives its numbers.`]
  return shape.kind === "text" && numbersAsText.length > 0
    ? [
        `${name} holds ${counted(numbersAsText.length, "number")} stored as text, which ${numbersAsText.length === 1 ? "is" : "are"} text here too.`,
      ]
    : []
}
