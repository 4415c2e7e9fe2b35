import { makeStyles } from "@fluentui/react-components"
import { useMemo, useState, type RefObject } from "react"
import { gridClipboard } from "./grid/gridClipboard.ts"
import type { GridColors } from "./grid/gridColors.ts"
import type { MenuPlace } from "./grid/listenForMenu.ts"
import { SheetGrid } from "./grid/SheetGrid.tsx"
import type { SheetSession } from "./grid/sheetSession.ts"
import { GridMenu } from "./GridMenu.tsx"
import { SheetTabs } from "./SheetTabs.tsx"
import type { NoticeBoard } from "./useNotices.ts"

const useStyles = makeStyles({
  sheet: { display: "flex", flexDirection: "column", flexGrow: 1, minWidth: 0 },
})

interface Props {
  session: SheetSession
  colors: GridColors
  notify: NoticeBoard["notify"]
  /** Asks the add-in about the selected cells. */
  asking: RefObject<() => void>
}

/** The cells of the sheet that is shown with their context menu, and the tabs of all sheets. */
export function SheetView({ session, colors, notify, asking }: Props) {
  const styles = useStyles()
  const clipboard = useMemo(() => gridClipboard(session), [session])
  const [menu, setMenu] = useState<MenuPlace>()
  return (
    <div className={styles.sheet}>
      <SheetGrid session={session} colors={colors} clipboard={clipboard} onMenu={setMenu} />
      {menu && (
        <GridMenu
          session={session}
          clipboard={clipboard}
          place={menu}
          onNotice={(text) => notify("info", text)}
          onAsk={() => asking.current?.()}
          onClose={() => setMenu(undefined)}
        />
      )}
      <SheetTabs session={session} />
    </div>
  )
}
