import { useSyncExternalStore } from "react"
import type { Chat, ChatView } from "./chat.ts"

/** What the chat shows now; renders again when it changes. */
export const useChat = (chat: Chat): ChatView => useSyncExternalStore(chat.subscribe, chat.view)
