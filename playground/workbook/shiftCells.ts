import { intersect, type Area } from "../../shared/address.ts"
import { limits } from "../../shared/limits.ts"
import { checkArea, type Book } from "./book.ts"
import type { WorkbookEvent } from "./contract.ts"
import type { Grid, GridRows } from "./grid.ts"
import { saved, type Step, type Swap } from "./history.ts"
import { referenceText, mapReferences, type Reference } from "../../shared/references.ts"
import { rewriteFormulas } from "./rewriteFormulas.ts"
import type { Sheet } from "./sheet.ts"
import { movesWhole, shiftArea, shiftCell, type CellShift } from "./shiftArea.ts"
import { SimError } from "./simError.ts"

function shiftedRows<T>(grid: Grid<T>, shift: CellShift): GridRows<T> {
  const rows: GridRows<T> = new Map()
  if (shift.vertical && shift.area.columnCount === limits.sheetColumns) {
    for (const [row, cells] of grid.rows) {
      const place = shiftCell(row, shift.area.column, shift)
      if (place && place[0] < limits.sheetRows) rows.set(place[0], cells)
    }
    return rows
  }
  for (const [row, cells] of grid.rows)
    cells.forEach((item, column) => {
      const place = item === undefined ? undefined : shiftCell(row, column, shift)
      if (!place || place[0] >= limits.sheetRows || place[1] >= limits.sheetColumns) return
      const line = rows.get(place[0])
      if (line) line[place[1]] = item
      else {
        const fresh: (T | undefined)[] = []
        fresh[place[1]] = item
        rows.set(place[0], fresh)
      }
    })
  return rows
}

/** The way back is the opposite shift and, after a deletion, putting back what was there. */
function shiftGrid<T>(grid: Grid<T>, shift: CellShift): Swap {
  const deleted = shift.insert ? undefined : grid.copy(shift.area)
  let next = shift
  const run = (): void => {
    grid.rows = shiftedRows(grid, next)
    if (deleted && next.insert) grid.replace(shift.area, deleted)
    next = { ...next, insert: !next.insert }
  }
  run()
  return run
}

/** Moves what belongs to whole rows or columns, such as heights: entries by index. */
function shiftIndex<T>(
  entries: Iterable<readonly [number, T]>,
  at: number,
  by: number,
  insert: boolean,
): Map<number, T> {
  const moved = new Map<number, T>()
  for (const [index, item] of entries) {
    if (index < at) moved.set(index, item)
    else if (insert) moved.set(index + by, item)
    else if (index >= at + by) moved.set(index - by, item)
  }
  return moved
}

function shiftLines(sheet: Sheet, { area, vertical, insert }: CellShift): Swap[] {
  const whole = vertical ? area.columnCount === limits.sheetColumns : area.rowCount === limits.sheetRows
  if (!whole) return []
  const [at, by] = vertical ? [area.row, area.rowCount] : [area.column, area.columnCount]
  const sizes = vertical ? ("rowHeights" as const) : ("columnWidths" as const)
  const styles = vertical ? ("rowStyles" as const) : ("columnStyles" as const)
  const hidden = vertical ? ("hiddenRows" as const) : ("hiddenColumns" as const)
  const swaps = [
    saved(
      () => [sheet[sizes], sheet[styles], sheet[hidden]] as const,
      ([size, style, hide]) => {
        sheet[sizes] = size
        sheet[styles] = style
        sheet[hidden] = hide
      },
    ),
  ]
  sheet[sizes] = shiftIndex(sheet[sizes], at, by, insert)
  sheet[styles] = shiftIndex(sheet[styles], at, by, insert)
  sheet[hidden] = new Set(shiftIndex(sheet[hidden].entries(), at, by, insert).keys())
  return swaps
}

function shiftReference(reference: Reference, shift: CellShift): string | undefined {
  const { first, last } = reference
  const end = last ?? first
  const area: Area = {
    row: Math.min(first.row ?? 0, end.row ?? 0),
    column: Math.min(first.column ?? 0, end.column ?? 0),
    rowCount: first.row === undefined ? limits.sheetRows : Math.abs((end.row ?? 0) - first.row) + 1,
    columnCount: first.column === undefined ? limits.sheetColumns : Math.abs((end.column ?? 0) - first.column) + 1,
  }
  const moved = shiftArea(area, shift)
  if (moved === area) return undefined
  if (!moved) return "#REF!"
  const corner = (old: typeof first, row: number, column: number): typeof first => ({
    ...old,
    row: old.row === undefined ? undefined : row,
    column: old.column === undefined ? undefined : column,
  })
  return referenceText({
    sheet: reference.sheet,
    first: corner(first, moved.row, moved.column),
    last: last && corner(last, moved.row + moved.rowCount - 1, moved.column + moved.columnCount - 1),
  })
}

/** The cells a shift pulls along: from its area to the end of the sheet. */
const reach = ({ area, vertical }: CellShift): Area =>
  vertical
    ? { ...area, rowCount: limits.sheetRows - area.row }
    : { ...area, columnCount: limits.sheetColumns - area.column }

function checkShift(sheet: Sheet, shift: CellShift): void {
  const moving = reach(shift)
  const cut = (area: Area): boolean => intersect(area, moving) !== undefined && !movesWhole(area, shift)
  if (sheet.tables.some((table) => cut(table.area)))
    throw new SimError(
      "InvalidOperation",
      "This operation is not allowed. The operation is attempting to shift cells in a table on your worksheet.",
    )
  if (sheet.merges.some(cut))
    throw new SimError("InvalidOperation", "We can't do that to a merged cell. Unmerge the cells first.")
  if (!shift.insert) return
  const { area, vertical } = shift
  const edge: Area = vertical
    ? { ...area, row: limits.sheetRows - area.rowCount }
    : { ...area, column: limits.sheetColumns - area.columnCount }
  if (!sheet.values.copy(edge).isEmpty)
    throw new SimError(
      "InvalidOperation",
      "Microsoft Excel can't insert new cells because it would push non-empty cells off the end of the worksheet.",
    )
}

function changeType(shift: CellShift, insert: boolean): (WorkbookEvent & { kind: "changed" })["changeType"] {
  const { area, vertical } = shift
  const action = insert ? "Inserted" : "Deleted"
  if (vertical && area.columnCount === limits.sheetColumns) return `Row${action}`
  if (!vertical && area.rowCount === limits.sheetRows) return `Column${action}`
  return `Cell${action}`
}

/** Inserts or deletes cells; formulas, tables, merges and names everywhere follow. @throws SimError InvalidOperation */
export function shiftCells(book: Book, sheet: Sheet, shift: CellShift): Step {
  checkArea(shift.area)
  checkShift(sheet, shift)
  const swaps: Swap[] = [
    saved(
      () => [sheet.tables, sheet.merges] as const,
      ([tables, merges]) => {
        sheet.tables = tables
        sheet.merges = merges
      },
    ),
    ...sheet.tables.map((table) =>
      saved(
        () => table.area,
        (area) => (table.area = area),
      ),
    ),
    shiftGrid(sheet.values, shift),
    shiftGrid(sheet.styleIds, shift),
    shiftGrid(sheet.formulas, shift),
    shiftGrid(sheet.arrays, shift),
    shiftGrid(sheet.kept, shift),
    shiftGrid(sheet.spilled, shift),
    ...shiftLines(sheet, shift),
  ]
  sheet.merges = sheet.merges.flatMap((merge) => shiftArea(merge, shift) ?? [])
  const tables = sheet.tables
  sheet.tables = tables.filter((table) => {
    const area = shiftArea(table.area, shift)
    if (area) table.area = area
    return area !== undefined
  })
  swaps.push(
    rewriteFormulas(book, (formula, home) =>
      mapReferences(formula, (reference) => {
        const target = reference.sheet ?? home?.name
        return target?.toLowerCase() === sheet.name.toLowerCase() ? shiftReference(reference, shift) : undefined
      }),
    ),
  )
  const event = { kind: "changed", sheetId: sheet.id, area: shift.area, source: "Local" } as const
  const gone = tables
    .filter((table) => !sheet.tables.includes(table))
    .map(({ id, area }) => ({ sheetId: sheet.id, tableId: id, area }))
  return {
    swaps,
    done: [
      { ...event, changeType: changeType(shift, shift.insert) },
      ...gone.map((table) => ({ kind: "tableDeleted", ...table }) as const),
    ],
    undone: [
      { ...event, changeType: changeType(shift, !shift.insert) },
      ...gone.map((table) => ({ kind: "tableAdded", ...table }) as const),
    ],
    touched: "structure",
  }
}
