import { Button, makeStyles, mergeClasses, tokens } from "@fluentui/react-components"
import { DismissRegular } from "@fluentui/react-icons/svg/dismiss"
import { TableRegular } from "@fluentui/react-icons/svg/table"
import { WarningRegular } from "@fluentui/react-icons/svg/warning"
import type { ReactNode } from "react"
import { limits } from "../../shared/limits.ts"
import type { SelectedRange } from "../chat/spreadsheet.ts"
import { rangeLabel, sizeLabel } from "./askedLabel.ts"

const useStyles = makeStyles({
  row: { display: "flex", flexWrap: "wrap", alignItems: "center", columnGap: tokens.spacingHorizontalS, minWidth: 0 },
  chip: {
    display: "flex",
    alignItems: "center",
    gap: tokens.spacingHorizontalXS,
    maxWidth: "100%",
    minHeight: "32px",
    boxSizing: "border-box",
    paddingInlineStart: tokens.spacingHorizontalS,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground1,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
  },
  tooLarge: {
    border: `1px solid ${tokens.colorStatusWarningBorder1}`,
    backgroundColor: tokens.colorStatusWarningBackground1,
  },
  icon: { flexShrink: 0, fontSize: "16px", color: tokens.colorBrandForeground1 },
  text: { minWidth: 0, overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap" },
  size: { flexShrink: 0, color: tokens.colorNeutralForeground3 },
  button: { minWidth: "30px", minHeight: "30px", flexShrink: 0 },
  off: { minHeight: "32px", fontWeight: tokens.fontWeightRegular, color: tokens.colorNeutralForeground3 },
  hint: {
    flexBasis: "100%",
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    color: tokens.colorNeutralForeground3,
  },
  none: {
    display: "flex",
    alignItems: "center",
    minHeight: "32px",
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    color: tokens.colorNeutralForeground3,
  },
})

interface Props {
  selection: SelectedRange | null
  attached: boolean
  cellsPerQuestion: number
  /** Shown when no cells are selected. */
  hintWithout: string
  onAttach: (attached: boolean) => void
  /** What stands beside it. */
  children: ReactNode
}

/** What the next question is about; ✕ leaves it out of this one message. */
export function SelectionChip({ selection, attached, cellsPerQuestion, hintWithout, onAttach, children }: Props) {
  const styles = useStyles()
  if (!selection)
    return (
      <div className={styles.row}>
        <span className={styles.none}>{hintWithout}</span>
        {children}
      </div>
    )
  if (!attached)
    return (
      <div className={styles.row}>
        <Button
          className={styles.off}
          appearance="transparent"
          size="small"
          icon={<TableRegular />}
          onClick={() => onAttach(true)}
        >
          No cells are sent · use {rangeLabel(selection)}
        </Button>
        {children}
      </div>
    )
  const cells = selection.rowCount * selection.columnCount
  const tooLarge = cells > cellsPerQuestion
  const Icon = tooLarge ? WarningRegular : TableRegular
  return (
    <div className={styles.row}>
      <div className={mergeClasses(styles.chip, tooLarge && styles.tooLarge)} role="group" aria-label="Selected cells">
        <Icon className={styles.icon} aria-hidden />
        <span className={styles.text} title={rangeLabel(selection)}>
          {selection.around ? `Table around ${selection.around}: ` : ""}
          {rangeLabel(selection)}
        </span>
        <span className={styles.size}>· {sizeLabel(selection)}</span>
        <Button
          className={styles.button}
          appearance="subtle"
          size="small"
          icon={<DismissRegular />}
          aria-label="Do not use the selection for this question"
          onClick={() => onAttach(false)}
        />
      </div>
      {children}
      {hint(selection, cells, cellsPerQuestion).map((sentence) => (
        <span key={sentence} className={styles.hint}>
          {sentence}
        </span>
      ))}
    </div>
  )
}

function hint(selection: SelectedRange, cells: number, most: number): string[] {
  const sentences: string[] = []
  if (selection.areaCount > 1) sentences.push(`The largest of ${selection.areaCount} selected areas is used.`)
  if (cells > most)
    sentences.push(`Too large: ${cells.toLocaleString()} cells, at most ${most.toLocaleString()}. Select fewer.`)
  else if (cells > limits.cellsPerMessage) sentences.push("Large: it is read in parts, which takes a moment.")
  return sentences
}
