import { useCallback, useEffect, useMemo } from "react"
import { toAppError } from "../shared/errors.ts"
import type { Chat } from "./chat/chat.ts"
import type { ChatList } from "./chat/chatList.ts"
import { isReadable, type FileList } from "./chat/fileList.ts"
import type { KnownWorkbook } from "./chat/knownWorkbook.ts"
import type { Library } from "./chat/library.ts"
import { byteLength, readSelection } from "./chat/readSelection.ts"
import type { SelectedRange, Spreadsheet } from "./chat/spreadsheet.ts"
import { useCitations } from "./chat/useCitations.ts"
import { useShown } from "./chat/useShown.ts"
import { preloadMarkdown } from "./components/AnswerText.tsx"
import { Pane } from "./components/Pane.tsx"
import type { PaneProps } from "./components/paneProps.ts"
import type { SyncActions } from "./components/SyncState.tsx"
import type { WorkbookSync } from "./sync/workbookSync.ts"

const shownOf = (sync: WorkbookSync) => ({
  subscribe: (listener: () => void) => sync.subscribe(listener),
  view: () => sync.view(),
})

interface Props {
  chat: Chat
  chats: ChatList
  spreadsheet: Spreadsheet
  sync: WorkbookSync
  known: KnownWorkbook
  files: FileList
  library: Library
  onLeave: PaneProps["onLeave"]
  /** The person tries again themselves: windows may be opened to sign them in. */
  onSignIn: () => void
}

/** Joins the chat and the workbook with what is shown. */
export function App({ chat, chats, spreadsheet, sync, known, files, library, onLeave, onSignIn }: Props) {
  const view = useShown(chat)
  const list = useShown(chats)
  const synced = useShown(useMemo(() => shownOf(sync), [sync]))
  const uploaded = useShown(files)
  const { selection, suggestions, lookedAt, askLookedAt, complaint, setComplaint, cite, jump } =
    useCitations(spreadsheet)

  useEffect(() => {
    preloadMarkdown()
    const online = (): void => chat.reconnect()
    window.addEventListener("online", online)
    return () => window.removeEventListener("online", online)
  }, [chat])

  const onSync = useSyncActions(sync, known, setComplaint)
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
      lookedAt={lookedAt}
      onAskLookedAt={askLookedAt}
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
      workbook={{ sync: synced, on: onSync, known, files, library, onJump: jump }}
      fileNames={uploaded.files.flatMap(({ fileId, fileName, status }) =>
        uploaded.used.has(fileId) && isReadable(status) ? [fileName] : [],
      )}
      measure={measure}
      onAsk={ask}
      onStop={() => chat.stop()}
      onLeave={onLeave}
      onCite={cite}
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

function useSyncActions(sync: WorkbookSync, known: KnownWorkbook, onFailure: (complaint: string) => void): SyncActions {
  return useMemo(
    () => ({
      include: (sheetIds) => sync.include(sheetIds),
      decline: () => sync.decline(),
      pause: () => sync.pause(),
      resume: () => sync.resume(),
      forget: async () => {
        await sync.forget().catch((error: unknown) => onFailure(toAppError(error).message))
        await known.read()
      },
    }),
    [sync, known, onFailure],
  )
}
