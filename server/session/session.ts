import { AppError } from "../../shared/errors.ts"
import { protocolVersion, type ClientMessage } from "../../shared/protocol.ts"
import type { Owner } from "../auth/owner.ts"
import { describeError } from "../telemetry/log.ts"
import { ConnectedPane } from "./pane/connectedPane.ts"
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
 * One chat of one owner while it is in use in this process: at most one pane and at most one running turn, each of which may
 * outlive the other, and each of which may be in another process.
 */
export class Session {
  readonly #parts: SessionParts
  readonly sessionId: string
  readonly #log: SessionLog
  readonly #turns: SessionTurns
  #bus: SessionBus | undefined
  #pane: ConnectedPane | undefined
  #usedAt = performance.now()

  private constructor(parts: SessionParts, owner: Owner, sessionId: string) {
    this.#parts = parts
    this.sessionId = sessionId
    const key = sessionKey(owner, sessionId)
    this.#log = new SessionLog(parts.cache, key, (entries) => this.#tell({ kind: "log_grown", entries }))
    this.#turns = new SessionTurns(parts, { owner, sessionId }, this.#log, () => this.#pane?.wake())
  }

  static async open(parts: SessionParts, owner: Owner, sessionId: string): Promise<Session> {
    const session = new Session(parts, owner, sessionId)
    session.#bus = await joinSession(parts.cache, sessionKey(owner, sessionId), (news) => session.#take(news))
    return session
  }

  /** True when no pane and no turn has used it here for so long. */
  idleFor(ms: number): boolean {
    return !this.#pane && !this.#turns.running?.isHere && performance.now() - this.#usedAt >= ms
  }

  get hasPane(): boolean {
    return this.#pane !== undefined
  }

  /** The pane's connection here, if it has this id. */
  connection(id: string): Connection | undefined {
    return this.#pane?.connection.id === id ? this.#pane.connection : undefined
  }

  /** Reads what other processes did with this session. */
  async refresh(): Promise<void> {
    this.#usedAt = performance.now()
    if (!this.#turns.running?.isHere) await this.#log.catchUp()
  }

  async leave(): Promise<void> {
    this.#turns.unwatch()
    await this.#bus?.leave()
  }

  /** A newer pane takes the session over from the one that has it. */
  attach(connection: Connection, signIn: SignIn): void {
    this.#dropPane()
    this.#pane = new ConnectedPane(connection, signIn, this.#log)
    this.#tell({ kind: "pane_connected" })
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
    if (this.#pane?.connection !== connection) return
    this.#pane.end()
    this.#pane = undefined
  }

  receive(connection: Connection, message: ClientMessage): void {
    const pane = this.#pane
    if (pane?.connection !== connection) return // sent by a pane that has been replaced
    if (message.type === "resume" && message.afterSeq > this.#log.lastSeq) {
      connection.refuse(new AppError("invalid_request", "resume: no message has this number yet."))
      return
    }
    const missed = pane.receive(message)
    switch (message.type) {
      case "resume":
        // The pane had the request for cells before, and its reply may have been lost with the old connection.
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
        void pane.renew(message.ticket)
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
    this.#pane?.connection.refuse(reason)
    this.#pane?.connection.close(closeCodes.goingAway, reason.code)
  }

  #take(news: SessionNews): void {
    switch (news.kind) {
      case "log_grown":
        void this.#log.take(news.entries).then(() => this.#pane?.wake(), this.#ignore)
        return
      case "pane_connected":
        return this.#dropPane()
      case "pane_message":
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
    this.#pane?.connection.refuse(error)
    this.#pane?.connection.close(closeCodes.deleted, error.code)
  }

  /** To the turn, wherever it runs. */
  #toTurn(message: ClientMessage): void {
    if (!this.#turns.receive(message) && this.#turns.running) this.#tell({ kind: "pane_message", message })
  }

  #dropPane(): void {
    const before = this.#pane
    this.#pane = undefined
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
