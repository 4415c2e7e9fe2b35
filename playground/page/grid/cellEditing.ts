import { limits } from "../../../shared/limits.ts"
import { editableText } from "./editableText.ts"
import { cellArea, contains, firstCell } from "./selection.ts"
import type { CellEdit, SheetStore } from "./sheetState.ts"

export interface CellEditing {
  readonly beginEdit: (options: { text?: string; mode: CellEdit["mode"]; place: CellEdit["place"] }) => void
  readonly changeEdit: (text: string) => void
  /** Moves the caret between cell and formula bar. */
  readonly placeEdit: (place: CellEdit["place"]) => void
  /** Writes what was typed. False when the workbook refused it; the edit then stays open. */
  readonly commitEdit: () => boolean
  readonly cancelEdit: () => void
}

/** Typing into the active cell. Meanwhile the workbook is in cell edit mode, in which it refuses add-ins. */
export function cellEditing(
  { workbook, state, update, attempt }: SheetStore,
  whenCalculated: (run: () => void) => void,
): CellEditing {
  return {
    beginEdit({ text, mode, place }) {
      if (state().edit) return
      whenCalculated(() => {
        const { sheet, anchor } = state()
        const cell = firstCell(sheet.merges.find((merge) => contains(merge, anchor)) ?? cellArea(anchor))
        workbook.cellEditMode = true
        update({ edit: { sheetId: sheet.id, cell, text: text ?? editableText(sheet, cell), mode, place } })
      })
    },
    changeEdit(text) {
      const { edit } = state()
      if (edit) update({ edit: { ...edit, text: text.slice(0, limits.cellCharacters) } })
    },
    placeEdit(place) {
      const { edit } = state()
      if (edit && edit.place !== place) update({ edit: { ...edit, place, mode: "edit" } })
    },
    commitEdit() {
      const { edit } = state()
      if (!edit) return true
      workbook.cellEditMode = false
      const sheet = workbook.sheetById(edit.sheetId)
      const unchanged = sheet !== undefined && editableText(sheet, edit.cell) === edit.text
      if (sheet && !unchanged && !attempt(() => workbook.type(sheet.id, edit.cell.row, edit.cell.column, edit.text))) {
        workbook.cellEditMode = true
        return false
      }
      update({ edit: undefined })
      return true
    },
    cancelEdit() {
      workbook.cellEditMode = false
      update({ edit: undefined })
    },
  }
}
