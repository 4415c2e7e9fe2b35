import { Button, Tooltip, makeStyles, mergeClasses, tokens } from "@fluentui/react-components"
import { ChatAddRegular } from "@fluentui/react-icons/svg/chat-add"
import { DismissRegular } from "@fluentui/react-icons/svg/dismiss"
import { HistoryRegular } from "@fluentui/react-icons/svg/history"
import { useRef, useState, type KeyboardEvent } from "react"
import { limits } from "../../shared/limits.ts"
import type { ChatView } from "../chat/chat.ts"
import type { SelectedRange } from "../chat/spreadsheet.ts"
import { isSettled, type AskedRange } from "../chat/turn.ts"
import { Announcer } from "./Announcer.tsx"
import { AnswerSkeleton } from "./AnswerText.tsx"
import { ChatsPanel, type ChatsPanelProps } from "./ChatsPanel.tsx"
import type { OnCite } from "./Citation.tsx"
import { Composer } from "./Composer.tsx"
import { ConnectionNotice, isSignedOut } from "./ConnectionNotice.tsx"
import { EmptyState } from "./EmptyState.tsx"
import { MessageList } from "./MessageList.tsx"
import { nextRegion } from "./nextRegion.ts"
import { Notice } from "./Notice.tsx"
import { SelectionChip } from "./SelectionChip.tsx"
import { StatusLine } from "./StatusLine.tsx"
import { WhatIsSent } from "./WhatIsSent.tsx"

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
  // What is behind the list of chats keeps its draft and its place.
  hidden: { display: "none" },
  loading: { padding: tokens.spacingHorizontalM },
})

export interface PaneProps {
  view: ChatView
  selection: SelectedRange | null
  suggestions: readonly string[]
  /** Something outside a turn that failed, for example a jump to a deleted sheet. */
  complaint: string | null
  server: string
  chats: Omit<ChatsPanelProps, "present" | "onClose">
  measure: (selection: SelectedRange) => Promise<number | null>
  onAsk: (question: string, asked: AskedRange | null) => boolean
  onStop: () => void
  onCite: OnCite
  onShareSheet: (worksheet: string, shared: boolean) => void
  onNewChat: () => void
  onReconnect: () => void
  onReload: () => void
  onDismissComplaint: () => void
}

/** The whole pane: what is known comes in as properties, what the person does goes out through callbacks. */
export function Pane(props: PaneProps) {
  const { view, selection, onAsk, onStop } = props
  const styles = useStyles()
  const [attached, setAttached] = useState(true)
  const [listing, setListing] = useState(false)
  const chatsButton = useRef<HTMLButtonElement>(null)
  const running = view.turns.some((turn) => !isSettled(turn))
  const sent = attached ? selection : null
  const shared = selection !== null && view.sharedSheets.includes(selection.worksheet)
  const title = props.chats.list.titles.get(view.sessionId ?? "") ?? view.turns[0]?.question ?? "New chat"
  const cellsPerQuestion = view.settings?.cellsPerQuestion ?? limits.cellsPerQuestion

  const ask = (question: string): boolean => {
    const taken = onAsk(question, sent && askedOf(sent))
    // Left out for this one message only.
    if (taken) setAttached(true)
    return taken
  }
  const openList = (): void => {
    props.chats.onSearch("")
    setListing(true)
  }
  const closeList = (): void => {
    setListing(false)
    chatsButton.current?.focus()
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
          {listing ? "Chats of this workbook" : title}
        </h1>
        <Tooltip content={listing ? "Close the list" : "Chats"} relationship="label">
          <Button
            ref={chatsButton}
            className={styles.button}
            appearance="subtle"
            icon={listing ? <DismissRegular /> : <HistoryRegular />}
            disabled={view.problem !== null}
            aria-expanded={listing}
            onClick={() => (listing ? closeList() : openList())}
          />
        </Tooltip>
        <Tooltip content="New chat" relationship="label">
          <Button
            className={styles.button}
            appearance="subtle"
            icon={<ChatAddRegular />}
            disabled={view.turns.length === 0}
            onClick={() => {
              setListing(false)
              props.onNewChat()
            }}
          />
        </Tooltip>
      </header>
      {listing && (
        <ChatsPanel
          {...props.chats}
          present={view.sessionId}
          onOpen={(sessionId) => {
            props.chats.onOpen(sessionId)
            closeList()
          }}
          onClose={closeList}
        />
      )}
      <div className={mergeClasses(styles.body, listing && styles.hidden)}>
        <Conversation {...props} ask={ask} />
      </div>
      <footer className={mergeClasses(styles.footer, listing && styles.hidden)} data-region="">
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
        <SelectionChip
          selection={selection}
          attached={attached}
          cellsPerQuestion={cellsPerQuestion}
          shared={shared}
          onAttach={setAttached}
          onShareSheet={props.onShareSheet}
        />
        <Composer
          running={running}
          enabled={!view.loading && !view.problem}
          asked={view.turns.map((turn) => turn.question)}
          onAsk={ask}
          onStop={onStop}
        />
        <StatusLine settings={view.settings} connection={view.problem ? failed(view.problem) : view.connection}>
          <WhatIsSent
            selection={sent}
            shared={shared}
            settings={view.settings}
            server={props.server}
            measure={props.measure}
          />
        </StatusLine>
      </footer>
      <Announcer turn={view.turns.at(-1)} />
    </main>
  )
}

function Conversation(props: PaneProps & { ask: (question: string) => boolean }) {
  const { view, suggestions, ask } = props
  const styles = useStyles()
  if (view.problem) {
    const signedOut = isSignedOut(view.problem.code)
    const title = signedOut
      ? "You are signed out"
      : view.problem.code === "offline"
        ? "The server cannot be reached"
        : "The chat cannot be opened"
    const label = signedOut ? "Sign in" : "Try again"
    return (
      <EmptyState title={title} text={view.problem.message} primary actions={[{ label, run: props.onReconnect }]} />
    )
  }
  if (view.loading)
    return (
      <div className={styles.loading} aria-busy="true" aria-label="Loading the chat">
        <AnswerSkeleton />
      </div>
    )
  if (view.turns.length === 0)
    return (
      <EmptyState
        title="What would you like to know?"
        text={props.selection ? undefined : "Select the cells you want to ask about, then ask in your own words."}
        actions={suggestions.map((question) => ({ label: question, run: () => void ask(question) }))}
      />
    )
  return <MessageList turns={view.turns} onCite={props.onCite} onAskAgain={props.onAsk} />
}

const askedOf = ({ worksheet, address, rowCount, columnCount }: SelectedRange): AskedRange => ({
  worksheet,
  address,
  rowCount,
  columnCount,
})

const failed = (error: NonNullable<ChatView["problem"]>) => ({ kind: "failed", error }) as const
