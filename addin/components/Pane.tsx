import { Button, Tooltip, makeStyles, mergeClasses, tokens } from "@fluentui/react-components"
import { ChatAddRegular } from "@fluentui/react-icons/svg/chat-add"
import { DismissRegular } from "@fluentui/react-icons/svg/dismiss"
import { HistoryRegular } from "@fluentui/react-icons/svg/history"
import { TextBulletListTreeRegular } from "@fluentui/react-icons/svg/text-bullet-list-tree"
import { Suspense, lazy, useRef, useState, type KeyboardEvent } from "react"
import { limits } from "../../shared/limits.ts"
import type { ChatView } from "../chat/chat.ts"
import type { SelectedRange } from "../chat/spreadsheet.ts"
import { syncWords } from "../chat/syncWords.ts"
import { isSettled, type AskedRange } from "../chat/turn.ts"
import { Announcer } from "./Announcer.tsx"
import { AnswerSkeleton } from "./AnswerText.tsx"
import { ChatsPanel } from "./ChatsPanel.tsx"
import { Composer } from "./Composer.tsx"
import { ConnectionNotice } from "./ConnectionNotice.tsx"
import { asksToInclude, Conversation } from "./Conversation.tsx"
import { nextRegion } from "./nextRegion.ts"
import { FileDrop } from "./FileDrop.tsx"
import { Notice } from "./Notice.tsx"
import type { PaneProps } from "./paneProps.ts"
import { ScopeButton } from "./ScopeButton.tsx"
import { SelectionChip } from "./SelectionChip.tsx"
import { StatusLine } from "./StatusLine.tsx"
import { WhatIsSent } from "./WhatIsSent.tsx"

const WhatISee = lazy(async () => ({ default: (await import("./WhatISee.tsx")).WhatISee }))

const useStyles = makeStyles({
  pane: {
    display: "grid",
    gridTemplateRows: "auto minmax(0, 1fr) auto",
    gridTemplateColumns: "minmax(0, 1fr)",
    height: "100%",
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorNeutralForeground1,
    fontFamily: tokens.fontFamilyBase,
  },
  header: {
    display: "flex",
    alignItems: "center",
    justifyContent: "space-between",
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  // Excel shows the add-in's own name above the pane.
  title: {
    flex: 1,
    minWidth: 0,
    margin: 0,
    overflow: "hidden",
    textOverflow: "ellipsis",
    whiteSpace: "nowrap",
    fontSize: tokens.fontSizeBase300,
    fontWeight: tokens.fontWeightSemibold,
  },
  button: { minWidth: "32px", minHeight: "32px" },
  footer: {
    display: "flex",
    flexDirection: "column",
    gap: tokens.spacingVerticalS,
    minWidth: 0,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM} ${tokens.spacingVerticalXXS}`,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground2,
  },
  body: { display: "grid", gridTemplateColumns: "minmax(0, 1fr)", gridTemplateRows: "minmax(0, 1fr)", minHeight: 0 },
  // What is behind a panel keeps its draft and its place.
  hidden: { display: "none" },
  loading: { padding: tokens.spacingHorizontalM },
})

/** The whole pane: what is known comes in as properties, what the person does goes out through callbacks. */
export function Pane(props: PaneProps) {
  const { view, selection, onAsk, onStop } = props
  const styles = useStyles()
  const [attached, setAttached] = useState(true)
  const [panel, setPanel] = useState<"chats" | "workbook" | null>(null)
  const buttons = { chats: useRef<HTMLButtonElement>(null), workbook: useRef<HTMLButtonElement>(null) }
  const { sync, on, files } = props.workbook
  const running = view.turns.some((turn) => !isSettled(turn))
  const sent = attached ? selection : null
  const included = sync.consent === "included" ? sync.sheets.filter((sheet) => sheet.included) : []
  const title = props.chats.list.titles.get(view.sessionId ?? "") ?? view.turns[0]?.question ?? "New chat"
  const cellsPerQuestion = view.settings?.cellsPerQuestion ?? limits.cellsPerQuestion

  const ask = (question: string): boolean => {
    const taken = onAsk(question, sent && askedOf(sent))
    // Left out for this one message only.
    if (taken) setAttached(true)
    return taken
  }
  const open = (which: "chats" | "workbook"): void => {
    if (which === "chats") props.chats.onSearch("")
    setPanel(which)
  }
  const close = (): void => {
    setPanel(null)
    if (panel) buttons[panel].current?.focus()
  }
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    if (event.key === "F6") {
      event.preventDefault()
      nextRegion(event.currentTarget, event.shiftKey ? -1 : 1)
    } else if (event.key === "Escape" && running) {
      // Office.js on the web takes an Esc that reaches the window for the wish to leave the pane, and moves the focus.
      event.stopPropagation()
      onStop()
    }
  }

  return (
    <main className={styles.pane} onKeyDown={onKeyDown}>
      <header className={styles.header} data-region="">
        <h1 className={styles.title} dir="auto">
          {panel === "chats" ? "Chats of this workbook" : panel === "workbook" ? "What I see" : title}
        </h1>
        <Tooltip content={panel === "workbook" ? "Close what I see" : "What I see"} relationship="label">
          <Button
            ref={buttons.workbook}
            className={styles.button}
            appearance="subtle"
            icon={panel === "workbook" ? <DismissRegular /> : <TextBulletListTreeRegular />}
            disabled={view.problem !== null}
            aria-expanded={panel === "workbook"}
            onClick={() => (panel === "workbook" ? close() : open("workbook"))}
          />
        </Tooltip>
        <Tooltip content={panel === "chats" ? "Close the list" : "Chats"} relationship="label">
          <Button
            ref={buttons.chats}
            className={styles.button}
            appearance="subtle"
            icon={panel === "chats" ? <DismissRegular /> : <HistoryRegular />}
            disabled={view.problem !== null}
            aria-expanded={panel === "chats"}
            onClick={() => (panel === "chats" ? close() : open("chats"))}
          />
        </Tooltip>
        <Tooltip content="New chat" relationship="label">
          <Button
            className={styles.button}
            appearance="subtle"
            icon={<ChatAddRegular />}
            disabled={view.turns.length === 0}
            onClick={() => {
              setPanel(null)
              props.onNewChat()
            }}
          />
        </Tooltip>
      </header>
      {panel === "chats" && (
        <ChatsPanel
          {...props.chats}
          present={view.sessionId}
          onOpen={(sessionId) => {
            props.chats.onOpen(sessionId)
            close()
          }}
          onClose={close}
        />
      )}
      {panel === "workbook" && (
        <Suspense
          fallback={
            <div className={styles.loading}>
              <AnswerSkeleton />
            </div>
          }
        >
          <WhatISee
            {...props.workbook}
            settings={view.settings}
            server={props.server}
            complaint={props.complaint}
            onDismissComplaint={props.onDismissComplaint}
            onClose={close}
          />
        </Suspense>
      )}
      <div className={mergeClasses(styles.body, panel !== null && styles.hidden)}>
        <Conversation {...props} ask={ask} />
      </div>
      <footer className={mergeClasses(styles.footer, panel !== null && styles.hidden)} data-region="">
        {!view.problem && (
          <ConnectionNotice
            connection={view.connection}
            onReconnect={props.onReconnect}
            onNewChat={props.onNewChat}
            onReload={props.onReload}
          />
        )}
        {props.complaint !== null && (
          <Notice tone="error" text={props.complaint} onDismiss={props.onDismissComplaint} />
        )}
        {asksToInclude(props) && view.turns.length > 0 && (
          <Notice
            tone="info"
            text="Answers could use the whole workbook."
            action={{ label: "Choose…", run: () => open("workbook") }}
            onDismiss={on.decline}
          />
        )}
        <SelectionChip
          selection={selection}
          attached={attached}
          cellsPerQuestion={cellsPerQuestion}
          hintWithout={withoutSelection(included.length + props.fileNames.length)}
          onAttach={setAttached}
        >
          <ScopeButton sync={sync} fileCount={props.fileNames.length} onOpen={() => open("workbook")} />
        </SelectionChip>
        <Composer
          running={running}
          enabled={!view.loading && !view.problem}
          asked={view.turns.map((turn) => turn.question)}
          onAsk={ask}
          onStop={onStop}
        />
        <StatusLine
          settings={view.settings}
          connection={view.problem ? failed(view.problem) : view.connection}
          sync={syncWords(sync)}
        >
          <WhatIsSent
            selection={sent}
            included={included}
            sentBytes={sync.sentBytes}
            fileNames={props.fileNames}
            settings={view.settings}
            server={props.server}
            measure={props.measure}
          />
        </StatusLine>
      </footer>
      {!view.problem && (
        <FileDrop
          onFiles={(dropped) => {
            void files.upload(dropped)
            open("workbook")
          }}
        />
      )}
      <Announcer turn={view.turns.at(-1)} />
    </main>
  )
}

const askedOf = ({ worksheet, address, rowCount, columnCount }: SelectedRange): AskedRange => ({
  worksheet,
  address,
  rowCount,
  columnCount,
})

const withoutSelection = (others: number): string =>
  others > 0 ? "No cells are selected." : "Select cells to ask about them."

const failed = (error: NonNullable<ChatView["problem"]>) => ({ kind: "failed", error }) as const
