import type { WorkbookEvent } from "../workbook/contract.ts"

type Changed = Extract<WorkbookEvent, { kind: "changed" }>

/**
 * Office.js splits a write of more than 1,500 cells into bands of rows; Excel still tells of one change. Bands that
 * continue each other in one batch become one event, which no longer names a single cell's values.
 */
export function coalesceChanges(events: readonly WorkbookEvent[]): WorkbookEvent[] {
  const kept: WorkbookEvent[] = []
  for (const event of events) {
    const index = event.kind === "changed" ? kept.findLastIndex((other) => continues(other, event)) : -1
    const other = kept[index]
    if (event.kind === "changed" && other?.kind === "changed") kept[index] = joined(other, event)
    else if (!kept.some((known) => repeats(known, event))) kept.push(event)
  }
  return kept
}

const continues = (other: WorkbookEvent, event: Changed): boolean =>
  other.kind === "changed" &&
  other.changeType === "RangeEdited" &&
  event.changeType === "RangeEdited" &&
  other.sheetId === event.sheetId &&
  other.source === event.source &&
  other.area.column === event.area.column &&
  other.area.columnCount === event.area.columnCount &&
  other.area.row + other.area.rowCount === event.area.row

const joined = (above: Changed, below: Changed): Changed => ({
  kind: "changed",
  sheetId: above.sheetId,
  area: { ...above.area, rowCount: above.area.rowCount + below.area.rowCount },
  changeType: above.changeType,
  source: above.source,
})

/** A sheet calculated many times in a batch is told of once. */
const repeats = (known: WorkbookEvent, event: WorkbookEvent): boolean =>
  known.kind === "calculated" && event.kind === "calculated" && known.sheetId === event.sheetId
