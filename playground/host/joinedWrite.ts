import { Range } from "./objects/range.ts"
import type { Found } from "./wireObject.ts"
import { actionType, type WireAction, type WireRequest } from "./wireRequest.ts"

export interface JoinedWrite {
  readonly range: Range
  readonly rows: readonly unknown[]
  /** Indexes of the actions that are done with it. */
  readonly actions: readonly number[]
}

/** What the executor knows of one action's target and value. */
export interface WriteReader {
  targetOf(action: WireAction): Found
  valueOf(action: WireAction): unknown
}

/** Properties that Office.js writes in bands of rows when they have more than 1,500 cells. */
const splitProperties: readonly unknown[] = ["Values", "Formulas", "FormulasLocal", "FormulasR1C1", "NumberFormat"]

/**
 * The whole of the write that begins with this action: Office.js splits a large one into bands of rows, which Excel takes
 * as one change (one event, one calculation, one step to undo). Undefined when the action does not write rows.
 */
export function joinedWrite(request: WireRequest, index: number, reader: WriteReader): JoinedWrite | undefined {
  const first = bandOf(request.Actions[index], reader)
  if (!first) return undefined
  const rows = [...first.rows]
  const actions = [index]
  for (let next = index + 1; next < request.Actions.length; next++) {
    const action = request.Actions[next]
    if (action && isPreparation(action, request)) continue
    const band = action?.Name === first.name ? bandOf(action, reader) : undefined
    if (!band || !continues(band.range, first.range, rows.length)) break
    rows.push(...band.rows)
    actions.push(next)
  }
  return { range: first.range.at({ ...first.range.area, rowCount: rows.length }), rows, actions }
}

function bandOf(
  action: WireAction | undefined,
  reader: WriteReader,
): { range: Range; name: string; rows: readonly unknown[] } | undefined {
  if (action?.ActionType !== actionType.setProperty || !splitProperties.includes(action.Name)) return undefined
  const range = reader.targetOf(action)
  const rows = reader.valueOf(action)
  if (!(range instanceof Range) || !Array.isArray(rows) || rows.length !== range.area.rowCount) return undefined
  return { range, name: action.Name ?? "", rows }
}

/** Between two bands the client only makes the range of the next one. */
function isPreparation(action: WireAction, request: WireRequest): boolean {
  if (action.ActionType === actionType.method) return action.Name === "_KeepReference"
  const path = request.ObjectPaths[String(action.ObjectPathId)]
  return action.ActionType === actionType.instantiate && (path?.Name === "GetRow" || path?.Name === "GetBoundingRect")
}

const continues = (range: Range, above: Range, rowsAbove: number): boolean =>
  range.sheetId === above.sheetId &&
  range.area.row === above.area.row + rowsAbove &&
  range.area.column === above.area.column &&
  range.area.columnCount === above.area.columnCount
