import { Button, makeStyles, tokens } from "@fluentui/react-components"
import { LocationRegular } from "@fluentui/react-icons/svg/location"
import { DocumentTableRegular } from "@fluentui/react-icons/svg/document-table"
import { qualify } from "../../shared/address.ts"
import { fileSheet } from "../chat/fileSheet.ts"

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

/** What a click does: cells of an uploaded file are in no open workbook, so it only says where they are. */
function citationTitle(sheet: string | undefined, address: string): string {
  const inFile = fileSheet(sheet)
  if (inFile) return `${qualify(inFile.sheet, address)} in the uploaded file ${inFile.file}`
  return `Show ${cellsLabel(sheet, address)} in the workbook`
}

const cellsLabel = (sheet: string | undefined, address: string): string =>
  sheet === undefined ? address : qualify(sheet, address)

/** Cells an answer rests on; a click shows them in the workbook. */
export function Citation({ sheet, address, onCite }: Props) {
  const styles = useStyles()
  const inFile = fileSheet(sheet)
  const label = inFile ? `${inFile.file} · ${qualify(inFile.sheet, address)}` : cellsLabel(sheet, address)
  return (
    <Button
      className={styles.chip}
      appearance="subtle"
      size="small"
      icon={inFile ? <DocumentTableRegular /> : <LocationRegular />}
      aria-label={citationTitle(sheet, address)}
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
      title={citationTitle(sheet, address)}
      onClick={() => onCite(sheet, address)}
    >
      {label}
    </button>
  )
}
