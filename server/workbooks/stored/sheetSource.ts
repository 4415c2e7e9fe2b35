import type { SheetSource } from "../../analysis/workbookAnalysis.ts"
import type { WorkbookPlace } from "../../knowledge/sheetPlace.ts"
import { placeKey } from "./place.ts"
import type { StoredSheetRow, StoredWorkbooks } from "./storedWorkbooks.ts"

/** A stored sheet as the analysis reads it, under the name that answers call it by. */
export const sheetSource = (
  stored: Pick<StoredWorkbooks, "blocks">,
  place: WorkbookPlace,
  sheet: StoredSheetRow,
  name: string = sheet.name,
): SheetSource => ({
  key: JSON.stringify([placeKey(place), sheet.sheetId, sheet.revision, name]),
  name,
  usedRange: sheet.usedRange,
  definitions: sheet.definitions,
  blocks: (signal) =>
    stored.blocks(
      place,
      sheet.blocks.map(({ hash }) => hash),
      signal,
    ),
})
