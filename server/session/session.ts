import { randomUUID } from "node:crypto"
import { AppError, toAppError } from "../../shared/errors.ts"
import { protocolVersion, type ClientMessage } from "../../shared/protocol.ts"
import type { Owner } from "../auth/owner.ts"
import type { Conversations } from "../conversation/conversations.ts"
import type { Answered } from "../conversation/messages.ts"
import { describeError, type Log } from "../telemetry/log.ts"
import { closeCodes, type Connection } from "./connection.ts"
import { KeptMessages } from "./keptMessages.ts"
import type { CountQuestion } from "./questionLimiter.ts"
import { RemoteWorkbook } from "./remoteWorkbook.ts"
import { runTurn, type AskedQuestion, type TurnOutcome, type TurnParts } from "./runTurn.ts"
import type { Emit } from "./turnMessage.ts"
import { TurnRecord } from "./turnRecord.ts"

export interface SessionParts extends TurnParts {
  readonly conversations: Conversations
  readonly countQuestion: CountQuestion
  readonly log: Log
  readonly heartbeatMs: number
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

/** The pane's end of the session. Until the pane has said where it stands, nothing of a running turn is sent: it would come out of order. */
interface Attached {
  readonly connection: Connection
  readonly lastSeqAtStart: number
  ready: boolean
  /** True once this connection has said where it stands. */
  resumed: boolean
}

/** One chat of one owner while it is in use: at most one pane and at most one running turn, each of which may outlive the other. */
export class Session {
  readonly #parts: SessionParts
  readonly #owner: Owner
  readonly sessionId: string
  readonly #kept = new KeptMessages()
  #attached: Attached | undefined
  #running: Running | undefined

  constructor(parts: SessionParts, owner: Owner, sessionId: string) {
    this.#parts = parts
    this.#owner = owner
    this.sessionId = sessionId
  }

  get idle(): boolean {
    return !this.#attached && !this.#running
  }

  /** A newer pane takes the session over from the one that has it. */
  attach(connection: Connection): void {
    const before = this.#attached?.connection
    this.#attached = { connection, lastSeqAtStart: this.#kept.lastSeq, ready: !this.#running, resumed: false }
    before?.refuse(new AppError("cancelled", "This chat was opened in another place and goes on there."))
    before?.close(closeCodes.takenOver, "opened elsewhere")
    void connection.send({
      v: protocolVersion,
      type: "connection_established",
      sessionId: this.sessionId,
      serverTime: new Date().toISOString(),
      heartbeatInterval: this.#parts.heartbeatMs,
      signedInForMs: 3_600_000,
      lastSeq: this.#kept.lastSeq,
      requestId: this.#running?.requestId ?? null,
    })
  }

  detach(connection: Connection): void {
    if (this.#attached?.connection === connection) this.#attached = undefined
  }

  receive(connection: Connection, message: ClientMessage): void {
    const attached = this.#attached
    if (attached?.connection !== connection) return // said by a pane that has been replaced
    if (message.type === "resume" || !attached.ready) {
      attached.ready = true
      const from = message.type === "resume" ? message.afterSeq : attached.lastSeqAtStart
      const missed = this.#kept.after(from)
      for (const kept of missed) void connection.send(kept)
      const asksIt = missed.some(({ type }) => type === "read_range")
      if (message.type === "resume" && !attached.resumed && !asksIt) this.#running?.workbook?.askAgain()
      attached.resumed = true
    }
    switch (message.type) {
      case "resume":
        return
      case "user_message":
        void this.ask(message).catch((error: unknown) => connection.refuse(this.#explain(error), message.messageId))
        return
      case "stop":
        if (message.requestId === undefined || message.requestId === this.#running?.requestId)
          void this.stop(new AppError("cancelled", "The answer was stopped."))
        return
      case "heartbeat":
        if (message.seq !== undefined) this.#kept.forget(message.seq, this.#running?.requestId)
        return
      case "range_content":
      case "range_failed":
        this.#running?.workbook?.receive(message)
    }
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
      if (!signal.aborted)
        throw new AppError("turn_running", "The last question is still being answered; stop it or wait for its end.")
      if (reason instanceof AppError && reason.code === "server_stopping") throw reason
      await last.done
    }
    if (this.#kept.hasTurnFor(messageId)) return undefined
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
    }
  }

  /** Ends the running turn, if any, for this reason, and resolves when it has ended. */
  async stop(reason: AppError): Promise<void> {
    this.#running?.controller.abort(reason)
    await this.#running?.done
  }

  disconnect(reason: AppError): void {
    this.#attached?.connection.refuse(reason)
    this.#attached?.connection.close(closeCodes.goingAway, reason.code)
  }

  async #answer(running: Running, asked: AskedQuestion): Promise<AnsweredTurn | undefined> {
    const { requestId, controller } = running
    const { log, countQuestion, turnMs } = this.#parts
    const record = new TurnRecord(this.#parts, this.#owner, this.sessionId, requestId)
    const earlier = await record.earlierAnswer(asked.messageId)
    if (earlier) return this.#repeat(earlier)
    countQuestion(this.#owner)
    this.#kept.keepOnlyLastTurn()
    const startedAt = performance.now()
    const emit = this.#emitter(requestId)
    running.workbook = new RemoteWorkbook((request) => void emit({ type: "read_range", ...request }), controller.signal)
    const late = new AppError(
      "timeout",
      `No answer was ready after ${Math.round(turnMs / 1000)} s. Please ask for less at once.`,
    )
    const timer = setTimeout(() => controller.abort(late), turnMs)
    try {
      const outcome = await runTurn(this.#parts, asked, record, running.workbook, emit, controller.signal)
      if (outcome.error) this.#explain(outcome.error)
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
      return { requestId, ...outcome }
    } finally {
      clearTimeout(timer)
    }
  }

  /** Says again what was answered to this question before, for a pane that did not hear it. */
  async #repeat(earlier: Answered): Promise<undefined> {
    this.#kept.keepOnlyLastTurn()
    const emit = this.#emitter(earlier.requestId)
    await emit({ type: "assistant_response_start", messageId: earlier.messageId, intent: earlier.intent })
    if (earlier.content) await emit({ type: "assistant_response_chunk", content: earlier.content, chunkIndex: 0 })
    if (earlier.summary) await emit({ type: "assistant_response_complete", ...earlier.summary })
    else if (earlier.error) await emit({ type: "error", ...earlier.error })
    return undefined
  }

  #emitter(requestId: string): Emit {
    return async (body) => {
      const message = this.#kept.add(requestId, body)
      const ends = body.type === "assistant_response_complete" || body.type === "error"
      // Before it is sent: the pane's next question may be here before we hear that it has left.
      if (ends && this.#running?.requestId === requestId) this.#running = undefined
      if (this.#attached?.ready) await this.#attached.connection.send(message)
    }
  }

  /** What of ours went wrong goes to the log with its cause; the pane gets the sentence. */
  #explain(thrown: unknown): AppError {
    const error = toAppError(thrown)
    if (error.code === "internal") this.#parts.log.error("turn failed", { error: describeError(error) })
    return error
  }
}
