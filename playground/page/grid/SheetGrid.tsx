import { makeStyles, tokens } from "@fluentui/react-components"
import { useRef } from "react"
import { formatArea } from "../../../shared/address.ts"
import { CellEditor } from "./CellEditor.tsx"
import type { GridClipboard } from "./gridClipboard.ts"
import type { GridColors } from "./gridColors.ts"
import type { MenuPlace } from "./listenForMenu.ts"
import type { SheetSession } from "./sheetSession.ts"
import { useDrawnSheet } from "./useDrawnSheet.ts"
import { useGridInput } from "./useGridInput.ts"
import { useSheetCanvas } from "./useSheetCanvas.ts"
import { useSheetState } from "./useSheetState.ts"

const useStyles = makeStyles({
  root: { position: "relative", flexGrow: 1, minWidth: 0, minHeight: 0, overflow: "hidden" },
  canvas: { position: "absolute", inset: 0, backgroundColor: tokens.colorNeutralBackground3 },
  announcement: { position: "absolute", width: "1px", height: "1px", overflow: "hidden", clipPath: "inset(50%)" },
})

interface Props {
  session: SheetSession
  colors: GridColors
  clipboard: GridClipboard
  /** The context menu is asked for. */
  onMenu: (place: MenuPlace) => void
}

/** The sheet: grid, cell editor, mouse, keyboard and clipboard. */
export function SheetGrid({ session, colors, clipboard, onMenu }: Props) {
  const styles = useStyles()
  const host = useRef<HTMLDivElement>(null)
  const canvas = useSheetCanvas(host)
  const { sheet, anchor, area, edit } = useSheetState(session)
  useDrawnSheet(canvas, session, colors)
  const scrolled = useGridInput(canvas, session, colors, { clipboard, onMenu })

  const single = area.rowCount * area.columnCount === 1
  return (
    <div className={styles.root} role="region" aria-label="Sheet" data-testid="sheet" data-region="sheet">
      <div ref={host} className={styles.canvas} data-returns-focus />
      {canvas && edit?.sheetId === sheet.id && (
        <CellEditor
          key={`${edit.cell.row},${edit.cell.column}`}
          session={session}
          canvas={canvas}
          edit={edit}
          scrolled={scrolled}
        />
      )}
      <div className={styles.announcement} aria-live="polite">
        {single
          ? `${formatArea(area)} ${sheet.text(anchor.row, anchor.column) || "blank"}`
          : `${formatArea(area)} selected`}
      </div>
    </div>
  )
}
