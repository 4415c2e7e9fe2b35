import type { Area } from "../../../shared/address.ts"
import { clampToSheet } from "./navigation.ts"
import { cellArea, contains, lastCell, sameArea, selectedArea, type Cell } from "./selection.ts"
import { shownInWorkbook, type SheetStore } from "./sheetState.ts"

export interface CellSelecting {
  /** Selects what lies between two cells. */
  readonly select: (anchor: Cell, focus?: Cell) => void
  /** Selects an area, on another sheet too, and scrolls to it. */
  readonly goTo: (sheetId: string, area: Area) => void
  /** Moves the active cell inside a selected area (Tab and Enter), or selects the next cell. */
  readonly advance: (rows: number, columns: number) => void
  readonly activate: (sheetId: string) => void
}

/** Moving the active cell and the selection. */
export function cellSelecting({ workbook, state, update, attempt }: SheetStore): CellSelecting {
  function select(anchor: Cell, focus = anchor): void {
    const { sheet } = state()
    const from = clampToSheet(anchor)
    const to = clampToSheet(focus)
    const area = selectedArea(from, to, sheet.merges)
    update({ anchor: from, focus: to, area })
    attempt(() => workbook.select(sheet.id, area))
  }

  return {
    select,
    goTo(sheetId, area) {
      if (!attempt(() => workbook.select(sheetId, area))) return
      const { version, jumps, edit } = state()
      update({ ...shownInWorkbook(workbook, { version, jumps: jumps + 1 }), edit })
    },
    advance(rows, columns) {
      const { anchor, area, sheet } = state()
      const single = sameArea(area, selectedArea(anchor, anchor, sheet.merges))
      if (single) {
        const merge = sheet.merges.find((merged) => contains(merged, anchor)) ?? cellArea(anchor)
        const end = lastCell(merge)
        select({
          row: rows > 0 ? end.row + rows : anchor.row + rows,
          column: columns > 0 ? end.column + columns : anchor.column + columns,
        })
      } else update({ anchor: nextInside(area, anchor, rows, columns) })
    },
    activate(sheetId) {
      attempt(() => workbook.activate(sheetId))
    },
  }
}

/** The next cell of an area in reading order for Tab, in column order for Enter; from the last back to the first. */
function nextInside(area: Area, { row, column }: Cell, rows: number, columns: number): Cell {
  const across = columns !== 0
  const index = across
    ? (row - area.row) * area.columnCount + (column - area.column) + columns
    : (column - area.column) * area.rowCount + (row - area.row) + rows
  const count = area.rowCount * area.columnCount
  const next = ((index % count) + count) % count
  return across
    ? { row: area.row + Math.floor(next / area.columnCount), column: area.column + (next % area.columnCount) }
    : { row: area.row + (next % area.rowCount), column: area.column + Math.floor(next / area.rowCount) }
}
