import { estimateTokens } from "../../../shared/estimateTokens.ts"
import type { MapSheet, WorkbookMap } from "../../../shared/workbookMap.ts"
import { foldSheets } from "./foldSheets.ts"
import { quoted, shownName } from "./shownName.ts"
import { details, type Detail } from "./detail.ts"
import { likeText, sheetText } from "./sheetText.ts"

/**
 * What workbooks hold, as text for a prompt: sheets, tables under their SQL names, columns with kind and unit, ranges, names, charts,
 * pivots and formulas. Never more than `tokenBudget` tokens as `estimateTokens` counts them: details go first, then columns, then
 * sheets. Table and sheet names are those that the maps give (see nameTables). The same maps give the same text.
 */
export function mapText(maps: readonly WorkbookMap[], tokenBudget: number): string {
  for (const detail of details) {
    const text = maps.map((map) => workbookLines(map, detail).join("\n")).join("\n")
    if (estimateTokens(text) <= tokenBudget) return text
  }
  return firstLines(maps, tokenBudget)
}

function workbookLines(map: WorkbookMap, detail: Detail): string[] {
  const lines = [workbookLine(map)]
  for (const { first, like } of foldSheets(map.sheets, detail.foldFrom)) {
    lines.push(...sheetText(first, detail))
    if (like.length > 0) lines.push(likeText(first, like, detail))
  }
  const names = map.names.slice(0, detail.names)
  if (names.length > 0) {
    const more = map.names.length - names.length
    const each = names.map(({ name, formula }) => `${shownName(name)} ${quoted(formula, 60)}`).join(", ")
    lines.push(`Names: ${each}${more > 0 ? `, ${more} more` : ""}`)
  }
  return lines
}

function workbookLine({ name, sheets }: WorkbookMap): string {
  const tables = sheets.reduce((sum, { layout }) => sum + (layout?.tables.length ?? 0), 0)
  const counted = (count: number, one: string): string => `${count} ${one}${count === 1 ? "" : "s"}`
  return `Workbook ${quoted(name)}: ${counted(sheets.length, "sheet")}, ${counted(tables, "table")}`
}

/** Sheets by name alone, as many as fit. */
function firstLines(maps: readonly WorkbookMap[], tokenBudget: number): string {
  let text = ""
  let left = maps.reduce((sum, { sheets }) => sum + sheets.length, 0)
  const add = (line: string): boolean => {
    const ending = left > 1 ? `\n${left - 1} more sheets; search finds them` : ""
    if (estimateTokens(text + line + ending) > tokenBudget) return false
    text += line
    return true
  }
  for (const map of maps) {
    if (!add(`${text === "" ? "" : "\n"}${workbookLine(map)}`)) break
    let isFull = false
    for (const sheet of map.sheets) {
      if ((isFull = !add(`\n${sheetLine(sheet)}`))) break
      left--
    }
    if (isFull) break
  }
  return left > 0 && text !== "" ? `${text}\n${left} more sheets; search finds them` : text
}

const sheetLine = ({ name, usedRange }: MapSheet): string => `Sheet ${shownName(name)} ${usedRange ?? "empty"}`
