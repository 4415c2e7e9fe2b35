import { makeStyles, ToggleButton, Toolbar, ToolbarButton, ToolbarDivider, tokens } from "@fluentui/react-components"
import { ArrowRedo20Regular } from "@fluentui/react-icons/svg/arrow-redo"
import { ArrowUndo20Regular } from "@fluentui/react-icons/svg/arrow-undo"
import { ChatSparkle20Filled, ChatSparkle20Regular } from "@fluentui/react-icons/svg/chat-sparkle"
import { FolderOpen20Regular } from "@fluentui/react-icons/svg/folder-open"
import { TableLightning20Regular } from "@fluentui/react-icons/svg/table-lightning"
import { useRef } from "react"
import { openable } from "./useOpenFile.ts"
import type { SheetSession } from "./grid/sheetSession.ts"
import { useSheetState } from "./grid/useSheetState.ts"

const useStyles = makeStyles({
  bar: {
    display: "flex",
    alignItems: "center",
    flexWrap: "wrap",
    flexShrink: 0,
    paddingRight: "8px",
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground2,
  },
  space: { flexGrow: 1 },
  button: { fontWeight: tokens.fontWeightRegular, whiteSpace: "nowrap", minWidth: 0, flexShrink: 0 },
})

/** The commands above the sheet. */
export function Ribbon(props: {
  session: SheetSession
  paneOpen: boolean
  onPane: (open: boolean) => void
  onFile: (file: File) => void
  onSample: () => void
}) {
  const { session, paneOpen, onPane, onFile, onSample } = props
  const styles = useStyles()
  useSheetState(session)
  const picker = useRef<HTMLInputElement>(null)
  return (
    <div className={styles.bar} role="region" aria-label="Ribbon" data-region="ribbon">
      <Toolbar size="small" aria-label="Workbook">
        <ToolbarButton className={styles.button} icon={<FolderOpen20Regular />} onClick={() => picker.current?.click()}>
          Open…
        </ToolbarButton>
        <ToolbarButton className={styles.button} icon={<TableLightning20Regular />} onClick={onSample}>
          Sample
        </ToolbarButton>
        <ToolbarDivider />
        <ToolbarButton
          aria-label="Undo"
          title="Undo (Ctrl+Z)"
          icon={<ArrowUndo20Regular />}
          disabled={!session.workbook.canUndo}
          onClick={() => session.attempt((book) => book.undo())}
        />
        <ToolbarButton
          aria-label="Redo"
          title="Redo (Ctrl+Y)"
          icon={<ArrowRedo20Regular />}
          disabled={!session.workbook.canRedo}
          onClick={() => session.attempt((book) => book.redo())}
        />
      </Toolbar>
      <span className={styles.space} />
      <ToggleButton
        className={styles.button}
        appearance="subtle"
        size="small"
        checked={paneOpen}
        icon={paneOpen ? <ChatSparkle20Filled /> : <ChatSparkle20Regular />}
        onClick={() => onPane(!paneOpen)}
      >
        Excel Chat
      </ToggleButton>
      <input
        ref={picker}
        type="file"
        hidden
        accept={openable.join(",")}
        data-testid="file-picker"
        onChange={(event) => {
          const file = event.target.files?.[0]
          event.target.value = ""
          if (file) onFile(file)
        }}
      />
    </div>
  )
}
