import { withTimeout } from "../../async/withTimeout.ts"
import type { Log } from "../../telemetry/log.ts"
import { describeError } from "../../telemetry/log.ts"
import type { Conversations } from "../../conversation/conversations.ts"
import type { Answered } from "../../conversation/messages.ts"
import type { HistoryMessage } from "../../../shared/conversation.ts"
import type { AskedQuestion, TurnChat, TurnOutcome } from "./turn.ts"

/** Messages of the session that an answer may look back on. */
const contextMessages = 20

/** Storage that answers later than this counts as unavailable: the end of an answer does not wait for it. */
const patienceMs = 5000

/** The same for what an answer cannot begin without. */
const patienceAtStartMs = 1500

const notSaved = "This answer could not be saved to the chat's history."

/** Writes one turn to the session's history. A storage that fails costs the history, never the answer. */
export class TurnRecord {
  readonly #parts: { readonly conversations: Conversations; readonly log: Log }
  readonly #chat: TurnChat
  readonly #requestId: string
  #messageId = ""
  #saved = true
  /** The storage has failed this turn already: nothing is asked of it before the answer. */
  #failed = false
  #asking: Promise<void> = Promise.resolve()

  constructor(parts: { conversations: Conversations; log: Log }, chat: TurnChat, requestId: string) {
    this.#parts = parts
    this.#chat = chat
    this.#requestId = requestId
  }

  /** The stored answer when this question was answered before, for example by this server before a restart. */
  async earlierAnswer(messageId: string): Promise<Answered | undefined> {
    return this.#attempt(
      () => this.#parts.conversations.findAnswer(this.#chat.owner, this.#chat.sessionId, messageId),
      patienceAtStartMs,
    )
  }

  /** Stores the question and returns what was said before it. */
  async asked({
    messageId,
    content,
    selection,
  }: AskedQuestion): Promise<{ role: "user" | "assistant"; content: string }[]> {
    this.#messageId = messageId
    const context = this.#failed
      ? undefined
      : await this.#attempt(
          () => this.#parts.conversations.context(this.#chat.owner, this.#chat.sessionId, messageId, contextMessages),
          patienceAtStartMs,
        )
    // Not awaited: the answer need not wait for it, only the record of the answer.
    this.#asking = this.#append({
      role: "user",
      messageId,
      createdAt: new Date().toISOString(),
      content,
      selection: selection
        ? {
            worksheet: selection.worksheet,
            address: selection.address,
            rowCount: selection.rowCount,
            columnCount: selection.columnCount,
          }
        : null,
    })
    return context ?? []
  }

  /** Stores how the turn ended; the outcome comes back with a notice when the turn is not in the history. */
  async answered(outcome: TurnOutcome): Promise<TurnOutcome> {
    const { error } = outcome
    await this.#asking
    await this.#append({
      role: "assistant",
      requestId: this.#requestId,
      messageId: this.#messageId,
      createdAt: new Date().toISOString(),
      content: outcome.text,
      intent: outcome.intent,
      steps: [...outcome.steps],
      summary: outcome.summary,
      error: error && { code: error.code, message: error.message, retryable: error.retryable },
    })
    if (this.#saved || !outcome.summary) return outcome
    const notice = [outcome.summary.notice, notSaved].filter(Boolean).join(" ")
    return { ...outcome, summary: { ...outcome.summary, notice } }
  }

  /** Stores the end of a turn that another process began and could not end. */
  async lost(messageId: string, outcome: TurnOutcome): Promise<void> {
    this.#messageId = messageId
    await this.answered(outcome)
  }

  async #append(message: HistoryMessage): Promise<void> {
    const done = await this.#attempt(async () => {
      await this.#parts.conversations.append(this.#chat.owner, this.#chat.sessionId, message)
      return true
    }, patienceMs)
    if (!done) this.#saved = false
  }

  async #attempt<T>(work: () => Promise<T>, patienceMs: number): Promise<T | undefined> {
    try {
      return await withTimeout(work(), patienceMs, () => new Error("The storage did not answer in time."))
    } catch (error) {
      this.#failed = true
      this.#parts.log.error("storage failed", { requestId: this.#requestId, error: describeError(error) })
      return undefined
    }
  }
}
