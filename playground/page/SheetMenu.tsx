import { Menu, MenuDivider, MenuItem, MenuList, MenuPopover, MenuTrigger } from "@fluentui/react-components"
import type { SimSheet } from "../workbook/contract.ts"
import type { SheetSession } from "./grid/sheetSession.ts"

/** The context menu of a sheet's tab. */
export function SheetMenu(props: {
  session: SheetSession
  sheet: SimSheet
  place: { readonly x: number; readonly y: number }
  onRename: () => void
  onClose: () => void
}) {
  const { session, sheet, place, onRename, onClose } = props
  const { workbook } = session
  const position = workbook.sheets.findIndex(({ id }) => id === sheet.id)
  const onlyOne = workbook.sheets.filter(({ visibility }) => visibility === "Visible").length < 2
  const anchor = {
    getBoundingClientRect: () => new DOMRect(place.x, place.y, 0, 0),
  }
  return (
    <Menu open onOpenChange={(_, { open }) => !open && onClose()} positioning={{ target: anchor, position: "above" }}>
      <MenuPopover>
        <MenuList>
          <MenuItem
            onClick={() =>
              session.attempt((book) => {
                const added = book.addSheet()
                book.moveSheet(added.id, position)
                book.activate(added.id)
              })
            }
          >
            Insert
          </MenuItem>
          <MenuItem disabled={onlyOne} onClick={() => session.attempt((book) => book.deleteSheet(sheet.id))}>
            Delete
          </MenuItem>
          <MenuItem onClick={onRename}>Rename</MenuItem>
          <MenuItem
            disabled={position === 0}
            onClick={() => session.attempt((book) => book.moveSheet(sheet.id, position - 1))}
          >
            Move left
          </MenuItem>
          <MenuItem
            disabled={position === workbook.sheets.length - 1}
            onClick={() => session.attempt((book) => book.moveSheet(sheet.id, position + 1))}
          >
            Move right
          </MenuItem>
          <MenuDivider />
          <MenuItem
            disabled={onlyOne}
            onClick={() => session.attempt((book) => book.setVisibility(sheet.id, "Hidden"))}
          >
            Hide
          </MenuItem>
          <UnhideItem session={session} />
        </MenuList>
      </MenuPopover>
    </Menu>
  )
}

function UnhideItem({ session }: { session: SheetSession }) {
  const hidden = session.workbook.sheets.filter(({ visibility }) => visibility === "Hidden")
  if (hidden.length === 0) return <MenuItem disabled>Unhide</MenuItem>
  const unhide = (id: string): boolean =>
    session.attempt((book) => {
      book.setVisibility(id, "Visible")
      book.activate(id)
    })
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <MenuItem>Unhide</MenuItem>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {hidden.map(({ id, name }) => (
            <MenuItem key={id} onClick={() => unhide(id)}>
              {name}
            </MenuItem>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  )
}
