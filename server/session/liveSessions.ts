import { AppError } from "../../shared/errors.ts"
import { ownerKey, type Owner } from "../auth/owner.ts"
import { Session, type SessionParts } from "./session.ts"

/** How long a session without pane and turn keeps its last messages for a pane that comes back. */
const idleMs = 5 * 60_000

/** The sessions in use in this process. */
export class LiveSessions {
  readonly #parts: SessionParts
  readonly #sessions = new Map<string, Session>()
  readonly #timers = new Set<NodeJS.Timeout>()
  #stopping = false

  constructor(parts: SessionParts) {
    this.#parts = parts
  }

  /** @throws AppError server_stopping. */
  open(owner: Owner, sessionId: string): Session {
    if (this.#stopping) throw stopping()
    const key = `${ownerKey(owner)} ${sessionId}`
    const known = this.#sessions.get(key)
    if (known) return known
    const session = new Session(this.#parts, owner, sessionId)
    this.#sessions.set(key, session)
    const timer = setInterval(() => {
      if (!session.idle) return
      this.#sessions.delete(key)
      this.#timers.delete(timer)
      clearInterval(timer)
    }, idleMs).unref()
    this.#timers.add(timer)
    return session
  }

  /** Ends every turn with server_stopping and says goodbye to every pane. */
  async stop(): Promise<void> {
    this.#stopping = true
    const sessions = [...this.#sessions.values()]
    await Promise.all(sessions.map((session) => session.stop(stopping())))
    for (const session of sessions) session.disconnect(stopping())
    for (const timer of this.#timers) clearInterval(timer)
    this.#sessions.clear()
  }
}

const stopping = (): AppError =>
  new AppError("server_stopping", "The server is restarting; your chat is kept and the pane reconnects by itself.")
