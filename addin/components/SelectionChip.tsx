import { Button, makeStyles, mergeClasses, tokens } from "@fluentui/react-components"
import { DismissRegular } from "@fluentui/react-icons/svg/dismiss"
import { TableRegular } from "@fluentui/react-icons/svg/table"
import { WarningRegular } from "@fluentui/react-icons/svg/warning"
import type { SelectedRange } from "../chat/spreadsheet.ts"
import { rangeLabel, sizeLabel } from "./askedLabel.ts"

const useStyles = makeStyles({
  chip: {
    display: "flex",
    alignItems: "center",
    gap: tokens.spacingHorizontalXS,
    flex: "0 1 auto",
    minWidth: 0,
    minHeight: "32px",
    boxSizing: "border-box",
    paddingInlineStart: tokens.spacingHorizontalSNudge,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground3,
    border: `1px solid ${tokens.colorTransparentStroke}`,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
  },
  tooLarge: {
    border: `1px solid ${tokens.colorStatusWarningBorder1}`,
    backgroundColor: tokens.colorStatusWarningBackground1,
  },
  icon: { flexShrink: 0, fontSize: "16px", color: tokens.colorBrandForeground1 },
  text: { flexShrink: 1, minWidth: 0, overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap" },
  // Gives way before the address does.
  size: {
    flexShrink: 1000,
    minWidth: 0,
    overflow: "hidden",
    textOverflow: "clip",
    whiteSpace: "nowrap",
    color: tokens.colorNeutralForeground3,
  },
  button: { minWidth: "30px", minHeight: "30px", flexShrink: 0 },
  off: {
    minWidth: 0,
    minHeight: "32px",
    paddingInline: tokens.spacingHorizontalXS,
    overflow: "hidden",
    fontWeight: tokens.fontWeightRegular,
    color: tokens.colorNeutralForeground3,
  },
  none: {
    minWidth: 0,
    paddingInline: tokens.spacingHorizontalXS,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    color: tokens.colorNeutralForeground3,
  },
})

interface Props {
  selection: SelectedRange | null
  attached: boolean
  tooLarge: boolean
  /** Shown when no cells are selected. */
  hintWithout: string
  onAttach: (attached: boolean) => void
}

/** What the next question is about; ✕ leaves it out of this one message. */
export function SelectionChip({ selection, attached, tooLarge, hintWithout, onAttach }: Props) {
  const styles = useStyles()
  if (!selection) return <span className={styles.none}>{hintWithout}</span>
  if (!attached)
    return (
      <Button
        className={styles.off}
        appearance="transparent"
        size="small"
        icon={<TableRegular />}
        onClick={() => onAttach(true)}
      >
        No cells are sent · use {rangeLabel(selection)}
      </Button>
    )
  const Icon = tooLarge ? WarningRegular : TableRegular
  const { around } = selection
  return (
    <div className={mergeClasses(styles.chip, tooLarge && styles.tooLarge)} role="group" aria-label="Selected cells">
      <Icon className={styles.icon} aria-hidden />
      <span className={styles.text} title={`${rangeLabel(selection)} · ${sizeLabel(selection)}`}>
        {rangeLabel(selection)}
      </span>
      <span className={styles.size}>· {around ? `table around ${around}` : sizeLabel(selection)}</span>
      <Button
        className={styles.button}
        appearance="subtle"
        size="small"
        icon={<DismissRegular />}
        aria-label="Do not use the selection for this question"
        onClick={() => onAttach(false)}
      />
    </div>
  )
}
