import { Button, makeStyles, tokens } from "@fluentui/react-components"
import { LocationRegular } from "@fluentui/react-icons/svg/location"
import { qualify } from "../../shared/address.ts"

export type OnCite = (sheet: string | undefined, address: string) => void

const useStyles = makeStyles({
  chip: {
    minWidth: 0,
    maxWidth: "100%",
    height: "auto",
    minHeight: "32px",
    paddingBlock: tokens.spacingVerticalXXS,
    paddingInline: tokens.spacingHorizontalXS,
    fontWeight: tokens.fontWeightRegular,
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorBrandForegroundLink,
    overflowWrap: "anywhere",
    textAlign: "start",
  },
  inline: {
    display: "inline",
    padding: 0,
    border: "none",
    backgroundColor: "transparent",
    color: tokens.colorBrandForegroundLink,
    font: "inherit",
    textAlign: "start",
    textDecorationLine: "underline",
    textDecorationColor: tokens.colorNeutralStroke1,
    cursor: "pointer",
    borderRadius: tokens.borderRadiusSmall,
    ":hover": { textDecorationColor: "currentcolor" },
    ":focus-visible": { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: "1px" },
  },
})

interface Props {
  sheet: string | undefined
  address: string
  onCite: OnCite
}

/** Cells an answer rests on; a click shows them in the workbook. */
export function Citation({ sheet, address, onCite }: Props) {
  const styles = useStyles()
  const label = sheet === undefined ? address : qualify(sheet, address)
  return (
    <Button
      className={styles.chip}
      appearance="subtle"
      size="small"
      icon={<LocationRegular />}
      aria-label={`Show ${label} in the workbook`}
      onClick={() => onCite(sheet, address)}
    >
      {label}
    </Button>
  )
}

/** The same inside running text. */
export function InlineCitation({ sheet, address, label, onCite }: Props & { label: string }) {
  const styles = useStyles()
  return (
    <button
      type="button"
      className={styles.inline}
      title={`Show ${sheet === undefined ? address : qualify(sheet, address)} in the workbook`}
      onClick={() => onCite(sheet, address)}
    >
      {label}
    </button>
  )
}
