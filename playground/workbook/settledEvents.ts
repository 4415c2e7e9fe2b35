import { intersect } from "../../shared/address.ts"
import type { CellValue } from "../../shared/cell.ts"
import { sheetOf, type Book } from "./book.ts"
import type { WorkbookEvent } from "./contract.ts"

/** Events of an edit once formulas are calculated: the edit with its resulting value, and the tables it touched. */
export function settledEvents(book: Book, event: WorkbookEvent): WorkbookEvent[] {
  if (event.kind !== "changed") return [event]
  const settled = "after" in event ? { ...event, after: changedValue(book, event) } : event
  if (event.changeType !== "RangeEdited") return [settled]
  const { sheetId, area } = event
  const tables = sheetOf(book, sheetId).tablesIn(area)
  return [
    settled,
    ...tables.map((table): WorkbookEvent => {
      return { kind: "tableChanged", sheetId, tableId: table.id, area: intersect(table.area, area) ?? area }
    }),
  ]
}

/** The value now in the first cell of a change; null for any other event. */
export function changedValue(book: Book, event: WorkbookEvent): CellValue {
  if (event.kind !== "changed") return null
  const sheet = book.sheets.find(({ id }) => id === event.sheetId)
  return sheet?.value(event.area.row, event.area.column) ?? null
}
