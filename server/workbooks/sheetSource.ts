import { addressOfBlock } from "../../shared/block.ts"
import { AppError } from "../../shared/errors.ts"
import type { SheetSource } from "../analysis/workbookAnalysis.ts"
import { placeKey, type WorkbookPlace } from "../knowledge/index/sheetPlace.ts"
import type { StoredSheetRow } from "./storedWorkbook.ts"
import type { StoredWorkbooks } from "./storedWorkbooks.ts"

/** A stored sheet as the analysis reads it, under the name that answers call it by. */
export const sheetSource = (
  stored: Pick<StoredWorkbooks, "blocks">,
  place: WorkbookPlace,
  sheet: StoredSheetRow,
  name: string = sheet.name,
): SheetSource => ({
  key: JSON.stringify([placeKey(place), sheet.sheetId, sheet.revision, name]),
  workbook: placeKey(place),
  name,
  usedRange: sheet.usedRange,
  definitions: sheet.definitions,
  blocks: (signal) => blocksAt(stored, place, sheet.blocks, signal),
})

/** The texts of blocks, each where the sheet says it is. @throws AppError invalid_request, not_found. */
export async function* blocksAt(
  stored: Pick<StoredWorkbooks, "blocks">,
  place: WorkbookPlace,
  blocks: StoredSheetRow["blocks"],
  signal: AbortSignal,
): AsyncGenerator<string> {
  const hashes = blocks.map(({ hash }) => hash)
  let at = 0
  for await (const text of stored.blocks(place, hashes, signal)) {
    if (addressOfBlock(text) !== blocks[at++]?.address)
      throw new AppError(
        "invalid_request",
        "A block holds the cells of another place than the sheet says; send the sheet anew.",
      )
    yield text
  }
}
