import { makeStyles, tokens } from "@fluentui/react-components"
import { useEffect, useState } from "react"
import type { SheetSession } from "./grid/sheetSession.ts"
import { useSheetState } from "./grid/useSheetState.ts"
import { selectionFigures, type SelectionFigures } from "./selectionFigures.ts"

const useStyles = makeStyles({
  bar: {
    display: "flex",
    alignItems: "center",
    columnGap: "16px",
    height: "24px",
    flexShrink: 0,
    padding: "0 12px",
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground3,
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    whiteSpace: "nowrap",
  },
  message: { flexGrow: 1, minWidth: 0, overflow: "hidden", textOverflow: "ellipsis" },
})

const figure = new Intl.NumberFormat(undefined, {
  maximumSignificantDigits: 15,
  maximumFractionDigits: 6,
  roundingPriority: "lessPrecision",
})

/** Adding up a large selection waits until the pointer has come to rest. */
const restMs = 60

const modeName = { enter: "Enter", edit: "Edit" } as const

/** Mode, a lasting message about the file, and count, average and sum of the selection, as Excel shows them. */
export function StatusBar({ session, message }: { session: SheetSession; message: string }) {
  const styles = useStyles()
  const { sheet, area, version, edit } = useSheetState(session)
  const [figures, setFigures] = useState<SelectionFigures>()
  useEffect(() => {
    const timer = setTimeout(() => setFigures(selectionFigures(sheet, area)), restMs)
    return () => clearTimeout(timer)
  }, [sheet, area, version])

  return (
    <div className={styles.bar} role="region" aria-label="Status bar" data-testid="status-bar">
      <span>{edit ? modeName[edit.mode] : "Ready"}</span>
      <span className={styles.message} title={message}>
        {message}
      </span>
      {figures?.average !== undefined && <span>Average: {figure.format(figures.average)}</span>}
      {figures && <span>Count: {figure.format(figures.count)}</span>}
      {figures?.sum !== undefined && <span>Sum: {figure.format(figures.sum)}</span>}
    </div>
  )
}
