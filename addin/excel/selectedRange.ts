import { formatArea, intersect, type Area } from "../../shared/address.ts"
import { limits } from "../../shared/limits.ts"
import type { SelectedRange } from "../chat/spreadsheet.ts"
import { areaOf } from "./areaOf.ts"
import { officeCode } from "./excelError.ts"

interface Selected {
  readonly area: Area
  readonly areaCount: number
}

/** What the selection is about, asked of Excel in at most three round trips; null when no cells are selected. */
export async function selectedRange(context: Excel.RequestContext): Promise<SelectedRange | null> {
  const selected = (await oneArea(context)) ?? (await largestArea(context))
  if (!selected) return null
  const sheet = context.workbook.worksheets.getActiveWorksheet()
  sheet.load("name")
  const used = sheet.getUsedRangeOrNullObject(true)
  used.load("rowIndex,columnIndex,rowCount,columnCount")
  const isCell = selected.area.rowCount === 1 && selected.area.columnCount === 1
  const region = isCell ? sheet.getRange(formatArea(selected.area)).getSurroundingRegion() : undefined
  region?.load("rowIndex,columnIndex,rowCount,columnCount")
  await context.sync()
  const area = aboutArea(selected.area, used.isNullObject ? undefined : areaOf(used), region && areaOf(region))
  return {
    worksheet: sheet.name,
    address: formatArea(area),
    rowCount: area.rowCount,
    columnCount: area.columnCount,
    around: isCell && area.rowCount * area.columnCount > 1 ? formatArea(selected.area) : null,
    areaCount: selected.areaCount,
  }
}

/**
 * The cells a question is about: the table around a single cell; whole columns and rows cut to the used cells (or to their
 * first cell on a sheet without any); else what is selected.
 */
export function aboutArea(selected: Area, used: Area | undefined, region: Area | undefined): Area {
  const whole = selected.rowCount === limits.sheetRows || selected.columnCount === limits.sheetColumns
  const area = region ?? selected
  if (!whole) return area
  return (used && intersect(area, used)) ?? { ...area, rowCount: 1, columnCount: 1 }
}

/** The selected area, or undefined when several are selected, or none. */
async function oneArea(context: Excel.RequestContext): Promise<Selected | undefined> {
  const range = context.workbook.getSelectedRange()
  range.load("rowIndex,columnIndex,rowCount,columnCount")
  try {
    await context.sync()
  } catch (thrown) {
    if (selectionRefusals.has(officeCode(thrown) ?? "")) return undefined
    throw thrown
  }
  return { area: areaOf(range), areaCount: 1 }
}

const selectionRefusals = new Set(["InvalidSelection", "InvalidReference", "InvalidArgument", "ItemNotFound"])

async function largestArea(context: Excel.RequestContext): Promise<Selected | undefined> {
  if (!Office.context.requirements.isSetSupported("ExcelApi", "1.9")) return undefined
  const { areas } = context.workbook.getSelectedRanges()
  areas.load("items/rowIndex,items/columnIndex,items/rowCount,items/columnCount")
  try {
    await context.sync()
  } catch (thrown) {
    if (selectionRefusals.has(officeCode(thrown) ?? "")) return undefined // a chart or a shape is selected
    throw thrown
  }
  const all = areas.items.map(areaOf)
  const [first, ...rest] = all
  const area = first && rest.reduce((largest, next) => (cellCount(next) > cellCount(largest) ? next : largest), first)
  return area && { area, areaCount: all.length }
}

const cellCount = (area: Area): number => area.rowCount * area.columnCount
