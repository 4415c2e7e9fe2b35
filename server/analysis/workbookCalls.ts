import { parseAddress } from "../../shared/address.ts"
import { AppError } from "../../shared/errors.ts"
import { gridOf, SheetBuilder } from "../workbooks/sheetGrid.ts"
import { readLayout } from "../workbooks/tables/readLayout.ts"
import { tableOf } from "../workbooks/tables/tableOf.ts"
import { HeldSheets } from "./heldSheets.ts"
import { holdAnalysis } from "./rangeCalls.ts"
import { sheetChunks } from "./sheetChunks.ts"
import type { WorkbookCall, WorkerResults } from "./workerMessages.ts"

interface Loading {
  readonly key: string
  readonly home: string
  readonly builder: SheetBuilder
  /** Of the block that is coming. */
  text: string
}

/** Some 40 bytes each, with the arrays around them. */
const cellsAtMost = 20_000_000

const sheets = new HeldSheets(cellsAtMost)
const loadings = new Map<number, Loading>()

/** @throws AppError as WorkbookAnalyzer says. */
export async function performWorkbookCall(call: WorkbookCall): Promise<WorkerResults[WorkbookCall["kind"]]> {
  switch (call.kind) {
    case "load_start":
      loadings.set(call.load, { key: call.sheet.key, home: call.home, builder: new SheetBuilder(call.sheet), text: "" })
      return null
    case "load_text": {
      const loading = loadingOf(call.load)
      loading.text += call.text
      if (!call.ends) return null
      loading.builder.add(loading.text)
      loading.text = ""
      sheets.makeRoom(loading.builder.cellCount)
      return null
    }
    case "load_end": {
      const { key, home, builder } = loadingOf(call.load)
      sheets.put(key, { home, sheet: builder.build(), cells: builder.cellCount })
      loadings.delete(call.load)
      return null
    }
    case "layout": {
      const held = sheets.get(call.sheet)
      return held ? readLayout(held.sheet) : null
    }
    case "open_table": {
      const held = sheets.get(call.sheet)
      if (!held) return null
      const table = tableOf(held.sheet, call.table)
      holdAnalysis(call.analysis, { table, grid: gridOf(held.sheet, parseAddress(call.table.address)) })
      return table.shape
    }
    case "open_sheet": {
      const held = sheets.get(call.sheet)
      if (!held) return null
      holdAnalysis(call.analysis, { chunks: sheetChunks(held.sheet, call.layout) })
      return true
    }
    case "leave_home":
      sheets.dropHome(call.home)
      return null
    default:
      throw new AppError("internal", "not yet")
  }
}

/** Given up, or ended: what came of it is dropped. */
export function closeLoading(load: number): void {
  loadings.delete(load)
}

function loadingOf(load: number): Loading {
  const loading = loadings.get(load)
  if (!loading) throw new AppError("internal", "This sheet is not being loaded.")
  return loading
}
