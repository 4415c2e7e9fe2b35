import { Button, makeStyles, tokens } from "@fluentui/react-components"
import { AddRegular } from "@fluentui/react-icons/svg/add"
import { TextBulletListTreeRegular } from "@fluentui/react-icons/svg/text-bullet-list-tree"
import { counted } from "../chat/mapTree.ts"
import type { SyncView } from "../sync/workbookSync.ts"

const useStyles = makeStyles({
  button: {
    minWidth: "32px",
    minHeight: "32px",
    flexShrink: 0,
    paddingInline: tokens.spacingHorizontalXS,
    fontWeight: tokens.fontWeightRegular,
    color: tokens.colorNeutralForeground2,
  },
})

interface Props {
  sync: SyncView
  /** How many uploaded files the next question uses. */
  fileCount: number
  onOpen: () => void
}

/** What the next question may use beside the selection; opens the panel where that is chosen. */
export function ScopeButton({ sync, fileCount, onOpen }: Props) {
  const styles = useStyles()
  const words = [...sheetWords(sync), ...(fileCount > 0 ? [counted(fileCount, "file")] : [])]
  return (
    <Button
      className={styles.button}
      appearance="subtle"
      size="small"
      icon={words.length === 0 ? <AddRegular /> : <TextBulletListTreeRegular />}
      title="What answers may use beside the selection"
      {...(words.length === 0 && { "aria-label": "Add…" })}
      onClick={onOpen}
    >
      {words.length > 0 && words.join(", ")}
    </Button>
  )
}

function sheetWords({ consent, sheets }: SyncView): string[] {
  if (consent !== "included") return []
  const included = sheets.filter((sheet) => sheet.included).length
  return [counted(included, "sheet")]
}
