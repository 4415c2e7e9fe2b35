import { Button, Input, makeStyles, tokens } from "@fluentui/react-components"
import { SearchRegular } from "@fluentui/react-icons/svg/search"
import { useEffect, useRef, useState, type KeyboardEvent } from "react"
import type { ChatListView } from "../chat/chatList.ts"
import { AnswerSkeleton } from "./AnswerText.tsx"
import { ChatRow, type RowTask } from "./ChatRow.tsx"
import { Notice } from "./Notice.tsx"

const useStyles = makeStyles({
  panel: { display: "flex", flexDirection: "column", minWidth: 0, minHeight: 0 },
  search: { margin: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`, minHeight: "32px" },
  results: {
    flex: 1,
    minHeight: 0,
    overflowY: "auto",
    scrollbarWidth: "thin",
    padding: `0 ${tokens.spacingHorizontalXS} ${tokens.spacingVerticalM}`,
  },
  list: { display: "flex", flexDirection: "column", gap: "2px", margin: 0, padding: 0, listStyleType: "none" },
  note: {
    margin: 0,
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalS}`,
    color: tokens.colorNeutralForeground3,
    overflowWrap: "anywhere",
  },
  inset: { padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalS}` },
})

/** Milliseconds without a key after which what was typed is searched for. */
const restMs = 250

export interface ChatsPanelProps {
  list: ChatListView
  /** Id of the chat that is open. */
  present: string | null
  onSearch: (text: string) => void
  onMore: () => void
  onOpen: (sessionId: string) => void
  onRename: (sessionId: string, title: string) => void
  onDelete: (sessionId: string) => void
  onClose: () => void
}

/** The chats of this workbook: search, open, rename, delete. ↑ and ↓ walk through them, Esc closes. */
export function ChatsPanel({ list, present, ...on }: ChatsPanelProps) {
  const styles = useStyles()
  const panel = useRef<HTMLElement>(null)
  const [text, setText] = useState(list.text)
  const [task, setTask] = useState<{ sessionId: string; kind: RowTask }>()
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  /** Where the older chats that were asked for will begin: the focus goes there, because their button may be gone. */
  const firstOlder = useRef<number>(undefined)
  const shown = list.chats.length
  useEffect(() => {
    if (firstOlder.current === undefined || shown <= firstOlder.current) return
    panel.current?.querySelectorAll<HTMLElement>("[data-chat]")[firstOlder.current]?.focus()
    firstOlder.current = undefined
  }, [shown])

  const search = (words: string, afterMs: number): void => {
    setText(words)
    firstOlder.current = undefined
    clearTimeout(timer.current)
    timer.current = setTimeout(() => on.onSearch(words.trim()), afterMs)
  }
  /** Where the focus goes when the row's own buttons are gone. */
  const focusChat = (sessionId: string | undefined): void => {
    const button = sessionId && panel.current?.querySelector<HTMLElement>(`[data-chat="${CSS.escape(sessionId)}"]`)
    ;(button || panel.current?.querySelector("input"))?.focus()
  }
  const finish = (sessionId: string): void => {
    setTask(undefined)
    requestAnimationFrame(() => focusChat(sessionId))
  }
  const remove = (sessionId: string): void => {
    const index = list.chats.findIndex((chat) => chat.sessionId === sessionId)
    const next = (list.chats[index + 1] ?? list.chats[index - 1])?.sessionId
    on.onDelete(sessionId)
    setTask(undefined)
    requestAnimationFrame(() => focusChat(next))
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === "Escape") {
      // Office.js on the web takes an Esc that reaches the window for the wish to leave the pane.
      event.stopPropagation()
      on.onClose()
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const stops = [...(panel.current?.querySelectorAll<HTMLElement>("input[type=search], [data-chat]") ?? [])]
      const at = stops.findIndex((stop) => stop === document.activeElement)
      const to = at < 0 ? undefined : stops[at + (event.key === "ArrowDown" ? 1 : -1)]
      if (!to) return
      event.preventDefault()
      to.focus()
    }
  }

  const words = statusOf(list)
  return (
    <section
      ref={panel}
      className={styles.panel}
      aria-label="Chats of this workbook"
      data-region=""
      onKeyDown={onKeyDown}
    >
      <Input
        className={styles.search}
        type="search"
        contentBefore={<SearchRegular aria-hidden />}
        placeholder="Search titles and answers"
        aria-label="Search chats"
        value={text}
        maxLength={200}
        autoFocus
        onChange={(_event, { value }) => search(value, restMs)}
      />
      <div className={styles.results} aria-busy={list.loading}>
        {list.problem && (
          <div className={styles.inset}>
            <Notice
              tone="error"
              text={list.problem.message}
              action={{ label: "Try again", run: () => search(text, 0) }}
            />
          </div>
        )}
        <ul className={styles.list}>
          {list.chats.map((chat) => {
            const { sessionId } = chat
            return (
              <ChatRow
                key={sessionId}
                chat={chat}
                present={sessionId === present}
                task={task?.sessionId === sessionId ? task.kind : undefined}
                onOpen={() => on.onOpen(sessionId)}
                onTask={(kind) => (kind ? setTask({ sessionId, kind }) : finish(sessionId))}
                onRename={(title) => {
                  on.onRename(sessionId, title)
                  finish(sessionId)
                }}
                onDelete={() => remove(sessionId)}
              />
            )
          })}
        </ul>
        {list.loading && list.chats.length === 0 ? (
          <div className={styles.inset}>
            <AnswerSkeleton />
          </div>
        ) : (
          <p className={styles.note} role="status">
            {words}
          </p>
        )}
        {list.more && !list.problem && (
          <Button
            appearance="subtle"
            disabledFocusable={list.loading}
            onClick={() => {
              firstOlder.current = shown
              on.onMore()
            }}
          >
            Show older chats
          </Button>
        )}
      </div>
    </section>
  )
}

function statusOf({ chats, text, problem, more }: ChatListView): string {
  if (problem || chats.length > 0) return chats.length > 0 && text !== "" && !more ? `${chats.length} found.` : ""
  return text === "" ? "No chats yet. What you ask about this workbook is kept here." : `No chat holds “${text}”.`
}
