import { formatArea, parseAddress, qualify, splitArea } from "../../../shared/address.ts"
import { AppError } from "../../../shared/errors.ts"
import { limits } from "../../../shared/limits.ts"
import type { Selection } from "../../../shared/protocol.ts"
import type { RangeContent, WorkbookReader } from "../../../shared/workbook.ts"

/** Called before each block is read: `Reading Orders, 3 of 8 blocks`, and the share that is done. */
export type OnProgress = (label: string, progress: number) => void

/**
 * The selection's cells as bands from top to bottom: what came with the question, else read from the workbook block by block.
 * @throws AppError range_too_large, pane_unavailable when there is nothing to read from, excel_failed, and what the reader throws.
 */
export async function* readBlocks(
  selection: Selection,
  workbook: WorkbookReader | undefined,
  onProgress: OnProgress,
): AsyncGenerator<RangeContent> {
  const area = parseAddress(selection.address)
  const cells = area.rowCount * area.columnCount
  if (cells > limits.cellsPerQuestion)
    throw new AppError(
      "range_too_large",
      `${qualify(selection.worksheet, selection.address)} has ${cells.toLocaleString("en-US")} cells; ` +
        `select at most ${limits.cellsPerQuestion.toLocaleString("en-US")}.`,
    )
  if (selection.content) {
    yield selection.content
    return
  }
  if (!workbook)
    throw new AppError("pane_unavailable", "The selection came without its cells, and no pane is open to read them.")
  const bands = splitArea(area, limits.cellsPerBlock)
  for (let index = 0; index < bands.length;) {
    const band = bands[index] ?? area
    const address = formatArea(band)
    onProgress(`Reading ${selection.worksheet}, ${index + 1} of ${bands.length} blocks`, index / bands.length)
    const block = await workbook.readRange(selection.worksheet, address).catch((error: unknown) => {
      if (band.rowCount > 1 && error instanceof AppError && error.code === "message_too_large") return undefined
      throw error
    })
    if (!block) {
      // Cells full of text: fewer of them fit into one message.
      bands.splice(index, 1, ...splitArea(band, Math.ceil(band.rowCount / 2) * band.columnCount))
      continue
    }
    if (block.worksheet !== selection.worksheet || formatArea(parseAddress(block.address)) !== address)
      throw new AppError(
        "excel_failed",
        `Excel sent other cells than ${qualify(selection.worksheet, address)}; please ask again.`,
      )
    yield block
    index++
  }
}
