import { createHash, randomBytes } from "node:crypto"
import { z } from "zod"
import type { Cache } from "../cache/cache.ts"
import type { Access } from "./owner.ts"

export interface Ticket {
  readonly ticket: string
  readonly expiresInSeconds: number
}

const lifetimeSeconds = 30

const storedSchema = z.object({
  owner: z.object({ tenantId: z.string(), userId: z.string() }),
  endsAt: z.number(),
  sessionId: z.string().optional(),
})

/** Tickets open one socket each, once: a browser cannot put a token into a socket's headers, and addresses end up in logs. */
export interface Tickets {
  /** With a session id the ticket opens that session's socket only. */
  issue(access: Access, sessionId?: string): Promise<Ticket>
  /** Who bought it, or undefined when the ticket is unknown, spent, expired or for another session. A tried ticket is spent. */
  redeem(ticket: string, sessionId: string): Promise<Access | undefined>
}

/** Tickets that every process on this cache knows. */
export function ticketsIn(cache: Cache): Tickets {
  return {
    issue: async (access, sessionId) => {
      const ticket = randomBytes(32).toString("base64url")
      await cache.set(keyOf(ticket), JSON.stringify({ ...access, sessionId }), lifetimeSeconds * 1000)
      return { ticket, expiresInSeconds: lifetimeSeconds }
    },
    redeem: async (ticket, sessionId) => {
      // Anything else cannot be a ticket, and is not worth a query.
      const stored = /^[\w-]{43}$/.test(ticket) ? await cache.take(keyOf(ticket)) : undefined
      if (stored === undefined) return undefined
      const { owner, endsAt, sessionId: only } = storedSchema.parse(JSON.parse(stored))
      return only === undefined || only === sessionId ? { owner, endsAt } : undefined
    },
  }
}

/** Whoever can read the cache learns no ticket. */
const keyOf = (ticket: string): string => `ticket ${createHash("sha256").update(ticket).digest("base64url")}`
