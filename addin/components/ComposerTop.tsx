import { makeStyles, tokens } from "@fluentui/react-components"
import { limits } from "../../shared/limits.ts"
import { includedSheets } from "../chat/syncWords.ts"
import type { SelectedRange } from "../chat/spreadsheet.ts"
import { rangeLabel } from "./askedLabel.ts"
import type { PaneProps } from "./paneProps.ts"
import { ScopeButton } from "./ScopeButton.tsx"
import { SelectionChip } from "./SelectionChip.tsx"
import { StatusDot } from "./StatusDot.tsx"

const useStyles = makeStyles({
  row: {
    display: "flex",
    alignItems: "center",
    columnGap: tokens.spacingHorizontalXXS,
    minWidth: 0,
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalXS} 0`,
  },
  hint: {
    display: "block",
    padding: `${tokens.spacingVerticalXXS} ${tokens.spacingHorizontalS} 0`,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    color: tokens.colorNeutralForeground3,
  },
  instead: {
    minHeight: "24px",
    padding: 0,
    border: "none",
    borderRadius: tokens.borderRadiusSmall,
    backgroundColor: "transparent",
    color: tokens.colorBrandForegroundLink,
    font: "inherit",
    textAlign: "start",
    cursor: "pointer",
    ":hover": { textDecorationLine: "underline" },
    ":focus-visible": { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
})

interface Props extends PaneProps {
  /** The selection goes with the next question. */
  attached: boolean
  onAttach: (attached: boolean) => void
  onWorkbook: () => void
}

/** Above the question: what is sent with it, why that is not what is selected, and who gets it. */
export function ComposerTop(props: Props) {
  const { view, selection, attached, fileNames, lookedAt, onAskLookedAt, workbook } = props
  const styles = useStyles()
  const most = view.settings?.cellsPerQuestion ?? limits.cellsPerQuestion
  const sent = attached ? selection : null
  const others = includedSheets(workbook.sync).length + fileNames.length
  return (
    <>
      <div className={styles.row}>
        <SelectionChip
          selection={selection}
          attached={attached}
          tooLarge={selection !== null && cellCount(selection) > most}
          hintWithout={others > 0 ? "No cells are selected." : "Select cells to ask about them."}
          onAttach={props.onAttach}
        />
        <ScopeButton sync={workbook.sync} fileCount={fileNames.length} onOpen={props.onWorkbook} />
        <StatusDot {...props} selection={sent} />
      </div>
      {sent &&
        hints(sent, most).map((sentence) => (
          <span key={sentence} className={styles.hint}>
            {sentence}
          </span>
        ))}
      {sent && lookedAt && (
        <span className={styles.hint}>
          You are only looking at {rangeLabel(lookedAt)}.{" "}
          <button type="button" className={styles.instead} onClick={onAskLookedAt}>
            Ask about it
          </button>
        </span>
      )}
    </>
  )
}

const cellCount = ({ rowCount, columnCount }: SelectedRange): number => rowCount * columnCount

function hints(selection: SelectedRange, most: number): string[] {
  const cells = cellCount(selection)
  const sentences: string[] = []
  if (selection.areaCount > 1) sentences.push(`The largest of ${selection.areaCount} selected areas is used.`)
  if (cells > most)
    sentences.push(`Too large: ${cells.toLocaleString()} cells, at most ${most.toLocaleString()}. Select fewer.`)
  else if (cells > limits.cellsPerMessage) sentences.push("Large: it is read in parts, which takes a moment.")
  return sentences
}
