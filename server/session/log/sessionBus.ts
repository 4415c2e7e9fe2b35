import { randomUUID } from "node:crypto"
import type { Cache, LogEntry } from "../../cache/cache.ts"
import type { ClientMessage } from "../../../shared/protocol.ts"
import { ownerKey, type Owner } from "../../auth/owner.ts"

/** What the processes that have one session open tell each other about it. */
export type SessionNews =
  /** The log has grown by what a turn sent that runs there. */
  | { readonly kind: "log_grown"; readonly entries: readonly LogEntry[] }
  /** A pane has connected there, which replaces any other. */
  | { readonly kind: "pane_connected" }
  /** The pane that is connected there sent a message to the turn that runs here. */
  | { readonly kind: "pane_message"; readonly message: ClientMessage }
  /** Its owner has deleted it. */
  | { readonly kind: "deleted" }
  /** A message was posted there for a connection that is open here. */
  | { readonly kind: "posted"; readonly connectionId: string; readonly text: string }

/** The session's name in every key of the cache. */
export const sessionKey = (owner: Owner, sessionId: string): string => `${ownerKey(owner)} ${sessionId}`

/** News of one session, to and from the other processes on this cache; a member does not get its own. */
export interface SessionBus {
  tell(news: SessionNews): Promise<void>
  leave(): Promise<void>
}

/** Resolves when nothing that is told from now on is missed. */
export async function joinSession(cache: Cache, key: string, onNews: (news: SessionNews) => void): Promise<SessionBus> {
  const self = `${randomUUID()} `
  const leave = await cache.subscribe(channel(key), (text) => {
    if (text.startsWith(self)) return
    // Only our own processes write here.
    onNews(JSON.parse(text.slice(self.length)) as SessionNews)
  })
  return { tell: (news) => cache.publish(channel(key), self + JSON.stringify(news)), leave }
}

/** For a process that does not have the session open itself. */
export const tellSession = (cache: Cache, owner: Owner, sessionId: string, news: SessionNews): Promise<void> =>
  cache.publish(channel(sessionKey(owner, sessionId)), `${randomUUID()} ${JSON.stringify(news)}`)

const channel = (key: string): string => `session ${key}`
