import { limits } from "../../shared/limits.ts"
import type { Visibility } from "../../shared/workbookMap.ts"
import type { ExcelCall, OpenOutline } from "../sync/syncExcel.ts"
import { officeSupports } from "./officeSupports.ts"
import { runExcel } from "./runExcel.ts"

const mostNames = 10_000
/** Characters of a formula that a name may stand for. */
const longestFormula = 8_192

/** The file's name, its sheets in the order of their tabs, and the defined names of the workbook and of each sheet. */
export const workbookOutline = (call: ExcelCall): Promise<OpenOutline> =>
  runExcel(async (context) => {
    const { workbook } = context
    const { worksheets } = workbook
    const active = worksheets.getActiveWorksheet()
    worksheets.load(`items/id,items/name,items/position,items/visibility,${nameParts}`)
    workbook.names.load("items/name,items/formula,items/visible")
    active.load("id")
    if (officeSupports("ExcelApi 1.7")) workbook.load("name")
    await context.sync()
    const sheets = [...worksheets.items].sort((a, b) => a.position - b.position).slice(0, limits.sheetsPerWorkbook)
    const ofSheets = sheets.flatMap((sheet) => told(sheet.names, sheet.name))
    return {
      name: officeSupports("ExcelApi 1.7") ? workbook.name.slice(0, 255) : "",
      sheets: sheets.map(({ id, name, position, visibility }) => ({
        sheetId: id,
        name,
        position,
        visibility: visibilityOf(visibility),
      })),
      names: [...told(workbook.names, null), ...ofSheets].slice(0, mostNames),
      activeSheetId: active.id,
    }
  }, call)

const nameParts = "items/names/items/name,items/names/items/formula,items/names/items/visible"

/** Print areas and titles are about paper, and no names that a person gave. */
const isForPrint = (name: string): boolean => /^Print_(Area|Titles)$/i.test(name)

const told = ({ items }: Excel.NamedItemCollection, sheet: string | null): OpenOutline["names"] =>
  items
    .filter(({ visible, name, formula }) => visible && isShort(name, 255) && isShort(formula, longestFormula))
    .filter(({ name }) => !isForPrint(name))
    .map(({ name, formula }) => ({ name, formula: String(formula), sheet }))

function visibilityOf(visibility: string): Visibility {
  if (visibility === "Visible") return "visible"
  return visibility === "Hidden" ? "hidden" : "very_hidden"
}

const isShort = (text: unknown, longest: number): boolean => typeof text === "string" && text.length <= longest
