import { useCallback, useEffect, useState } from "react"
import { toAppError } from "../shared/errors.ts"
import type { Chat } from "./chat/chat.ts"
import { byteLength, readSelection } from "./chat/readSelection.ts"
import type { SelectedRange, Spreadsheet } from "./chat/spreadsheet.ts"
import { useChat } from "./chat/useChat.ts"
import { useSelection } from "./chat/useSelection.ts"
import { preloadMarkdown } from "./components/AnswerText.tsx"
import { Pane } from "./components/Pane.tsx"

/** Joins the chat and the workbook with what is shown. */
export function App({ chat, spreadsheet }: { chat: Chat; spreadsheet: Spreadsheet }) {
  const view = useChat(chat)
  const { selection, suggestions } = useSelection(spreadsheet)
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

  return (
    <Pane
      view={view}
      selection={selection}
      suggestions={suggestions}
      complaint={complaint}
      server={window.location.host}
      measure={measure}
      onAsk={ask}
      onStop={() => chat.stop()}
      onCite={cite}
      onNewChat={() => void chat.startNewChat()}
      onReconnect={() => chat.reconnect()}
      onReload={() => window.location.reload()}
      onDismissComplaint={() => setComplaint(null)}
    />
  )
}
