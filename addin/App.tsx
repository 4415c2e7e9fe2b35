import { useCallback, useEffect, useRef, useState } from "react"
import { toAppError } from "../shared/errors.ts"
import type { Chat } from "./chat/chat.ts"
import type { ChatList } from "./chat/chatList.ts"
import { byteLength, readSelection } from "./chat/readSelection.ts"
import type { SelectedRange, Spreadsheet } from "./chat/spreadsheet.ts"
import { useShown } from "./chat/useShown.ts"
import { useSelection, type LiveSelection } from "./chat/useSelection.ts"
import { preloadMarkdown } from "./components/AnswerText.tsx"
import { Pane } from "./components/Pane.tsx"

/** Cells that were shown because of a citation, and what was selected before. */
interface Cited {
  readonly before: LiveSelection
  readonly sheet: string | undefined
  readonly address: string
}

const shows = (selection: SelectedRange | null, { sheet, address }: Cited): boolean =>
  (selection?.around ?? selection?.address) === address && (sheet === undefined || selection?.worksheet === sheet)

interface Props {
  chat: Chat
  chats: ChatList
  spreadsheet: Spreadsheet
  /** The person tries again themselves: windows may be opened to sign them in. */
  onSignIn: () => void
}

/** Joins the chat and the workbook with what is shown. */
export function App({ chat, chats, spreadsheet, onSignIn }: Props) {
  const view = useShown(chat)
  const list = useShown(chats)
  const live = useSelection(spreadsheet)
  const [cited, setCited] = useState<Cited | null>(null)
  // Looking at the cells of an answer selects them, but the next question is still about what the last one was.
  const { selection, suggestions } = cited && shows(live.selection, cited) ? cited.before : live
  // The answers are not drawn again for every selection: what they call must stay the same.
  const shown = useRef(live)
  useEffect(() => {
    shown.current = { selection, suggestions }
  }, [selection, suggestions])
  const [complaint, setComplaint] = useState<string | null>(null)

  useEffect(() => {
    preloadMarkdown()
    const online = (): void => chat.reconnect()
    window.addEventListener("online", online)
    return () => window.removeEventListener("online", online)
  }, [chat])

  const cite = useCallback(
    (sheet: string | undefined, address: string) => {
      setComplaint(null)
      setCited({ before: shown.current, sheet, address })
      spreadsheet.jumpTo(sheet, address).catch((error: unknown) => setComplaint(toAppError(error).message))
    },
    [spreadsheet],
  )
  const ask = useCallback<Chat["ask"]>((question, asked) => chat.ask(question, asked), [chat])
  const measure = useCallback(
    async (range: SelectedRange) => {
      const { content } = await readSelection(spreadsheet, range)
      return content ? byteLength(content) : null
    },
    [spreadsheet],
  )

  const deleteChat = async (sessionId: string): Promise<void> => {
    const gone = await chats.delete(sessionId)
    if (gone && sessionId === chat.view().sessionId) await chat.startNewChat()
  }
  // Its name may be another one than its first question.
  useEffect(() => {
    if (view.sessionId !== null) void chats.search(chats.view().text)
  }, [chats, view.sessionId])

  return (
    <Pane
      view={view}
      selection={selection}
      suggestions={suggestions}
      complaint={complaint}
      server={window.location.host}
      chats={{
        list,
        onSearch: (text) => void chats.search(text),
        onMore: () => void chats.more(),
        onOpen: (sessionId) => void (sessionId === view.sessionId || chat.openChat(sessionId)),
        onRename: (sessionId, title) => void chats.rename(sessionId, title),
        onDelete: (sessionId) => void deleteChat(sessionId),
      }}
      measure={measure}
      onAsk={ask}
      onStop={() => chat.stop()}
      onCite={cite}
      onShareSheet={(worksheet, shared) => chat.shareSheet(worksheet, shared)}
      onNewChat={() => void chat.startNewChat()}
      onReconnect={() => {
        onSignIn()
        chat.reconnect()
      }}
      onReload={() => window.location.reload()}
      onDismissComplaint={() => setComplaint(null)}
    />
  )
}
