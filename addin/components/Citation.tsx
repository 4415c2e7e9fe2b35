import { Reference } from "@fluentui-copilot/react-reference"
import { makeStyles, tokens } from "@fluentui/react-components"
import { LocationRegular } from "@fluentui/react-icons/svg/location"
import { DocumentTableRegular } from "@fluentui/react-icons/svg/document-table"
import { qualify } from "../../shared/address.ts"
import { fileSheet } from "../chat/fileSheet.ts"

export type OnCite = (sheet: string | undefined, address: string) => void

const useStyles = makeStyles({
  chip: {
    minWidth: 0,
    minHeight: "32px",
    flexShrink: 1,
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorNeutralForeground2,
    font: "inherit",
    overflowWrap: "anywhere",
    textAlign: "start",
    cursor: "pointer",
    ":focus-visible": { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  icon: { color: tokens.colorBrandForeground1 },
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

/** Cells in a few words, with their file where they are in no open workbook. */
export function citationLabel(sheet: string | undefined, address: string): string {
  const inFile = fileSheet(sheet)
  return inFile ? `${inFile.file} · ${qualify(inFile.sheet, address)}` : cellsLabel(sheet, address)
}

/** Cells an answer rests on; a click shows them in the workbook. */
export function Citation({ sheet, address, onCite }: Props) {
  const styles = useStyles()
  const inFile = fileSheet(sheet)
  return (
    <Reference
      className={styles.chip}
      graphic={{ className: styles.icon, children: inFile ? <DocumentTableRegular /> : <LocationRegular /> }}
      aria-label={citationTitle(sheet, address)}
      onClick={() => onCite(sheet, address)}
    >
      {citationLabel(sheet, address)}
    </Reference>
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
