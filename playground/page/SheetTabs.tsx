import { Button, makeStyles, mergeClasses, tokens } from "@fluentui/react-components"
import { Add20Regular } from "@fluentui/react-icons/svg/add"
import { useEffect, useRef, useState, type KeyboardEvent } from "react"
import type { SimSheet } from "../workbook/contract.ts"
import type { SheetSession } from "./grid/sheetSession.ts"
import { useSheetState } from "./grid/useSheetState.ts"
import { SheetMenu } from "./SheetMenu.tsx"
import { RenameSheet } from "./RenameSheet.tsx"

const useStyles = makeStyles({
  bar: {
    display: "flex",
    alignItems: "stretch",
    height: "32px",
    flexShrink: 0,
    padding: "0 8px",
    borderTop: `1px solid ${tokens.colorNeutralStroke1}`,
    backgroundColor: tokens.colorNeutralBackground3,
  },
  tabs: { display: "flex", minWidth: 0, overflowX: "auto", scrollbarWidth: "none" },
  tab: {
    position: "relative",
    padding: "0 14px",
    border: "none",
    borderRight: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: "transparent",
    color: tokens.colorNeutralForeground2,
    fontFamily: tokens.fontFamilyBase,
    fontSize: tokens.fontSizeBase300,
    whiteSpace: "nowrap",
    cursor: "pointer",
    ":hover": { backgroundColor: tokens.colorNeutralBackground3Hover },
    ":focus-visible": { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: "-2px" },
  },
  active: {
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorBrandForeground1,
    fontWeight: tokens.fontWeightSemibold,
    "::after": {
      content: '""',
      position: "absolute",
      left: 0,
      right: 0,
      bottom: 0,
      height: "3px",
      backgroundColor: tokens.colorCompoundBrandStroke,
    },
    ":hover": { backgroundColor: tokens.colorNeutralBackground1 },
  },
  color: { position: "absolute", left: "4px", right: "4px", top: 0, height: "3px" },
  add: { alignSelf: "center", marginLeft: "4px", minWidth: "28px" },
})

interface MenuPlace {
  readonly sheet: SimSheet
  readonly x: number
  readonly y: number
}

/** The sheets: click or arrows to activate, double click or F2 to rename, right click for the rest. */
export function SheetTabs({ session }: { session: SheetSession }) {
  const styles = useStyles()
  const { sheet: active } = useSheetState(session)
  const [renaming, setRenaming] = useState<string>()
  const [menu, setMenu] = useState<MenuPlace>()
  const list = useRef<HTMLDivElement>(null)
  const visible = session.workbook.sheets.filter((sheet) => sheet.visibility === "Visible")

  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest", inline: "nearest" })
  }, [active.id])

  const activate = (sheet: SimSheet | undefined): void => {
    if (sheet && session.commitEdit()) session.activate(sheet.id)
  }
  const add = (): void => {
    if (!session.commitEdit()) return
    session.attempt((book) => book.activate(book.addSheet().id))
  }
  const press = (event: KeyboardEvent<HTMLButtonElement>, sheet: SimSheet, index: number): void => {
    const next = tabAfter(event.key, index, visible.length)
    if (event.key === "F2") setRenaming(sheet.id)
    else if (event.key === "ContextMenu" || (event.key === "F10" && event.shiftKey)) {
      const box = event.currentTarget.getBoundingClientRect()
      setMenu({ sheet, x: box.left, y: box.top })
    } else if (next !== undefined) {
      activate(visible[next])
      const tabs = list.current?.querySelectorAll<HTMLElement>("[role=tab]")
      tabs?.[next]?.focus()
    } else return
    event.preventDefault()
  }

  return (
    <div className={styles.bar} data-region="tabs">
      <div className={styles.tabs} role="tablist" aria-label="Sheets" ref={list} data-testid="sheet-tabs">
        {visible.map((sheet, index) =>
          sheet.id === renaming ? (
            <RenameSheet key={sheet.id} session={session} sheet={sheet} onDone={() => setRenaming(undefined)} />
          ) : (
            <SheetTab
              key={sheet.id}
              sheet={sheet}
              isActive={sheet.id === active.id}
              onActivate={() => activate(sheet)}
              onRename={() => setRenaming(sheet.id)}
              onMenu={(x, y) => setMenu({ sheet, x, y })}
              onKeyDown={(event) => press(event, sheet, index)}
            />
          ),
        )}
      </div>
      <Button
        className={styles.add}
        appearance="subtle"
        size="small"
        icon={<Add20Regular />}
        aria-label="New sheet"
        title="New sheet"
        onClick={add}
      />
      {menu && (
        <SheetMenu
          session={session}
          sheet={menu.sheet}
          place={menu}
          onRename={() => setRenaming(menu.sheet.id)}
          onClose={() => setMenu(undefined)}
        />
      )}
    </div>
  )
}

/** Where a key leads from the tab at `index`; undefined when it does not move, a place beyond the ends is none. */
function tabAfter(key: string, index: number, count: number): number | undefined {
  switch (key) {
    case "Home":
      return 0
    case "End":
      return count - 1
    case "ArrowLeft":
      return index - 1
    case "ArrowRight":
      return index + 1
    default:
      return undefined
  }
}

interface SheetTabProps {
  sheet: SimSheet
  isActive: boolean
  onActivate: () => void
  onRename: () => void
  /** A place in the window. */
  onMenu: (x: number, y: number) => void
  onKeyDown: (event: KeyboardEvent<HTMLButtonElement>) => void
}

function SheetTab({ sheet, isActive, onActivate, onRename, onMenu, onKeyDown }: SheetTabProps) {
  const styles = useStyles()
  return (
    <button
      type="button"
      role="tab"
      aria-selected={isActive}
      tabIndex={isActive ? 0 : -1}
      className={mergeClasses(styles.tab, isActive && styles.active)}
      onClick={onActivate}
      onDoubleClick={onRename}
      onContextMenu={(event) => {
        event.preventDefault()
        onActivate()
        onMenu(event.clientX, event.clientY)
      }}
      onKeyDown={onKeyDown}
    >
      {sheet.tabColor && <span className={styles.color} style={{ backgroundColor: sheet.tabColor }} />}
      {sheet.name}
    </button>
  )
}
