import { AppError } from "../../shared/errors.ts"
import type { Owner } from "../auth/owner.ts"
import { describeError } from "../telemetry/log.ts"
import { Session, type SessionParts } from "./session.ts"
import { sessionKey, tellSession } from "./log/sessionBus.ts"

/** How long a session without pane and turn stays open in this process. */
const idleMs = 5 * 60_000

/** The sessions in use in this process. */
export class LiveSessions {
  readonly #parts: SessionParts
  readonly #sessions = new Map<string, Promise<Session>>()
  readonly #timers = new Set<NodeJS.Timeout>()
  stopping = false

  constructor(parts: SessionParts) {
    this.#parts = parts
  }

  /** The session with all that other processes did with it so far. @throws AppError server_stopping. */
  async open(owner: Owner, sessionId: string): Promise<Session> {
    if (this.stopping) throw stopping()
    const key = sessionKey(owner, sessionId)
    const session = await (this.#sessions.get(key) ?? this.#begin(key, owner, sessionId))
    await session.refresh()
    return session
  }

  /** The session if it is open in this process. */
  async find(owner: Owner, sessionId: string): Promise<Session | undefined> {
    return this.#sessions.get(sessionKey(owner, sessionId))
  }

  /** Tells every process that has the session open that it is gone. Without the cache only this message is lost. */
  async deleted(owner: Owner, sessionId: string): Promise<void> {
    await tellSession(this.#parts.cache, owner, sessionId, { kind: "deleted" }).catch((error: unknown) =>
      this.#parts.log.warn("deletion not told", { error: describeError(error) }),
    )
  }

  /** Lets running turns end for `graceMs`, then ends them with server_stopping, and closes the connection of every pane. */
  async stop(graceMs: number): Promise<void> {
    this.stopping = true
    for (const timer of this.#timers) clearInterval(timer)
    const sessions = await Promise.all(this.#sessions.values())
    await Promise.all(
      sessions.map(async (session) => {
        await session.end(stopping(), graceMs)
        session.disconnect(stopping())
        await session.leave()
      }),
    )
    this.#sessions.clear()
  }

  #begin(key: string, owner: Owner, sessionId: string): Promise<Session> {
    const opening = Session.open(this.#parts, owner, sessionId)
    this.#sessions.set(key, opening)
    opening.then(
      (session) => this.#closeWhenIdle(key, session),
      () => this.#sessions.delete(key),
    )
    return opening
  }

  #closeWhenIdle(key: string, session: Session): void {
    const timer = setInterval(() => {
      if (!session.idleFor(idleMs)) return
      this.#sessions.delete(key)
      this.#timers.delete(timer)
      clearInterval(timer)
      void session.leave().catch(() => undefined) // its subscription ends with the cache's connection
    }, idleMs).unref()
    this.#timers.add(timer)
  }
}

const stopping = (): AppError =>
  new AppError("server_stopping", "The server is restarting; your chat is kept and the pane reconnects by itself.")
