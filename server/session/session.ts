import { AppError } from "../../shared/errors.ts"
import { protocolVersion, type ClientMessage } from "../../shared/protocol.ts"
import type { Owner } from "../auth/owner.ts"
import { describeError } from "../telemetry/log.ts"
import { Attached } from "./pane/attached.ts"
import { closeCodes, type Connection } from "./pane/connection.ts"
import type { AskedQuestion } from "./turn/turn.ts"
import { joinSession, sessionKey, type SessionBus, type SessionNews } from "./log/sessionBus.ts"
import { SessionLog } from "./log/sessionLog.ts"
import type { SignIn } from "./pane/signIn.ts"
import { SessionTurns, type AnsweredTurn, type SessionTurnsParts } from "./turn/sessionTurns.ts"

export interface SessionParts extends SessionTurnsParts {
  readonly heartbeatMs: number
}

/**
 * One chat of one owner while this process has to do with it: at most one pane and at most one running turn, each of which may
 * outlive the other, and each of which may be in another process.
 */
export class Session {
  readonly #parts: SessionParts
  readonly sessionId: string
  readonly #log: SessionLog
  readonly #turns: SessionTurns
  #bus: SessionBus | undefined
  #attached: Attached | undefined
  #usedAt = performance.now()

  private constructor(parts: SessionParts, owner: Owner, sessionId: string) {
    this.#parts = parts
    this.sessionId = sessionId
    const key = sessionKey(owner, sessionId)
    this.#log = new SessionLog(parts.cache, key, (entries) => this.#tell({ kind: "grown", entries }))
    this.#turns = new SessionTurns(parts, { owner, sessionId }, this.#log, () => this.#attached?.wake())
  }

  static async open(parts: SessionParts, owner: Owner, sessionId: string): Promise<Session> {
    const session = new Session(parts, owner, sessionId)
    session.#bus = await joinSession(parts.cache, sessionKey(owner, sessionId), (news) => session.#hear(news))
    return session
  }

  /** True when nobody has had to do with it here for so long. */
  idleFor(ms: number): boolean {
    return !this.#attached && !this.#turns.running?.isHere && performance.now() - this.#usedAt >= ms
  }

  get hasPane(): boolean {
    return this.#attached !== undefined
  }

  /** The pane's connection here, if it has this id. */
  connection(id: string): Connection | undefined {
    return this.#attached?.connection.id === id ? this.#attached.connection : undefined
  }

  /** Learns what other processes did with this session. */
  async freshen(): Promise<void> {
    this.#usedAt = performance.now()
    if (!this.#turns.running?.isHere) await this.#log.catchUp()
  }

  async leave(): Promise<void> {
    this.#turns.unwatch()
    await this.#bus?.leave()
  }

  /** A newer pane takes the session over from the one that has it. */
  attach(connection: Connection, signIn: SignIn): void {
    this.#loseAttached()
    this.#attached = new Attached(connection, signIn, this.#log)
    this.#tell({ kind: "attached" })
    void connection.send({
      v: protocolVersion,
      type: "connection_established",
      sessionId: this.sessionId,
      serverTime: new Date().toISOString(),
      heartbeatInterval: this.#parts.heartbeatMs,
      signedInForMs: signIn.forMs,
      lastSeq: this.#log.lastSeq,
      requestId: this.#turns.running?.requestId ?? null,
    })
    this.#turns.watch()
  }

  detach(connection: Connection): void {
    if (this.#attached?.connection !== connection) return
    this.#attached.end()
    this.#attached = undefined
  }

  receive(connection: Connection, message: ClientMessage): void {
    const attached = this.#attached
    if (attached?.connection !== connection) return // said by a pane that has been replaced
    if (message.type === "resume" && message.afterSeq > this.#log.lastSeq) {
      connection.refuse(new AppError("invalid_request", "resume: no message has this number yet."))
      return
    }
    const missed = attached.hear(message)
    switch (message.type) {
      case "resume":
        // The pane had the request for cells before, and the line may have lost its reply.
        if (missed && !missed.some(({ type }) => type === "read_range")) this.#toTurn(message)
        return
      case "user_message":
        void this.ask(message).catch((error: unknown) =>
          connection.refuse(this.#turns.explain(error), message.messageId),
        )
        return
      case "heartbeat":
        if (message.seq !== undefined) this.#log.acknowledge(message.seq)
        return
      case "renew":
        void attached.renew(message.ticket)
        return
      case "stop":
      case "range_content":
      case "range_failed":
        this.#toTurn(message)
    }
  }

  /** @see SessionTurns.ask */
  ask(asked: AskedQuestion): Promise<AnsweredTurn | undefined> {
    return this.#turns.ask(asked)
  }

  /** @see SessionTurns.end */
  end(reason: AppError, graceMs: number): Promise<void> {
    return this.#turns.end(reason, graceMs)
  }

  disconnect(reason: AppError): void {
    this.#attached?.connection.refuse(reason)
    this.#attached?.connection.close(closeCodes.goingAway, reason.code)
  }

  #hear(news: SessionNews): void {
    switch (news.kind) {
      case "grown":
        void this.#log.take(news.entries).then(() => this.#attached?.wake(), this.#ignore)
        return
      case "attached":
        return this.#loseAttached()
      case "said":
        this.#turns.receive(news.message)
        return
      case "deleted":
        return this.#endDeleted()
      case "posted":
        void this.connection(news.connectionId)?.receive(Buffer.from(news.text))
    }
  }

  #endDeleted(): void {
    const error = new AppError("not_found", "This chat was deleted; start a new one.")
    void this.#turns.end(error, 0)
    this.#attached?.connection.refuse(error)
    this.#attached?.connection.close(closeCodes.deleted, error.code)
  }

  /** To the turn, wherever it runs. */
  #toTurn(message: ClientMessage): void {
    if (!this.#turns.receive(message) && this.#turns.running) this.#tell({ kind: "said", message })
  }

  #loseAttached(): void {
    const before = this.#attached
    this.#attached = undefined
    before?.end()
    before?.connection.refuse(new AppError("cancelled", "This chat was opened in another place and goes on there."))
    before?.connection.close(closeCodes.takenOver, "opened elsewhere")
  }

  #tell(news: SessionNews): void {
    void this.#bus?.tell(news).catch(this.#ignore)
  }

  /** What the other processes miss they read from the cache, when it is back. */
  readonly #ignore = (error: unknown): void => {
    this.#parts.log.debug("cache failed", { error: describeError(error) })
  }
}
