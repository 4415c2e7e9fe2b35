import { randomBytes } from "node:crypto"
import type { Owner } from "./owner.ts"

export interface Ticket {
  readonly ticket: string
  readonly expiresInSeconds: number
}

const lifetimeSeconds = 30

/** Tickets open one socket each, once: a browser cannot put a token into a socket's headers, and addresses end up in logs. */
export class Tickets {
  readonly #now: () => number
  readonly #open = new Map<string, { owner: Owner; sessionId: string | undefined; expiresAt: number }>()

  /** `now` in milliseconds from any beginning; a clock that is set back must not prolong a ticket. */
  constructor(now = () => performance.now()) {
    this.#now = now
  }

  /** With a session id the ticket opens that session's socket only. */
  issue(owner: Owner, sessionId?: string): Ticket {
    this.#forgetExpired()
    const ticket = randomBytes(32).toString("base64url")
    this.#open.set(ticket, { owner, sessionId, expiresAt: this.#now() + lifetimeSeconds * 1000 })
    return { ticket, expiresInSeconds: lifetimeSeconds }
  }

  /** The owner, or undefined when the ticket is unknown, spent, expired or for another session. A tried ticket is spent. */
  redeem(ticket: string, sessionId: string): Owner | undefined {
    const found = this.#open.get(ticket)
    this.#open.delete(ticket)
    if (!found || found.expiresAt <= this.#now()) return undefined
    return found.sessionId === undefined || found.sessionId === sessionId ? found.owner : undefined
  }

  // Tickets expire in the order in which they were issued.
  #forgetExpired(): void {
    for (const [ticket, { expiresAt }] of this.#open) {
      if (expiresAt > this.#now()) return
      this.#open.delete(ticket)
    }
  }
}
