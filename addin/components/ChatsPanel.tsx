import { Button, Input, makeStyles, tokens } from "@fluentui/react-components"
import { SearchRegular } from "@fluentui/react-icons/svg/search"
import { useEffect, useRef, useState, type KeyboardEvent, type RefObject } from "react"
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
  const { text, search } = useChatSearch(list.text, on.onSearch)
  const older = useOlderChats(panel, list.chats.length)
  const searchAfter = (words: string, afterMs: number): void => {
    older.forget()
    search(words, afterMs)
  }
  return (
    <section
      ref={panel}
      className={styles.panel}
      aria-label="Chats of this workbook"
      data-region=""
      onKeyDown={(event) => pressKey(event, on.onClose)}
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
        onChange={(_event, { value }) => searchAfter(value, restMs)}
      />
      <div className={styles.results} aria-busy={list.loading}>
        {list.problem && (
          <div className={styles.inset}>
            <Notice
              tone="error"
              text={list.problem.message}
              action={{ label: "Try again", run: () => searchAfter(text, 0) }}
            />
          </div>
        )}
        <ChatRows list={list} present={present} panel={panel} {...on} />
        {list.loading && list.chats.length === 0 ? (
          <div className={styles.inset}>
            <AnswerSkeleton />
          </div>
        ) : (
          <p className={styles.note} role="status">
            {statusOf(list)}
          </p>
        )}
        {list.more && !list.problem && (
          <Button
            appearance="subtle"
            disabledFocusable={list.loading}
            onClick={() => {
              older.expect()
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

type RowsProps = Pick<ChatsPanelProps, "list" | "present" | "onOpen" | "onRename" | "onDelete">

function ChatRows({ list, present, panel, ...on }: RowsProps & { panel: RefObject<HTMLElement | null> }) {
  const styles = useStyles()
  const [task, setTask] = useState<{ sessionId: string; kind: RowTask }>()
  /** Ends a task; the row's own buttons are gone then, so the focus goes to this chat, or to the search without one. */
  const finish = (sessionId: string | undefined): void => {
    setTask(undefined)
    requestAnimationFrame(() => {
      const button = sessionId && panel.current?.querySelector<HTMLElement>(`[data-chat="${CSS.escape(sessionId)}"]`)
      ;(button || panel.current?.querySelector("input"))?.focus()
    })
  }
  const remove = (sessionId: string): void => {
    const index = list.chats.findIndex((chat) => chat.sessionId === sessionId)
    const next = (list.chats[index + 1] ?? list.chats[index - 1])?.sessionId
    on.onDelete(sessionId)
    finish(next)
  }
  return (
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
  )
}

/** What was typed, and searching for it once no key has come for a while. */
function useChatSearch(initial: string, onSearch: (text: string) => void) {
  const [text, setText] = useState(initial)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  const search = (words: string, afterMs: number): void => {
    setText(words)
    clearTimeout(timer.current)
    timer.current = setTimeout(() => onSearch(words.trim()), afterMs)
  }
  return { text, search }
}

/** Moves the focus to the first of the older chats that were asked for, because their button may be gone. */
function useOlderChats(panel: RefObject<HTMLElement | null>, shown: number) {
  /** Where they will begin. */
  const first = useRef<number>(undefined)
  useEffect(() => {
    if (first.current === undefined || shown <= first.current) return
    panel.current?.querySelectorAll<HTMLElement>("[data-chat]")[first.current]?.focus()
    first.current = undefined
  }, [panel, shown])
  return {
    expect: () => {
      first.current = shown
    },
    forget: () => {
      first.current = undefined
    },
  }
}

function pressKey(event: KeyboardEvent<HTMLElement>, onClose: () => void): void {
  if (event.key === "Escape") {
    // Office.js on the web reads an Esc that reaches the window as a request to leave the pane.
    event.stopPropagation()
    onClose()
  } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    const stops = [...event.currentTarget.querySelectorAll<HTMLElement>("input[type=search], [data-chat]")]
    const at = stops.findIndex((stop) => stop === document.activeElement)
    const to = at < 0 ? undefined : stops[at + (event.key === "ArrowDown" ? 1 : -1)]
    if (!to) return
    event.preventDefault()
    to.focus()
  }
}

function statusOf({ chats, text, problem, more }: ChatListView): string {
  if (problem || chats.length > 0) return chats.length > 0 && text !== "" && !more ? `${chats.length} found.` : ""
  return text === "" ? "No chats yet. What you ask about this workbook is kept here." : `No chat holds “${text}”.`
}
