import type { Settings } from "../../shared/conversation.ts"
import { AppError, toAppError } from "../../shared/errors.ts"
import { protocolVersion, type ServerMessage, type WorkbookScope } from "../../shared/protocol.ts"
import type { Backend, Connection, ConnectionStatus } from "./backend.ts"
import { foldHistory } from "./foldHistory.ts"
import { foldMessage } from "./foldMessage.ts"
import { readRefusal } from "./readRefusal.ts"
import { fitsMessage, readSelection } from "./readSelection.ts"
import type { Spreadsheet } from "./spreadsheet.ts"
import { isSettled, newTurn, type AskedRange, type Turn } from "./turn.ts"

export interface ChatView {
  readonly turns: readonly Turn[]
  readonly sessionId: string | null
  readonly settings: Settings | null
  readonly connection: ConnectionStatus
  /** Why the chat cannot be opened at all; `chat.start()` tries again. */
  readonly problem: AppError | null
  /** The stored history is being fetched. */
  readonly loading: boolean
}

export interface ChatOptions {
  readonly backend: Backend
  readonly spreadsheet: Pick<Spreadsheet, "readRange">
  /** The same for as long as it is the same workbook. */
  readonly workbookId: string
  /** Keeps the id of the session over reloads. */
  readonly storedSession: { read(): string | null; write(sessionId: string): void }
  /** What a question asked now may use beside the selection, once the last edits are stored. */
  readonly scope: () => Promise<WorkbookScope>
  readonly newId: () => string
}

/** The chat of one pane: what is shown, and what can be done. Lives as long as the pane. */
export class Chat {
  readonly #options: ChatOptions
  readonly #listeners = new Set<() => void>()
  #view: ChatView
  #connection: Connection | undefined
  /** The turn that runs on the server, as it said last. */
  #runningRequestId: string | null = null
  #reading: AbortController | undefined
  /** Counts sessions and starts, so that late replies for an earlier one are dropped. */
  #generation = 0

  constructor(options: ChatOptions) {
    this.#options = options
    this.#view = {
      turns: [],
      sessionId: null,
      settings: null,
      connection: { kind: "connecting" },
      problem: null,
      loading: true,
    }
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  readonly view = (): ChatView => this.#view

  /** Opens the stored session, or a new one, and connects. Call again after a problem. */
  async start(): Promise<void> {
    await this.#open(this.#options.storedSession.read())
  }

  /** Leaves the present session and starts an empty one. */
  async startNewChat(): Promise<void> {
    await this.#open(null)
  }

  /** Leaves the present session and goes on with another one of this workbook. */
  async openChat(sessionId: string): Promise<void> {
    await this.#open(sessionId)
  }

  async #open(stored: string | null): Promise<void> {
    const generation = ++this.#generation
    this.#reading?.abort()
    this.#connection?.close()
    this.#connection = undefined
    this.#runningRequestId = null
    const connection = { kind: "connecting" } as const
    this.#set({ turns: [], sessionId: null, problem: null, loading: true, connection })
    try {
      const { backend, workbookId } = this.#options
      const settings = this.#view.settings ?? (await backend.settings())
      if (generation !== this.#generation) return
      this.#set({ settings })
      const history = stored === null ? undefined : await backend.history(stored).catch(unlessGone)
      const sessionId = stored !== null && history ? stored : (await backend.createSession({ workbookId })).sessionId
      if (generation !== this.#generation) return
      this.#options.storedSession.write(sessionId)
      // Every unanswered question may be the one that runs now; the connection will tell.
      const turns = foldHistory([], history ?? [], "unknown")
      this.#set({ turns, sessionId, loading: false })
      this.#connection = backend.connect(sessionId, {
        onStatus: (connection) => generation === this.#generation && this.#set({ connection }),
        onMessage: (message) => generation === this.#generation && this.#receive(message),
      })
    } catch (error) {
      if (generation === this.#generation) this.#set({ problem: toAppError(error), loading: false })
    }
  }

  /** Asks a question about a range (null: about none). Returns false while another question is being answered. */
  ask(question: string, asked: AskedRange | null): boolean {
    if (!this.#connection || this.#view.turns.some((turn) => !isSettled(turn))) return false
    const messageId = this.#options.newId()
    this.#set({ turns: [...this.#view.turns, newTurn(messageId, question, asked, "reading")] })
    void this.#send(messageId, question, asked)
    return true
  }

  async #send(messageId: string, question: string, asked: AskedRange | null): Promise<void> {
    const generation = this.#generation
    const reading = new AbortController()
    this.#reading = reading
    try {
      const [workbook, selection] = await Promise.all([
        this.#options.scope(),
        asked &&
          readSelection(this.#options.spreadsheet, asked, this.#view.settings?.cellsPerQuestion, {
            signal: reading.signal,
            onWaiting: (waiting) => this.#change(messageId, { waiting }),
          }),
      ])
      if (generation !== this.#generation) return
      if (reading.signal.aborted) return // failed already
      this.#change(messageId, { phase: "sending", waiting: null })
      this.#connection?.send({
        v: protocolVersion,
        type: "user_message",
        messageId,
        content: question,
        ...(selection && { selection }),
        workbook,
      })
    } catch (thrown) {
      if (generation !== this.#generation) return
      this.#failTurn(messageId, toAppError(thrown))
    }
  }

  /** Stops the running answer; a question that was not taken yet is withdrawn. */
  stop(): void {
    const turn = this.#view.turns.at(-1)
    if (!turn || isSettled(turn)) return
    if (turn.phase === "reading") {
      this.#reading?.abort()
      return this.#failTurn(turn.messageId, new AppError("cancelled", "Stopped."))
    }
    if (turn.requestId) return this.#connection?.send({ v: protocolVersion, type: "stop", requestId: turn.requestId })
    this.#connection?.withdraw(turn.messageId)
    this.#connection?.send({ v: protocolVersion, type: "stop" })
    this.#failTurn(turn.messageId, new AppError("cancelled", "Stopped before the server had taken the question."))
  }

  /** Connects again at once: after a failure, or when the device is back online. */
  reconnect(): void {
    if (this.#view.problem) void this.start()
    else this.#connection?.retry()
  }

  #receive(message: ServerMessage): void {
    if (message.type === "connection_established") return this.#connected(message.requestId)
    if (message.type === "assistant_response_start") this.#started(message.requestId, message.messageId)
    if (message.type === "read_range" && message.requestId === this.#runningRequestId) {
      void this.#answerRead(message.readId, message.worksheet, message.address)
      return
    }
    const turns = foldMessage(this.#view.turns, message)
    if (turns !== this.#view.turns) this.#set({ turns })
    const ended = message.type === "assistant_response_complete" || message.type === "error"
    if (ended && message.requestId !== undefined) this.#ended(message.requestId)
  }

  #connected(runningRequestId: string | null): void {
    this.#runningRequestId = runningRequestId
    // Another turn is running, or none: the history has the outcome of this one, if there is any.
    const lost = (turn: Turn): boolean =>
      turn.incomplete ||
      (isOpen(turn) && (runningRequestId === null || (turn.requestId !== null && turn.requestId !== runningRequestId)))
    if (this.#view.turns.some(lost)) void this.#readHistory()
  }

  #started(requestId: string, messageId: string): void {
    this.#runningRequestId = requestId
    const turn = this.#view.turns.find((shown) => shown.messageId === messageId)
    // A question this pane has not shown, for example asked in another window on the same session.
    if (!turn) void this.#readHistory()
    // It was under way when it was stopped, and the stop came too early or not at all.
    else if (turn.error?.code === "cancelled") this.#connection?.send({ v: protocolVersion, type: "stop", requestId })
  }

  #ended(requestId: string): void {
    if (this.#runningRequestId === requestId) this.#runningRequestId = null
    const turn = this.#view.turns.find((shown) => shown.requestId === requestId)
    // Without a turn of its own it was asked elsewhere, and what was streamed could not be shown.
    if (!turn || turn.incomplete) void this.#readHistory()
  }

  async #answerRead(readId: string, worksheet: string, address: string): Promise<void> {
    const connection = this.#connection
    try {
      const asking = (): Turn | undefined =>
        this.#view.turns.findLast(
          (turn) => turn.requestId === this.#runningRequestId || (isOpen(turn) && !turn.requestId),
        )
      if (!asking()) await this.#readHistory() // asked elsewhere
      const refusal = readRefusal(asking()?.asked ?? null, worksheet, address)
      if (refusal) throw refusal
      const content = await this.#options.spreadsheet.readRange(worksheet, address)
      if (!fitsMessage(content))
        throw new AppError(
          "message_too_large",
          "These cells hold more text than can be sent at once. Select fewer columns.",
        )
      connection?.send({ v: protocolVersion, type: "range_content", readId, content })
    } catch (thrown) {
      const { code, message } = toAppError(thrown)
      connection?.send({ v: protocolVersion, type: "range_failed", readId, code, message })
    }
  }

  async #readHistory(): Promise<void> {
    const generation = this.#generation
    const { sessionId } = this.#view
    if (sessionId === null) return
    try {
      const history = await this.#options.backend.history(sessionId)
      if (generation !== this.#generation) return
      this.#set({ turns: foldHistory(this.#view.turns, history, this.#runningRequestId) })
    } catch (thrown) {
      if (generation !== this.#generation) return
      const { code, message, retryable } = toAppError(thrown)
      const error = { code, message, retryable }
      const failed = { phase: "failed", waiting: null, summary: null, error, incomplete: true } as const
      // Read again with the next connection.
      this.#set({ turns: this.#view.turns.map((turn) => (isOpen(turn) ? { ...turn, ...failed } : turn)) })
    }
  }

  #failTurn(messageId: string, { code, message, retryable }: AppError): void {
    this.#change(messageId, {
      phase: "failed",
      waiting: null,
      error: { code, message, retryable: retryable || code === "cancelled" },
    })
  }

  #change(messageId: string, change: Partial<Turn>): void {
    this.#set({
      turns: this.#view.turns.map((turn) =>
        turn.messageId === messageId && !isSettled(turn) ? { ...turn, ...change } : turn,
      ),
    })
  }

  #set(change: Partial<ChatView>): void {
    this.#view = { ...this.#view, ...change }
    for (const listener of this.#listeners) listener()
  }
}

const isOpen = (turn: Turn): boolean => turn.phase === "waiting" || turn.phase === "streaming"

/** A session that the server no longer knows is replaced by a new one. */
function unlessGone(error: unknown): undefined {
  if (error instanceof AppError && error.code === "not_found") return undefined
  throw error
}
