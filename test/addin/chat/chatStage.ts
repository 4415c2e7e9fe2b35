import type { Connection, ConnectionListener } from "../../../addin/chat/backend.ts"
import { Chat } from "../../../addin/chat/chat.ts"
import type { ReadOptions } from "../../../addin/chat/spreadsheet.ts"
import type { HistoryMessage, Session } from "../../../shared/conversation.ts"
import { AppError } from "../../../shared/errors.ts"
import type { ClientMessage, ServerMessage, WorkbookScope } from "../../../shared/protocol.ts"
import type { RangeContent } from "../../../shared/workbook.ts"

export const content: RangeContent = { worksheet: "Orders", address: "A1:B1", values: [["x", 1]] }
export const asked = { worksheet: "Orders", address: "A1:B1", rowCount: 1, columnCount: 2 }

interface Stage {
  stored?: string | null
  histories?: Record<string, readonly HistoryMessage[]>
  scope?: () => Promise<WorkbookScope>
  /** The server cannot be reached. */
  offline?: boolean
  read?: (worksheet: string, address: string, options?: ReadOptions) => Promise<RangeContent>
}

/** A chat whose server and workbook are played by the test. */
export function chatStage(stage: Stage = {}) {
  const sent: ClientMessage[] = []
  const closed: string[] = []
  const written: string[] = []
  const reads: string[] = []
  const withdrawn: string[] = []
  let listener: ConnectionListener | undefined
  let sessions = 0
  let ids = 0
  const play = { ...stage, retries: 0 }

  const connection = (sessionId: string): Connection => ({
    send: (message) => void sent.push(message),
    withdraw: (messageId) => withdrawn.push(messageId) > 0,
    retry: () => {
      play.retries++
    },
    close: () => void closed.push(sessionId),
  })
  const chat = new Chat({
    backend: {
      settings: () =>
        play.offline
          ? Promise.reject(new AppError("offline", "The server cannot be reached."))
          : Promise.resolve({
              authMode: "local",
              answeredBy: "offline",
              model: null,
              embeddedBy: null,
              cellsPerQuestion: 100_000,
              entra: null,
            }),
      createSession: ({ workbookId = null }) => Promise.resolve(session(`s${++sessions}`, { workbookId })),
      listChats: () => Promise.resolve({ sessions: [], nextCursor: null }),
      renameChat: (sessionId, title) => Promise.resolve(session(sessionId, { title })),
      deleteChat: () => Promise.resolve(),
      history: (sessionId) => {
        reads.push(sessionId)
        const history = play.histories?.[sessionId]
        return history ? Promise.resolve(history) : Promise.reject(new AppError("not_found", "No such chat."))
      },
      connect: (sessionId, given) => {
        listener = given
        return connection(sessionId)
      },
    },
    spreadsheet: {
      readRange: (...given) => play.read?.(...given) ?? Promise.resolve(content),
    },
    workbookId: "w1",
    scope: () => play.scope?.() ?? Promise.resolve({ id: "w1" }),
    storedSession: { read: () => play.stored ?? null, write: (sessionId) => void written.push(sessionId) },
    newId: () => `m${++ids}`,
  })
  return {
    chat,
    play,
    sent,
    closed,
    written,
    reads,
    withdrawn,
    hear: (message: ServerMessage) => listener?.onMessage(message),
    last: () => chat.view().turns.at(-1),
  }
}

export const session = (sessionId: string, change: Partial<Session> = {}): Session => ({
  sessionId,
  title: "New chat",
  createdAt: "2026-01-01T00:00:00.000Z",
  updatedAt: "2026-01-01T00:00:00.000Z",
  workbookId: "w1",
  messageCount: 2,
  ...change,
})

export const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

const turn = { v: 1, seq: 1, requestId: "r1" } as const
export const says = {
  established: (requestId: string | null): ServerMessage => ({
    v: 1,
    type: "connection_established",
    sessionId: "s1",
    serverTime: "2026-01-01T00:00:00.000Z",
    heartbeatInterval: 20_000,
    signedInForMs: 3_600_000,
    lastSeq: 0,
    requestId,
  }),
  start: (messageId: string): ServerMessage => ({
    ...turn,
    type: "assistant_response_start",
    messageId,
    intent: "analysis",
  }),
  chunk: (chunkIndex: number, text: string): ServerMessage => ({
    ...turn,
    type: "assistant_response_chunk",
    chunkIndex,
    content: text,
  }),
  read: (readId: string, { requestId = "r1", worksheet = "Orders", address = "A1:B1" } = {}): ServerMessage => ({
    ...turn,
    requestId,
    type: "read_range",
    readId,
    worksheet,
    address,
  }),
  complete: (): ServerMessage => ({
    ...turn,
    type: "assistant_response_complete",
    sources: [],
    proofs: [],
    unverified: [],
    confidence: 1,
    usage: null,
    processingTimeMs: 1,
    answeredBy: "offline",
    model: null,
    notice: null,
    ended: "complete",
  }),
}
