import { AppError } from "../../../shared/errors.ts"
import { clip } from "../../../shared/clip.ts"
import type { MapSheet, MapTable } from "../../../shared/workbookMap.ts"
import type { RangeAnalysis } from "../../analysis/rangeAnalysis.ts"
import type { CitedRange } from "../proofs/citedSources.ts"
import type { Question, QuestionWorkbook } from "./question.ts"

/** A table with its sheet, both as answers call them. */
export interface ScopeTable {
  readonly sheet: MapSheet
  readonly table: MapTable
}

export const scopeSheets = (workbook: QuestionWorkbook | undefined): readonly MapSheet[] =>
  workbook?.maps.flatMap(({ sheets }) => sheets) ?? []

export const scopeTables = (workbook: QuestionWorkbook | undefined): ScopeTable[] =>
  scopeSheets(workbook).flatMap((sheet) => (sheet.layout?.tables ?? []).map((table) => ({ sheet, table })))

/** Where an answer may look: the selection, then all stored sheets. */
export const scopeRanges = ({ range, workbook }: Pick<Question, "range" | "workbook">): CitedRange[] => [
  ...(range ? [{ worksheet: range.table.worksheet, address: range.table.address }] : []),
  ...scopeSheets(workbook).flatMap(({ name, usedRange }) =>
    usedRange === null ? [] : [{ worksheet: name, address: usedRange }],
  ),
]

const namesShown = 40

/**
 * The table of this name, or the selection where none is named.
 * @throws AppError invalid_request that names the tables there are, and what opening the table throws.
 */
export async function askedTable(
  { range, workbook }: Pick<Question, "range" | "workbook">,
  name: string | undefined,
  signal: AbortSignal,
): Promise<RangeAnalysis> {
  if (name === undefined && range) return range
  const tables = scopeTables(workbook)
  const wanted = name?.trim().toLowerCase()
  const named = tables.find(({ table }) => table.name.toLowerCase() === wanted)
  if (workbook && named) return workbook.openTable(named.table.name, signal)
  const list = tables
    .slice(0, namesShown)
    .map(({ table }) => clip(table.name, 80))
    .join(", ")
  const known = tables.length === 0 ? "There are no stored tables" : `The tables are: ${list}`
  throw new AppError(
    "invalid_request",
    name === undefined
      ? `No range is selected, so name a table. ${known}.`
      : `There is no table "${clip(name, 80)}". ${known}.`,
  )
}

/** Why a tool that asks a table is not available. */
export const withoutTables = ({ range, workbook }: Pick<Question, "range" | "workbook">): string | undefined =>
  range || scopeTables(workbook).length > 0
    ? undefined
    : "No range is selected, so there is nothing to ask. Tell the user to select cells."
