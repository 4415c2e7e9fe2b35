import { Combobox, makeStyles, Option, tokens } from "@fluentui/react-components"
import { useMemo, useState, type KeyboardEvent, type SyntheticEvent } from "react"
import { formatArea, type Area } from "../../shared/address.ts"
import { findPlace, placeNames } from "./findPlace.ts"
import type { SheetSession } from "./grid/sheetSession.ts"
import { cellArea, sameArea, wholeColumns, wholeRows } from "./grid/selection.ts"
import { useSheetState } from "./grid/useSheetState.ts"
import { moveToSheet } from "./moveFocus.ts"

const useStyles = makeStyles({
  box: { minWidth: 0, width: "140px", flexShrink: 0 },
  input: { minWidth: 0, width: "100%" },
  list: { maxHeight: "320px", fontSize: tokens.fontSizeBase200 },
})

/** Name of the selection when it has one, else the address of the active cell. */
function selectionLabel(session: SheetSession): string {
  const { sheet, area, anchor } = session.state()
  const named = session.workbook.names.find(({ visible, name }) => {
    const place = visible && findPlace(session.workbook, name)
    return place && place.sheetId === sheet.id && sameArea(place.area, area)
  })
  const table = sheet.tables.find(({ name }) => {
    const place = findPlace(session.workbook, name)
    return place && sameArea(place.area, area)
  })
  return named?.name ?? table?.name ?? areaLabel(area, cellArea(anchor))
}

const areaLabel = (area: Area, active: Area): string =>
  wholeColumns(area) || wholeRows(area) ? formatArea(active) : formatArea(area)

/** Shows what is selected; accepts an address, `Sheet!A1`, a defined name or a table's name and goes there. */
export function NameBox({ session, onUnknown }: { session: SheetSession; onUnknown: (text: string) => void }) {
  const styles = useStyles()
  const state = useSheetState(session)
  const [typed, setTyped] = useState<string>()
  const [listOpen, setListOpen] = useState(false)
  const label = selectionLabel(session)
  // Names may change with every version of the workbook.
  const names = useMemo(
    () => ({ version: state.version, list: placeNames(session.workbook) }),
    [session, state.version],
  )

  const go = (text: string): void => {
    setTyped(undefined)
    if (!text.trim() || !session.commitEdit()) return
    const place = findPlace(session.workbook, text)
    if (!place) return onUnknown(text)
    session.goTo(place.sheetId, place.area)
    moveToSheet()
  }
  const press = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (listOpen) return
    if (event.key === "Enter") {
      event.preventDefault()
      go(typed ?? label)
    } else if (event.key === "Escape") {
      setTyped(undefined)
      moveToSheet()
    }
  }

  return (
    <Combobox
      className={styles.box}
      input={{ className: styles.input }}
      listbox={{ className: styles.list }}
      freeform
      size="small"
      appearance="outline"
      aria-label="Name box"
      data-testid="name-box"
      value={typed ?? label}
      selectedOptions={[]}
      open={listOpen}
      onOpenChange={(event, { open }) => setListOpen(open && asksForList(event))}
      onFocus={(event) => event.currentTarget.select()}
      onChange={(event) => setTyped(event.target.value)}
      onOptionSelect={(_, { optionText }) => optionText && go(optionText)}
      onBlur={() => setTyped(undefined)}
      onKeyDown={press}
    >
      {names.list.map((name) => (
        <Option key={name}>{name}</Option>
      ))}
    </Combobox>
  )
}

/** The list would take Enter for its first name: it opens by its arrow or by an arrow key, not by typing or clicking into the box. */
const asksForList = ({ nativeEvent, target }: SyntheticEvent): boolean =>
  nativeEvent instanceof globalThis.KeyboardEvent
    ? nativeEvent.key.startsWith("Arrow")
    : !(target instanceof HTMLInputElement)
