import { formatArea, intersect, type Area } from "../../shared/address.ts"
import type { SimTable, SimWorkbook, WorkbookEvent } from "../workbook/contract.ts"
import { areaText } from "./areas.ts"
import type { HostSession } from "./hostSession.ts"
import { valueTypeOf } from "./objects/rangeCells.ts"

/** One entry of a `richApiMessage`; the numbers are Office.js's own event types. */
export interface RichEvent {
  readonly eventType: number
  /** A sheet or table id, or `Workbook` for the events of a collection. */
  readonly targetId: string
  readonly message: Readonly<Record<string, unknown>>
}

const eventType = {
  changed: 10,
  activated: 11,
  deactivated: 12,
  added: 13,
  selectionChanged: 14,
  deleted: 15,
  calculated: 16,
  formatChanged: 18,
  nameChanged: 25,
  visibilityChanged: 26,
  moved: 27,
  tableSelectionChanged: 100,
  tableChanged: 101,
  tableAdded: 102,
  tableDeleted: 103,
} as const

const wholeWorkbook = "Workbook"

const shiftOf: Record<string, string> = {
  RowInserted: "ShiftCellDown",
  ColumnInserted: "ShiftCellRight",
  RowDeleted: "ShiftCellUp",
  ColumnDeleted: "ShiftCellLeft",
}

/** The events Excel raises for a change of the workbook. @param byAddin true when the add-in itself caused it. */
export function richEvents(event: WorkbookEvent, session: HostSession, byAddin: boolean): RichEvent[] {
  const { workbook } = session
  switch (event.kind) {
    case "selectionChanged":
      return [
        ...both(eventType.selectionChanged, event.sheetId, {
          address: areaText(event.area),
          worksheetId: event.sheetId,
        }),
        ...tableSelections(event.sheetId, event.area, session),
      ]
    case "changed":
      return [
        ...both(eventType.changed, event.sheetId, changeMessage(event, byAddin)),
        ...tablesOf(workbook, event.sheetId).flatMap((table) => tableChange(table, event, byAddin)),
      ]
    case "formatChanged":
      return both(eventType.formatChanged, event.sheetId, {
        address: areaText(event.area),
        source,
        worksheetId: event.sheetId,
        referenceId: referenceId(event.sheetId, event.area),
      })
    case "calculated":
      return both(eventType.calculated, event.sheetId, { worksheetId: event.sheetId })
    case "tableAdded":
      return both(eventType.tableAdded, event.sheetId, { source, tableId: event.tableId, worksheetId: event.sheetId })
    case "tableDeleted":
      return both(eventType.tableDeleted, event.sheetId, { source, tableId: event.tableId, worksheetId: event.sheetId })
    // A table's cells arrive as `changed`; its name and style have no event in Office.js.
    case "tableChanged":
    case "viewChanged":
      return []
    default:
      return sheetEvents(event)
  }
}

const source = "Local"

/** Listeners of the sheet and of the collection receive the event. */
const both = (type: number, sheetId: string, message: Record<string, unknown>): RichEvent[] =>
  [sheetId, wholeWorkbook].map((targetId) => ({ eventType: type, targetId, message }))

function sheetEvents(event: Extract<WorkbookEvent, { kind: `sheet${string}` }>): RichEvent[] {
  const message = { source, worksheetId: event.sheetId }
  switch (event.kind) {
    case "sheetActivated":
      return both(eventType.activated, event.sheetId, { worksheetId: event.sheetId })
    case "sheetDeactivated":
      return both(eventType.deactivated, event.sheetId, { worksheetId: event.sheetId })
    case "sheetAdded":
      return [{ eventType: eventType.added, targetId: wholeWorkbook, message }]
    case "sheetDeleted":
      return [{ eventType: eventType.deleted, targetId: wholeWorkbook, message }]
    case "sheetRenamed":
      return both(eventType.nameChanged, event.sheetId, {
        nameBefore: event.before,
        nameAfter: event.after,
        ...message,
      })
    case "sheetMoved":
      return both(eventType.moved, event.sheetId, {
        positionBefore: event.before,
        positionAfter: event.after,
        ...message,
      })
    case "sheetVisibilityChanged":
      return both(eventType.visibilityChanged, event.sheetId, {
        visibilityBefore: event.before,
        visibilityAfter: event.after,
        ...message,
      })
  }
}

const tablesOf = (workbook: SimWorkbook, sheetId: string): readonly SimTable[] =>
  workbook.sheetById(sheetId)?.tables ?? []

/** Names the cells themselves, so that the host has nothing to remember per event. */
const referenceId = (sheetId: string, area: Area): string => `${sheetId}|${areaText(area)}`

type Changed = Extract<WorkbookEvent, { kind: "changed" }>

function changeMessage(event: Changed, byAddin: boolean): Record<string, unknown> {
  const isOneCell = event.before !== undefined || event.after !== undefined
  return {
    address: areaText(event.area),
    changeType: event.changeType,
    source: event.source,
    triggerSource: byAddin ? "ThisLocalAddin" : "Unknown",
    shiftDirection: shiftOf[event.changeType] ?? "None",
    worksheetId: event.sheetId,
    referenceId: referenceId(event.sheetId, event.area),
    ...(isOneCell && {
      valueBefore: event.before ?? "",
      valueAfter: event.after ?? "",
      valueTypeBefore: valueTypeOf(event.before ?? null),
      valueTypeAfter: valueTypeOf(event.after ?? null),
    }),
  }
}

function tableChange(table: SimTable, event: Changed, byAddin: boolean): RichEvent[] {
  const shared = intersect(table.area, event.area)
  if (!shared) return []
  const message = { ...changeMessage(event, byAddin), address: formatArea(shared), tableId: table.id }
  return [table.id, event.sheetId, wholeWorkbook].map((targetId) => ({
    eventType: eventType.tableChanged,
    targetId,
    message,
  }))
}

/** A table gets events for selections inside it, and one when the selection leaves it. */
function tableSelections(sheetId: string, area: Area, { workbook, selectedTables }: HostSession): RichEvent[] {
  return workbook.sheets.flatMap((sheet) =>
    sheet.tables.flatMap((table): RichEvent[] => {
      const shared = sheet.id === sheetId ? intersect(table.area, area) : undefined
      const wasSelected = selectedTables.delete(table.id)
      if (shared) selectedTables.add(table.id)
      if (!shared && !wasSelected) return []
      const message = {
        address: shared ? formatArea(shared) : "",
        isInsideTable: shared !== undefined,
        tableId: table.id,
        worksheetId: sheet.id,
      }
      return [{ eventType: eventType.tableSelectionChanged, targetId: table.id, message }]
    }),
  )
}
