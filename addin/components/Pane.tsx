import { makeStyles, mergeClasses, tokens } from "@fluentui/react-components"
import { Suspense, lazy, useRef, useState, type KeyboardEvent } from "react"
import type { SelectedRange } from "../chat/spreadsheet.ts"
import { isSettled, type AskedRange } from "../chat/turn.ts"
import { Announcer } from "./Announcer.tsx"
import { AnswerSkeleton } from "./AnswerText.tsx"
import { ChatsPanel } from "./ChatsPanel.tsx"
import { Conversation } from "./Conversation.tsx"
import { FileDrop } from "./FileDrop.tsx"
import { nextRegion } from "./nextRegion.ts"
import { PaneFooter } from "./PaneFooter.tsx"
import { PaneHeader, type PanelName } from "./PaneHeader.tsx"
import type { PaneProps } from "./paneProps.ts"

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
  body: { display: "grid", gridTemplateColumns: "minmax(0, 1fr)", gridTemplateRows: "minmax(0, 1fr)", minHeight: 0 },
  // What is behind a panel keeps its draft and its place.
  hidden: { display: "none" },
  loading: { padding: tokens.spacingHorizontalM },
})

/** The whole pane: what is known comes in as properties, what the person does goes out through callbacks. */
export function Pane(props: PaneProps) {
  const { view, selection, onAsk } = props
  const styles = useStyles()
  const [attached, setAttached] = useState(true)
  const [hasAsked, setHasAsked] = useState(false)
  const [panel, setPanel] = useState<PanelName | null>(null)
  const buttons = { chats: useRef<HTMLButtonElement>(null), workbook: useRef<HTMLButtonElement>(null) }

  const ask = (question: string): boolean => {
    const taken = onAsk(question, attached && selection ? askedOf(selection) : null)
    // Left out for this one message only.
    if (taken) setAttached(true)
    if (taken) setHasAsked(true)
    return taken
  }
  const open = (which: PanelName): void => {
    if (which === "chats") props.chats.onSearch("")
    setPanel(which)
  }
  const close = (): void => {
    setPanel(null)
    if (panel) buttons[panel].current?.focus()
  }
  return (
    <main className={styles.pane} onKeyDown={(event) => pressKey(event, props)}>
      <PaneHeader
        title={chatTitle(props)}
        panel={panel}
        buttons={buttons}
        panelsDisabled={view.problem !== null}
        newChatDisabled={view.turns.length === 0}
        onOpen={open}
        onClose={close}
        onNewChat={() => {
          setPanel(null)
          props.onNewChat()
        }}
      />
      <OpenPanel {...props} panel={panel} onClose={close} />
      <div className={mergeClasses(styles.body, panel !== null && styles.hidden)}>
        <Conversation {...props} ask={ask} asked={hasAsked} onWorkbook={() => open("workbook")} />
      </div>
      <PaneFooter
        {...props}
        hidden={panel !== null}
        attached={attached}
        onAttach={setAttached}
        ask={ask}
        onWorkbook={() => open("workbook")}
      />
      {!view.problem && (
        <FileDrop
          onFiles={(dropped) => {
            void props.workbook.files.upload(dropped)
            open("workbook")
          }}
        />
      )}
      <Announcer turn={view.turns.at(-1)} />
    </main>
  )
}

function OpenPanel({ panel, onClose, ...props }: PaneProps & { panel: PanelName | null; onClose: () => void }) {
  const styles = useStyles()
  if (panel === null) return null
  if (panel === "chats")
    return (
      <ChatsPanel
        {...props.chats}
        present={props.view.sessionId}
        onOpen={(sessionId) => {
          props.chats.onOpen(sessionId)
          onClose()
        }}
        onClose={onClose}
      />
    )
  return (
    <Suspense
      fallback={
        <div className={styles.loading}>
          <AnswerSkeleton />
        </div>
      }
    >
      <WhatISee
        {...props.workbook}
        settings={props.view.settings}
        server={props.server}
        complaint={props.complaint}
        onDismissComplaint={props.onDismissComplaint}
        onClose={onClose}
      />
    </Suspense>
  )
}

/** F6 goes from region to region and out of the pane, Esc stops the running answer. Ctrl+F6 is Excel's own. */
function pressKey(event: KeyboardEvent<HTMLElement>, { view, onStop, onLeave }: PaneProps): void {
  if (event.key === "F6" && !event.ctrlKey && !event.metaKey) {
    const step = event.shiftKey ? -1 : 1
    if (nextRegion(event.currentTarget, step) || onLeave(step)) event.preventDefault()
  } else if (event.key === "Escape" && view.turns.some((turn) => !isSettled(turn))) {
    // Office.js on the web reads an Esc that reaches the window as a request to leave the pane, and moves the focus.
    event.stopPropagation()
    onStop()
  }
}

const chatTitle = ({ view, chats }: PaneProps): string =>
  chats.list.titles.get(view.sessionId ?? "") ?? view.turns[0]?.question ?? "New chat"

const askedOf = ({ worksheet, address, rowCount, columnCount }: SelectedRange): AskedRange => ({
  worksheet,
  address,
  rowCount,
  columnCount,
})
