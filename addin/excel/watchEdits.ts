import { tryParseAddress, type Area } from "../../shared/address.ts"
import { limits } from "../../shared/limits.ts"
import type { Watched, WorkbookEdit } from "../sync/syncExcel.ts"
import { officeSupports } from "./officeSupports.ts"
import { runExcel } from "./runExcel.ts"

interface Handler {
  remove(): void
  readonly context: OfficeExtension.ClientRequestContext
}

/** Reports edits by this person, by co-authors and by programs, as far as this Excel has events for them. */
export async function watchEdits(
  listener: (edit: WorkbookEdit) => void,
): Promise<{ watched: Watched; stop: () => Promise<void> }> {
  const tell = (edit: WorkbookEdit): Promise<void> => {
    listener(edit)
    return Promise.resolve()
  }
  const sheets = (): Promise<void> => tell({ kind: "sheets" })
  const changed = ({ worksheetId, address, changeType }: Excel.WorksheetChangedEventArgs): Promise<void> =>
    tell({ kind: "cells", sheetId: worksheetId, areas: areasOf(address), shifted: changeType !== "RangeEdited" })
  const formatChanged = ({ worksheetId, address }: Excel.WorksheetFormatChangedEventArgs): Promise<void> =>
    tell({ kind: "cells", sheetId: worksheetId, areas: areasOf(address), shifted: false })
  const calculated = ({ worksheetId }: Excel.WorksheetCalculatedEventArgs): Promise<void> =>
    tell({ kind: "calculated", sheetId: worksheetId })
  const visited = ({ worksheetId }: { worksheetId: string }): Promise<void> =>
    tell({ kind: "visited", sheetId: worksheetId })
  const redefined = ({ worksheetId }: { worksheetId: string }): Promise<void> =>
    tell({ kind: "definitions", sheetId: worksheetId })

  const handlers = await runExcel(async (context) => {
    const { worksheets, tables } = context.workbook
    const added: Handler[] = []
    if (officeSupports("ExcelApi 1.7"))
      added.push(
        worksheets.onAdded.add(sheets),
        worksheets.onDeleted.add(sheets),
        worksheets.onActivated.add(visited),
        worksheets.onDeactivated.add(visited),
      )
    if (officeSupports("ExcelApi 1.9"))
      added.push(
        worksheets.onChanged.add(changed),
        worksheets.onFormatChanged.add(formatChanged),
        worksheets.onCalculated.add(calculated),
        tables.onAdded.add(redefined),
        tables.onDeleted.add(redefined),
      )
    if (officeSupports("ExcelApi 1.17"))
      added.push(
        worksheets.onNameChanged.add(sheets),
        worksheets.onVisibilityChanged.add(sheets),
        worksheets.onMoved.add(sheets),
      )
    await context.sync()
    return added
  })
  return {
    watched: watchedHere(),
    stop: async () => {
      for (const handler of handlers) handler.remove()
      // Handlers are removed in the context they were added in.
      await handlers[0]?.context.sync()
    },
  }
}

function watchedHere(): Watched {
  if (officeSupports("ExcelApi 1.17")) return "all"
  return officeSupports("ExcelApi 1.9") ? "cells" : "nothing"
}

const wholeSheet: Area = { row: 0, column: 0, rowCount: limits.sheetRows, columnCount: limits.sheetColumns }

/** Cells of an event; the whole sheet where it does not say which. */
function areasOf(address: unknown): Area[] {
  const areas = typeof address === "string" ? address.split(",").map(tryParseAddress) : [undefined]
  return areas.every((area) => area !== undefined) ? areas : [wholeSheet]
}
