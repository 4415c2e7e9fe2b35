import { setTimeout as wait } from "node:timers/promises"
import { AppError, toAppError } from "../../../shared/errors.ts"
import type { ClientMessage } from "../../../shared/protocol.ts"
import { settledWithin } from "../../async/settledWithin.ts"
import type { Cache } from "../../cache/cache.ts"
import type { Conversations } from "../../conversation/conversations.ts"
import { describeError, type Log } from "../../telemetry/log.ts"
import type { Metrics } from "../../telemetry/metrics.ts"
import { sessionKey } from "../log/sessionBus.ts"
import type { SessionLog } from "../log/sessionLog.ts"
import type { Emit } from "../log/turnMessage.ts"
import type { CountQuestion } from "./questionLimiter.ts"
import { repeatAnswer } from "./repeatAnswer.ts"
import { RunningTurn } from "./runningTurn.ts"
import { runTurn, type TurnParts } from "./runTurn.ts"
import type { AskedQuestion, TurnChat, TurnOutcome } from "./turn.ts"
import { TurnLease } from "./turnLease.ts"
import { TurnRecord } from "./turnRecord.ts"

export interface SessionTurnsParts extends TurnParts {
  readonly cache: Cache
  readonly conversations: Conversations
  readonly countQuestion: CountQuestion
  readonly log: Log
  readonly metrics: Metrics
  readonly turnMs: number
}

export interface AnsweredTurn extends TurnOutcome {
  readonly requestId: string
}

/** How long the end of a turn waits for the cache to have it. */
const sharePatienceMs = 3000

/** How long a question waits for another process that has the session's lease, and how often it looks. */
const leasePatienceMs = 2500
const leaseAgainMs = 100

/** How often a session looks whether the process that answers its question elsewhere still lives. */
const watchMs = 2000

/**
 * The turns of one session, of which one at a time runs, here or in another process. Whether one runs is known here and nowhere
 * else: the log says what of it was sent, the lease which process may run it.
 */
export class SessionTurns {
  readonly #parts: SessionTurnsParts
  readonly #chat: TurnChat
  readonly #log: SessionLog
  readonly #onAppended: () => void
  readonly #lease: TurnLease
  #here: RunningTurn | undefined
  #watch: NodeJS.Timeout | undefined

  /** `onAppended` is called when the log has grown. */
  constructor(parts: SessionTurnsParts, chat: TurnChat, log: SessionLog, onAppended: () => void) {
    this.#parts = parts
    this.#chat = chat
    this.#log = log
    this.#onAppended = onAppended
    this.#lease = new TurnLease(parts.cache, sessionKey(chat.owner, chat.sessionId), () => this.#here?.stop(lost()))
  }

  /** The turn that runs: here, or elsewhere as long as the log has its start and not its end. */
  get running(): { readonly requestId: string; readonly isHere: boolean } | undefined {
    if (this.#here) return { requestId: this.#here.requestId, isHere: true }
    const [start] = this.#log.openTurn()
    return start && { requestId: start.requestId, isHere: false }
  }

  /**
   * Answers a question; the same message id twice starts one turn (then undefined is returned). Waits for the end of a turn that
   * was stopped. @throws AppError turn_running, rate_limited, server_stopping before anything has started.
   */
  async ask(asked: AskedQuestion): Promise<AnsweredTurn | undefined> {
    const { messageId } = asked
    for (let last = this.#here; last; last = this.#here) {
      if (last.messageId === messageId) return undefined
      if (!last.signal.aborted) throw turnRunning()
      const reason: unknown = last.signal.reason
      if (reason instanceof AppError && reason.code === "server_stopping") throw reason
      await last.ended
    }
    if (this.#log.hasTurnFor(messageId)) return undefined
    const running = new RunningTurn(messageId)
    this.#here = running
    const turn = this.#answer(running, asked)
    running.ended = turn.catch(() => undefined)
    try {
      return await turn
    } finally {
      if (this.#here === running) this.#here = undefined
      await this.#giveLease()
    }
  }

  /** Lets the turn that runs here end for so long, then stops it for this reason; resolves when it has ended. */
  async end(reason: AppError, graceMs: number): Promise<void> {
    const running = this.#here
    if (!running) return
    if (graceMs > 0) await settledWithin(running.ended, graceMs)
    running.stop(reason)
    await running.ended
  }

  /** Hands a message of the pane to the turn that runs here; false when none does. */
  receive(message: ClientMessage): boolean {
    this.#here?.receive(message)
    return this.#here !== undefined
  }

  /** While a turn runs in another process, that process may die: then the turn is ended from here, since a pane waits for it. */
  watch(): void {
    this.unwatch()
    if (!this.#runsElsewhere()) return
    this.#watch = setInterval(() => {
      if (!this.#runsElsewhere()) return this.unwatch()
      void this.#rescue().catch((error: unknown) =>
        this.#parts.log.debug("cache failed", { error: describeError(error) }),
      )
    }, watchMs).unref()
  }

  unwatch(): void {
    clearInterval(this.#watch)
  }

  /** Logs an error of ours with its cause; the pane gets the sentence. */
  explain(thrown: unknown): AppError {
    const error = toAppError(thrown)
    if (error.code === "internal") this.#parts.log.error("turn failed", { error: describeError(error) })
    return error
  }

  #runsElsewhere(): boolean {
    return this.running?.isHere === false
  }

  /** Ends a turn whose process died before it could. */
  async #rescue(): Promise<void> {
    if ((await this.#lease.taken()) || this.#here || !(await this.#lease.take())) return
    try {
      await this.#log.catchUp()
      this.#onAppended()
      // A lease that a cache does not have after an outage may be held all the same.
      if (!this.running?.isHere && this.#parts.cache.complete()) await this.#endOrphan()
    } finally {
      await this.#giveLease()
    }
  }

  /** The lease must be ours. */
  async #endOrphan(): Promise<void> {
    const messages = this.#log.openTurn()
    const [start] = messages
    if (start?.type !== "assistant_response_start") return
    const error = lost()
    const text = messages
      .map((message) => (message.type === "assistant_response_chunk" ? message.content : ""))
      .join("")
    const record = this.#record(start.requestId)
    await record.lost(start.messageId, { intent: start.intent, text, steps: [], summary: null, error })
    this.#emitter(start.requestId)({ type: "error", code: error.code, message: error.message, retryable: true })
    this.#parts.log.warn("turn lost", { requestId: start.requestId })
  }

  async #answer(running: RunningTurn, asked: AskedQuestion): Promise<AnsweredTurn | undefined> {
    const { requestId } = running
    if (!(await this.#takeLeaseFor(running))) return undefined
    await this.#endOrphan()
    const record = this.#record(requestId)
    const earlier = await record.earlierAnswer(asked.messageId)
    if (earlier) {
      this.#log.keepOnlyLastTurn()
      repeatAnswer(earlier, this.#emitter(earlier.requestId))
      return undefined
    }
    await this.#parts.countQuestion(this.#chat.owner)
    this.#log.keepOnlyLastTurn()
    const startedAt = performance.now()
    const emit = this.#emitter(requestId)
    const workbook = running.openWorkbook(emit)
    const timer = this.#stopWhenLate(running)
    try {
      const { signal } = running
      const outcome = await runTurn({ parts: this.#parts, chat: this.#chat, asked, record, workbook, emit, signal })
      this.#measure(requestId, outcome, Math.round(performance.now() - startedAt))
      return { requestId, ...outcome }
    } finally {
      clearTimeout(timer)
    }
  }

  #stopWhenLate(running: RunningTurn): NodeJS.Timeout {
    const { turnMs } = this.#parts
    const late = new AppError(
      "timeout",
      `No answer was ready after ${Math.round(turnMs / 1000)} s. Please ask for less at once.`,
    )
    return setTimeout(() => running.stop(late), turnMs)
  }

  #measure(requestId: string, { intent, summary, error }: TurnOutcome, ms: number): void {
    const { log, metrics, answeredBy } = this.#parts
    if (error) this.explain(error)
    log.info("turn ended", {
      requestId,
      ms,
      intent,
      by: summary?.answeredBy,
      ended: summary?.ended,
      code: error?.code,
    })
    metrics.turn({
      answeredBy: summary?.answeredBy ?? answeredBy,
      outcome: summary?.ended ?? error?.code ?? "internal",
      seconds: ms / 1000,
    })
  }

  /**
   * False when the question is already answered elsewhere. Waits a little for another process, which may be about to say so, or
   * to end a turn that was stopped. @throws AppError turn_running.
   */
  async #takeLeaseFor({ messageId, signal }: RunningTurn): Promise<boolean> {
    const givesUpAt = performance.now() + leasePatienceMs
    for (;;) {
      const taken = await this.#lease.take()
      await this.#log.catchUp()
      this.#onAppended()
      if (this.#log.hasTurnFor(messageId)) return false
      if (taken) return true
      if (performance.now() >= givesUpAt) throw turnRunning()
      await wait(leaseAgainMs)
      signal.throwIfAborted()
    }
  }

  #emitter(requestId: string): Emit {
    return (body) => {
      const ends = body.type === "assistant_response_complete" || body.type === "error"
      // Before it is sent: the pane's next question may be here before the write is confirmed.
      if (ends && this.#here?.requestId === requestId) this.#here = undefined
      this.#log.add(requestId, body)
      this.#onAppended()
    }
  }

  #record(requestId: string): TurnRecord {
    return new TurnRecord(this.#parts, this.#chat, requestId)
  }

  async #giveLease(): Promise<void> {
    await settledWithin(this.#log.shared(), sharePatienceMs)
    // The next question may have begun meanwhile.
    if (!this.#here) await this.#lease.give().catch(() => undefined) // it ends by itself
  }
}

const lost = (): AppError =>
  new AppError("server_stopping", "The server stopped while it was answering. Please ask again.")

const turnRunning = (): AppError =>
  new AppError("turn_running", "The last question is still being answered; stop it or wait for its end.")
