import { makeStyles, mergeClasses, tokens } from "@fluentui/react-components"
import { limits } from "../../shared/limits.ts"
import type { ChatView } from "../chat/chat.ts"
import { syncWords } from "../chat/syncWords.ts"
import { isSettled } from "../chat/turn.ts"
import { Composer } from "./Composer.tsx"
import { ConnectionNotice } from "./ConnectionNotice.tsx"
import { asksToInclude } from "./Conversation.tsx"
import { Notice } from "./Notice.tsx"
import type { PaneProps } from "./paneProps.ts"
import { ScopeButton } from "./ScopeButton.tsx"
import { SelectionChip } from "./SelectionChip.tsx"
import { StatusLine } from "./StatusLine.tsx"
import { WhatIsSent } from "./WhatIsSent.tsx"

const useStyles = makeStyles({
  footer: {
    display: "flex",
    flexDirection: "column",
    gap: tokens.spacingVerticalS,
    minWidth: 0,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM} ${tokens.spacingVerticalXXS}`,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground2,
  },
  // What is behind a panel keeps its draft and its place.
  hidden: { display: "none" },
})

interface Props extends PaneProps {
  hidden: boolean
  /** The selection goes with the next question. */
  attached: boolean
  onAttach: (attached: boolean) => void
  ask: (question: string) => boolean
  onWorkbook: () => void
}

/** The input area: notices, what the question is about, the question itself, and what will be sent. */
export function PaneFooter(props: Props) {
  const { view, selection, attached, fileNames, workbook, onWorkbook } = props
  const { sync } = workbook
  const styles = useStyles()
  const included = sync.consent === "included" ? sync.sheets.filter((sheet) => sheet.included) : []
  return (
    <footer className={mergeClasses(styles.footer, props.hidden && styles.hidden)} data-region="">
      <FooterNotices {...props} />
      <SelectionChip
        selection={selection}
        attached={attached}
        cellsPerQuestion={view.settings?.cellsPerQuestion ?? limits.cellsPerQuestion}
        hintWithout={withoutSelection(included.length + fileNames.length)}
        onAttach={props.onAttach}
      >
        <ScopeButton sync={sync} fileCount={fileNames.length} onOpen={onWorkbook} />
      </SelectionChip>
      <Composer
        running={view.turns.some((turn) => !isSettled(turn))}
        enabled={!view.loading && !view.problem}
        asked={view.turns.map((turn) => turn.question)}
        onAsk={props.ask}
        onStop={props.onStop}
      />
      <StatusLine
        settings={view.settings}
        connection={view.problem ? failed(view.problem) : view.connection}
        sync={syncWords(sync)}
      >
        <WhatIsSent
          selection={attached ? selection : null}
          included={included}
          sentBytes={sync.sentBytes}
          fileNames={fileNames}
          settings={view.settings}
          server={props.server}
          measure={props.measure}
        />
      </StatusLine>
    </footer>
  )
}

function FooterNotices(props: Props) {
  const { view, workbook, complaint, onDismissComplaint } = props
  return (
    <>
      {!view.problem && (
        <ConnectionNotice
          connection={view.connection}
          onReconnect={props.onReconnect}
          onNewChat={props.onNewChat}
          onReload={props.onReload}
        />
      )}
      {complaint !== null && <Notice tone="error" text={complaint} onDismiss={onDismissComplaint} />}
      {asksToInclude(props) && view.turns.length > 0 && (
        <Notice
          tone="info"
          text="Answers could use the whole workbook."
          action={{ label: "Choose…", run: props.onWorkbook }}
          onDismiss={workbook.on.decline}
        />
      )}
    </>
  )
}

const withoutSelection = (others: number): string =>
  others > 0 ? "No cells are selected." : "Select cells to ask about them."

const failed = (error: NonNullable<ChatView["problem"]>) => ({ kind: "failed", error }) as const
