import { randomUUID } from "node:crypto"
import { setTimeout as wait } from "node:timers/promises"
import { AppError, toAppError } from "../../../shared/errors.ts"
import type { ClientMessage } from "../../../shared/protocol.ts"
import type { Owner } from "../../auth/owner.ts"
import type { Cache } from "../../cache/cache.ts"
import type { Conversations } from "../../conversation/conversations.ts"
import type { Answered } from "../../conversation/messages.ts"
import { describeError, type Log } from "../../telemetry/log.ts"
import type { Metrics } from "../../telemetry/metrics.ts"
import type { CountQuestion } from "./questionLimiter.ts"
import { RemoteWorkbook } from "./remoteWorkbook.ts"
import { runTurn, type TurnParts } from "./runTurn.ts"
import type { AskedQuestion, TurnOutcome } from "./turn.ts"
import { sessionKey } from "../log/sessionBus.ts"
import type { SessionLog } from "../log/sessionLog.ts"
import { TurnLease } from "./turnLease.ts"
import type { Emit } from "../log/turnMessage.ts"
import { TurnRecord } from "./turnRecord.ts"
import { within } from "../../async/within.ts"

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

interface Running {
  readonly requestId: string
  readonly messageId: string
  readonly controller: AbortController
  workbook: RemoteWorkbook | undefined
  done: Promise<unknown>
}

/** For how long the end of a turn waits for the cache to have it. */
const sharePatienceMs = 3000

/** How long a question waits for another process that has the session's lease, and how often it looks. */
const leasePatienceMs = 2500
const leaseAgainMs = 100

/** The turns of one session, of which one at a time runs, here or in another process. */
export class SessionTurns {
  readonly #parts: SessionTurnsParts
  readonly #owner: Owner
  readonly #sessionId: string
  readonly #log: SessionLog
  readonly #onSaid: () => void
  readonly #lease: TurnLease
  #running: Running | undefined

  constructor(parts: SessionTurnsParts, owner: Owner, sessionId: string, log: SessionLog, onSaid: () => void) {
    this.#parts = parts
    this.#owner = owner
    this.#sessionId = sessionId
    this.#log = log
    this.#onSaid = onSaid
    this.#lease = new TurnLease(parts.cache, sessionKey(owner, sessionId), () =>
      this.#running?.controller.abort(lost()),
    )
  }

  /** The turn that runs here. */
  get running(): { readonly requestId: string } | undefined {
    return this.#running
  }

  /**
   * Answers a question; the same message id twice starts one turn (then undefined is returned). A turn that was stopped and
   * is winding up is waited for. @throws AppError turn_running, rate_limited, server_stopping before anything has started.
   */
  async ask(asked: AskedQuestion): Promise<AnsweredTurn | undefined> {
    const { messageId } = asked
    for (let last = this.#running; last; last = this.#running) {
      if (last.messageId === messageId) return undefined
      const { signal } = last.controller
      const reason: unknown = signal.reason
      if (!signal.aborted) throw turnRunning()
      if (reason instanceof AppError && reason.code === "server_stopping") throw reason
      await last.done
    }
    if (this.#log.hasTurnFor(messageId)) return undefined
    const running: Running = {
      requestId: randomUUID(),
      messageId,
      controller: new AbortController(),
      workbook: undefined,
      done: Promise.resolve(),
    }
    this.#running = running
    const turn = this.#answer(running, asked)
    running.done = turn.catch(() => undefined)
    try {
      return await turn
    } finally {
      if (this.#running === running) this.#running = undefined
      await this.#giveLease()
    }
  }

  /** Lets the turn that runs here end for so long, then ends it for this reason; resolves when it has ended. */
  async end(reason: AppError, graceMs: number): Promise<void> {
    const running = this.#running
    if (!running) return
    if (graceMs > 0) await within(graceMs, running.done)
    running.controller.abort(reason)
    await running.done
  }

  /** What the pane says to the turn that runs here; false when none does. */
  receive(message: ClientMessage): boolean {
    const running = this.#running
    if (!running) return false
    if (message.type === "stop") {
      if (message.requestId === undefined || message.requestId === running.requestId)
        running.controller.abort(new AppError("cancelled", "The answer was stopped."))
    } else if (message.type === "resume") running.workbook?.askAgain()
    else if (message.type === "range_content" || message.type === "range_failed") running.workbook?.receive(message)
    return true
  }

  /** Ends a turn whose process died before it could: a pane waits for it. */
  async rescue(): Promise<void> {
    if ((await this.#lease.taken()) || this.#running || !(await this.#lease.take())) return
    try {
      await this.#log.catchUp()
      this.#onSaid()
      // A lease that a cache does not have after an outage may be held all the same.
      if (!this.running && this.#parts.cache.complete()) await this.#endOrphan()
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

  async #answer(running: Running, asked: AskedQuestion): Promise<AnsweredTurn | undefined> {
    const { requestId, controller } = running
    const { log, countQuestion, turnMs } = this.#parts
    if (!(await this.#takeLeaseFor(running))) return undefined
    await this.#endOrphan()
    const record = this.#record(requestId)
    const earlier = await record.earlierAnswer(asked.messageId)
    if (earlier) {
      this.#repeat(earlier)
      return undefined
    }
    await countQuestion(this.#owner)
    this.#log.keepOnlyLastTurn()
    const startedAt = performance.now()
    const emit = this.#emitter(requestId)
    running.workbook = new RemoteWorkbook((request) => emit({ type: "read_range", ...request }), controller.signal)
    const late = new AppError(
      "timeout",
      `No answer was ready after ${Math.round(turnMs / 1000)} s. Please ask for less at once.`,
    )
    const timer = setTimeout(() => controller.abort(late), turnMs)
    try {
      const outcome = await runTurn(
        this.#parts,
        { owner: this.#owner, sessionId: this.#sessionId },
        asked,
        record,
        running.workbook,
        emit,
        controller.signal,
      )
      if (outcome.error) this.explain(outcome.error)
      const { summary, error } = outcome
      const ms = Math.round(performance.now() - startedAt)
      log.info("turn ended", {
        requestId,
        ms,
        intent: outcome.intent,
        by: summary?.answeredBy,
        ended: summary?.ended,
        code: error?.code,
      })
      this.#parts.metrics.turn({
        answeredBy: summary?.answeredBy ?? this.#parts.answeredBy,
        outcome: summary?.ended ?? error?.code ?? "internal",
        seconds: ms / 1000,
      })
      return { requestId, ...outcome }
    } finally {
      clearTimeout(timer)
    }
  }

  /**
   * False when the question is already answered elsewhere. Another process may be about to say so, or to wind up a turn that was
   * stopped, and is waited for a little. @throws AppError turn_running.
   */
  async #takeLeaseFor({ messageId, controller }: Running): Promise<boolean> {
    const givesUpAt = performance.now() + leasePatienceMs
    for (;;) {
      const taken = await this.#lease.take()
      await this.#log.catchUp()
      this.#onSaid()
      if (this.#log.hasTurnFor(messageId)) return false
      if (taken) return true
      if (performance.now() >= givesUpAt) throw turnRunning()
      await wait(leaseAgainMs)
      controller.signal.throwIfAborted()
    }
  }

  /** Says again what was answered to this question before, for a pane that did not hear it. */
  #repeat(earlier: Answered): void {
    this.#log.keepOnlyLastTurn()
    const emit = this.#emitter(earlier.requestId)
    emit({ type: "assistant_response_start", messageId: earlier.messageId, intent: earlier.intent })
    if (earlier.content) emit({ type: "assistant_response_chunk", content: earlier.content, chunkIndex: 0 })
    if (earlier.summary) emit({ type: "assistant_response_complete", ...earlier.summary })
    else if (earlier.error) emit({ type: "error", ...earlier.error })
  }

  #emitter(requestId: string): Emit {
    return (body) => {
      const ends = body.type === "assistant_response_complete" || body.type === "error"
      // Before it is sent: the pane's next question may be here before we hear that it has left.
      if (ends && this.#running?.requestId === requestId) this.#running = undefined
      this.#log.add(requestId, body)
      this.#onSaid()
    }
  }

  #record(requestId: string): TurnRecord {
    return new TurnRecord(this.#parts, this.#owner, this.#sessionId, requestId)
  }

  async #giveLease(): Promise<void> {
    await within(sharePatienceMs, this.#log.shared())
    // The next question may have begun meanwhile.
    if (!this.#running) await this.#lease.give().catch(() => undefined) // it ends by itself
  }

  /** What of ours went wrong goes to the log with its cause; the pane gets the sentence. */
  explain(thrown: unknown): AppError {
    const error = toAppError(thrown)
    if (error.code === "internal") this.#parts.log.error("turn failed", { error: describeError(error) })
    return error
  }
}

const lost = (): AppError =>
  new AppError("server_stopping", "The server stopped while it was answering. Please ask again.")

const turnRunning = (): AppError =>
  new AppError("turn_running", "The last question is still being answered; stop it or wait for its end.")
