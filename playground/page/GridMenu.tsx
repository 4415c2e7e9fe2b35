import { Menu, MenuDivider, MenuItem, MenuList, MenuPopover } from "@fluentui/react-components"
import { useRef } from "react"
import type { Area } from "../../shared/address.ts"
import { limits } from "../../shared/limits.ts"
import { sortRows } from "../host/sortRows.ts"
import type { GridClipboard } from "./grid/gridClipboard.ts"
import type { MenuPlace } from "./grid/listenForMenu.ts"
import type { SheetSession } from "./grid/sheetSession.ts"
import { moveToSheet } from "./moveFocus.ts"
import { sortArea } from "./sortArea.ts"

interface Props {
  session: SheetSession
  clipboard: GridClipboard
  place: MenuPlace
  /** Says why something could not be done. */
  onNotice: (text: string) => void
  onAsk: () => void
  onClose: () => void
}

/** The context menu of the selected cells. */
export function GridMenu({ session, clipboard, place, onNotice, onAsk, onClose }: Props) {
  const leavesSheet = useRef(false)
  const { sheet, area, anchor } = session.state()
  const rows = { ...area, column: 0, columnCount: limits.sheetColumns }
  const columns = { ...area, row: 0, rowCount: limits.sheetRows }
  const toSort = sortArea(sheet, area)
  const sort = (ascending: boolean): void =>
    session.whenCalculated(() =>
      session.attempt((workbook) => {
        if (!toSort) return
        const column = Math.min(Math.max(0, anchor.column - toSort.column), toSort.columnCount - 1)
        sortRows({ area: toSort, sheet, sheetId: sheet.id, workbook }, [{ column, ascending }], false)
      }),
    )
  const copy = (then: () => void = () => undefined): Promise<void> =>
    navigator.clipboard
      .writeText(clipboard.copy())
      .then(then, () => onNotice("The browser did not let the page copy. Press Ctrl+C."))
  const paste = (): Promise<void> =>
    navigator.clipboard
      .readText()
      .then(clipboard.paste, () => onNotice("The browser did not let the page read the clipboard. Press Ctrl+V."))
  const insert = (where: Area, shift: "Down" | "Right") => () =>
    session.whenCalculated(() => session.attempt((workbook) => workbook.insertCells(sheet.id, where, shift)))
  const remove = (where: Area, shift: "Up" | "Left") => () =>
    session.whenCalculated(() => session.attempt((workbook) => workbook.deleteCells(sheet.id, where, shift)))
  return (
    <Menu
      open
      onOpenChange={(_, { open }) => {
        if (open) return
        onClose()
        if (!leavesSheet.current) moveToSheet()
      }}
      positioning={{
        target: { getBoundingClientRect: () => new DOMRect(place.x, place.y, 0, 0) },
        position: "below",
        align: "start",
      }}
    >
      <MenuPopover>
        <MenuList>
          <MenuItem
            onClick={() => {
              leavesSheet.current = true
              onAsk()
            }}
          >
            Ask about this
          </MenuItem>
          <MenuDivider />
          <MenuItem secondaryContent="Ctrl+X" onClick={() => void copy(clipboard.clear)}>
            Cut
          </MenuItem>
          <MenuItem secondaryContent="Ctrl+C" onClick={() => void copy()}>
            Copy
          </MenuItem>
          <MenuItem secondaryContent="Ctrl+V" onClick={() => void paste()}>
            Paste
          </MenuItem>
          <MenuDivider />
          <MenuItem onClick={insert(rows, "Down")}>Insert rows above</MenuItem>
          <MenuItem onClick={insert(columns, "Right")}>Insert columns to the left</MenuItem>
          <MenuItem onClick={remove(rows, "Up")}>Delete rows</MenuItem>
          <MenuItem onClick={remove(columns, "Left")}>Delete columns</MenuItem>
          <MenuItem secondaryContent="Del" onClick={clipboard.clear}>
            Clear contents
          </MenuItem>
          <MenuDivider />
          <MenuItem disabled={!toSort} onClick={() => sort(true)}>
            Sort A to Z
          </MenuItem>
          <MenuItem disabled={!toSort} onClick={() => sort(false)}>
            Sort Z to A
          </MenuItem>
        </MenuList>
      </MenuPopover>
    </Menu>
  )
}
