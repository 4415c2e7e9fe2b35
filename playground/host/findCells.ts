import type { Area } from "../../shared/address.ts"
import { intersect } from "../../shared/address.ts"
import type { SimSheet } from "../workbook/contract.ts"
import { optionalBoolean, optionalOneOf, optionsArgument } from "./wireArguments.ts"

export interface SearchOptions {
  readonly completeMatch: boolean
  readonly matchCase: boolean
  readonly backwards: boolean
}

interface Cell {
  readonly row: number
  readonly column: number
}

/** `Excel.SearchCriteria`, as the client sent it. */
export function searchOptions(criteria: unknown): SearchOptions {
  const given = optionsArgument(criteria)
  return {
    completeMatch: optionalBoolean(given.completeMatch, false),
    matchCase: optionalBoolean(given.matchCase, false),
    backwards: optionalOneOf(given.searchDirection, ["Forward", "Backwards"], "Forward") === "Backwards",
  }
}

/** Cells of the area whose shown text or formula holds the text, row by row. */
export function matchesOf(sheet: SimSheet, area: Area, text: string, options: SearchOptions): Cell[] {
  const used = sheet.usedArea(true)
  const within = used && intersect(used, area)
  if (!within || text === "") return []
  const fold = (value: string): string => (options.matchCase ? value : value.toLowerCase())
  const wanted = fold(text)
  const cells: Cell[] = []
  for (let row = within.row; row < within.row + within.rowCount; row++)
    for (let column = within.column; column < within.column + within.columnCount; column++) {
      const candidates = [sheet.formula(row, column) ?? String(sheet.value(row, column) ?? ""), sheet.text(row, column)]
      const isMatch = candidates.some((candidate) =>
        options.completeMatch ? fold(candidate) === wanted : fold(candidate).includes(wanted),
      )
      if (isMatch) cells.push({ row, column })
    }
  return options.backwards ? cells.reverse() : cells
}

export const findCell = (sheet: SimSheet, area: Area, text: string, options: SearchOptions): Cell | undefined =>
  matchesOf(sheet, area, text, options)[0]

/** The text with every occurrence replaced, and how many there were. */
export function replaceText(
  whole: string,
  text: string,
  replacement: string,
  options: SearchOptions,
): { text: string; count: number } {
  if (options.completeMatch) return { text: replacement, count: 1 }
  const pattern = new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"), options.matchCase ? "g" : "gi")
  let count = 0
  const replaced = whole.replace(pattern, () => {
    count++
    return replacement
  })
  return { text: replaced, count }
}
