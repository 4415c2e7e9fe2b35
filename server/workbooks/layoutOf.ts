import type { SheetLayout } from "../../shared/workbookMap.ts"
import type { WorkbookAnalyzer } from "../analysis/workbookAnalysis.ts"
import { placeKey, type WorkbookPlace } from "../knowledge/index/sheetPlace.ts"
import { sheetSource } from "./sheetSource.ts"
import type { StoredSheetRow } from "./storedWorkbook.ts"
import type { StoredWorkbooks } from "./storedWorkbooks.ts"

/** The layout of a sheet, made and stored when there is none of this revision yet. @throws AppError as the analysis throws. */
export async function layoutOf(
  { stored, analyzer }: { readonly stored: StoredWorkbooks; readonly analyzer: Pick<WorkbookAnalyzer, "layout"> },
  place: WorkbookPlace,
  sheet: StoredSheetRow,
  signal: AbortSignal,
): Promise<SheetLayout> {
  if (sheet.layout) return sheet.layout
  const layout = await analyzer.layout(placeKey(place), sheetSource(stored, place, sheet), signal)
  await stored.saveLayout(place, sheet.sheetId, sheet.revision, layout)
  return layout
}
