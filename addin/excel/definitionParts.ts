/* eslint-disable office-addins/call-sync-before-read -- sheetDescription syncs between the steps of a part */
import { columnLetter, splitAddress, type Area } from "../../shared/address.ts"
import type { SheetDefinitions } from "../../shared/workbookMap.ts"
import { areaOf } from "./areaOf.ts"
import { officeSupports } from "./officeSupports.ts"

/** One thing that Excel says of a sheet beside its cells, in two round trips that all parts share. */
export interface DefinitionPart {
  readonly key: "tables" | "autoFilter" | "merged" | "hidden" | "charts" | "pivots"
  /** Its name in "Excel did not tell the … of this sheet". */
  readonly about: string
  /** Asks what there is, then where it is, then reads both. */
  readonly ask: (sheet: Excel.Worksheet, used: Excel.Range) => (used: Area | null) => () => Partial<SheetDefinitions>
}

const tables: DefinitionPart = {
  key: "tables",
  about: "tables",
  ask: (sheet) => {
    sheet.tables.load("items/name,items/showHeaders,items/showTotals")
    return () => {
      const found = sheet.tables.items.slice(0, 5_000).map((table) => ({ table, range: table.getRange() }))
      for (const { range } of found) range.load("address")
      return () => ({
        tables: found.map(({ table, range }) => ({
          name: table.name,
          address: addressOf(range),
          hasHeader: table.showHeaders,
          hasTotals: table.showTotals,
        })),
      })
    }
  },
}

const charts: DefinitionPart = {
  key: "charts",
  about: "charts",
  ask: (sheet) => {
    sheet.charts.load("items/name,items/chartType,items/title/text,items/title/visible")
    return () => () => ({
      charts: sheet.charts.items.slice(0, 1_000).map(({ name, chartType, title }) => ({
        name,
        type: chartType,
        title: title.visible && title.text ? title.text.slice(0, 255) : null,
      })),
    })
  },
}

const pivots: DefinitionPart = {
  key: "pivots",
  about: "pivot tables",
  ask: (sheet) => {
    sheet.pivotTables.load("items/name")
    return () => {
      const found = sheet.pivotTables.items.slice(0, 1_000).map((pivot) => ({ pivot, range: pivot.layout.getRange() }))
      for (const { range } of found) range.load("address")
      return () => ({ pivots: found.map(({ pivot, range }) => ({ name: pivot.name, address: addressOf(range) })) })
    }
  },
}

const autoFilter: DefinitionPart = {
  key: "autoFilter",
  about: "filter",
  ask: (sheet) => {
    const range = sheet.autoFilter.getRangeOrNullObject()
    range.load("address")
    return () => () => ({ autoFilter: range.isNullObject ? null : addressOf(range) })
  },
}

const merged: DefinitionPart = {
  key: "merged",
  about: "merged cells",
  ask: (_sheet, range) => () => {
    if (range.isNullObject) return () => ({})
    const areas = range.getMergedAreasOrNullObject()
    areas.load("address")
    return () => ({ merged: areas.isNullObject ? [] : addressesOf(areas.address).slice(0, 100_000) })
  },
}

const hidden: DefinitionPart = {
  key: "hidden",
  about: "hidden rows and columns",
  ask: (_sheet, range) => {
    range.load("rowHidden,columnHidden")
    return (used) => {
      // False where no row, and no column, is hidden: Excel need not list those that are shown.
      const none = range.isNullObject || (!isMaybe(range.rowHidden) && !isMaybe(range.columnHidden))
      if (!used || none) return () => ({})
      const shown = range.getSpecialCellsOrNullObject(Excel.SpecialCellType.visible)
      shown.areas.load("items/rowIndex,items/columnIndex,items/rowCount,items/columnCount")
      return () => {
        const areas = shown.isNullObject ? [] : shown.areas.items.map(areaOf)
        const rows = gaps(
          used.row,
          used.rowCount,
          areas.map(({ row, rowCount }) => [row, rowCount]),
        )
        const columns = gaps(
          used.column,
          used.columnCount,
          areas.map(({ column, columnCount }) => [column, columnCount]),
        )
        return {
          hidden: [
            ...rows.map(([first, count]) => `${first + 1}:${first + count}`),
            ...columns.map(([first, count]) => `${columnLetter(first)}:${columnLetter(first + count - 1)}`),
          ].slice(0, 20_000),
        }
      }
    }
  },
}

/** What this Excel can tell. */
export function definitionParts(): DefinitionPart[] {
  return [
    tables,
    ...(officeSupports("ExcelApi 1.7") ? [charts] : []),
    ...(officeSupports("ExcelApi 1.8") ? [pivots] : []),
    ...(officeSupports("ExcelApi 1.9") ? [autoFilter, hidden] : []),
    ...(officeSupports("ExcelApi 1.13") ? [merged] : []),
  ]
}

type Run = readonly [first: number, count: number]

/** The lines of a stretch that none of the runs covers. */
function gaps(first: number, count: number, runs: readonly Run[]): Run[] {
  const found: Run[] = []
  let next = first
  for (const [start, length] of [...runs, [first + count, 0] as const].sort((a, b) => a[0] - b[0])) {
    if (start > next) found.push([next, start - next])
    next = Math.max(next, start + length)
  }
  return found
}

/** Null when some are and others are not. */
const isMaybe = (all: boolean | null): boolean => all !== false

const addressOf = (range: Excel.Range): string => splitAddress(range.address).address

/** Each without its sheet; a sheet's name may hold commas, in quotes. */
const addressesOf = (list: string): string[] =>
  list.split(/,(?=(?:[^']*'[^']*')*[^']*$)/).map((address) => splitAddress(address).address)
