import { limits } from "../../shared/limits.ts"
import type { WorkbookOutline } from "../../shared/sync.ts"
import type { Visibility } from "../../shared/workbookMap.ts"
import type { ExcelCall } from "../sync/syncExcel.ts"
import { officeSupports } from "./officeSupports.ts"
import { runExcel } from "./runExcel.ts"

const mostNames = 10_000
/** Characters of a formula that a name may stand for. */
const longestFormula = 8_192

/** The file's name, its sheets in the order of their tabs, and its defined names. */
export const workbookOutline = (call: ExcelCall): Promise<WorkbookOutline> =>
  runExcel(async (context) => {
    const { workbook } = context
    const { worksheets, names } = workbook
    worksheets.load("items/id,items/name,items/position,items/visibility")
    names.load("items/name,items/formula,items/visible")
    if (officeSupports("ExcelApi 1.7")) workbook.load("name")
    await context.sync()
    return {
      name: officeSupports("ExcelApi 1.7") ? workbook.name.slice(0, 255) : "",
      sheets: [...worksheets.items]
        .map(({ id, name, position, visibility }) => ({
          sheetId: id,
          name,
          position,
          visibility: visibilityOf(visibility),
        }))
        .sort((a, b) => a.position - b.position)
        .slice(0, limits.sheetsPerWorkbook),
      names: [...names.items]
        .filter(({ visible, name, formula }) => visible && isShort(name, 255) && isShort(formula, longestFormula))
        .slice(0, mostNames)
        .map(({ name, formula }) => ({ name, formula: String(formula), sheet: null })),
    }
  }, call)

function visibilityOf(visibility: string): Visibility {
  if (visibility === "Visible") return "visible"
  return visibility === "Hidden" ? "hidden" : "very_hidden"
}

const isShort = (text: unknown, longest: number): boolean => typeof text === "string" && text.length <= longest
