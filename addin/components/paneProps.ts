import type { ChatView } from "../chat/chat.ts"
import type { SelectedRange } from "../chat/spreadsheet.ts"
import type { AskedRange } from "../chat/turn.ts"
import type { ChatsPanelProps } from "./ChatsPanel.tsx"
import type { OnCite } from "./Citation.tsx"
import type { WhatISeeProps } from "./WhatISee.tsx"

/** What the whole pane is given: state, and callbacks for what the person does. */
export interface PaneProps {
  view: ChatView
  /** What the next question is about. */
  selection: SelectedRange | null
  /** What Excel shows as selected, where the next question is about something else. */
  lookedAt: SelectedRange | null
  onAskLookedAt: () => void
  suggestions: readonly string[]
  /** Something outside a turn that failed, for example a jump to a deleted sheet. */
  complaint: string | null
  server: string
  chats: Omit<ChatsPanelProps, "present" | "onClose">
  workbook: Pick<WhatISeeProps, "sync" | "on" | "known" | "files" | "library" | "onJump">
  /** Names of the uploaded files that the next question uses. */
  fileNames: readonly string[]
  measure: (selection: SelectedRange) => Promise<number | null>
  onAsk: (question: string, asked: AskedRange | null) => boolean
  onStop: () => void
  /** The keyboard goes on beyond the last (1) or first (-1) region. False when nobody took it. */
  onLeave: (step: 1 | -1) => boolean
  onCite: OnCite
  onNewChat: () => void
  onReconnect: () => void
  onReload: () => void
  onDismissComplaint: () => void
}
