import type { SessionList, SessionQuery } from "../../shared/conversation.ts"
import { ofOwner, sameOwner, type OwnerQueries } from "../database/ownerQueries.ts"
import { foldText } from "./foldText.ts"
import { sessionColumns, toSession, type SessionRow } from "./sessions.ts"

/** In microseconds, which a JavaScript date cannot tell: no chat of the same millisecond is lost between two pages. */
const usedAt = `to_char(updated_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`

/**
 * A page of the owner's sessions, last used first. `q` is looked for as it stands, with strpos: no character of it is a
 * wildcard. No index serves it, as row-level security lets none serve such a condition; the owner's own messages bound it.
 */
export async function listSessions(rows: OwnerQueries, query: SessionQuery): Promise<SessionList> {
  const [before = null, sessionId = null] = query.cursor?.split("_") ?? []
  const found = await rows.query<SessionRow & { used_at: string }>(
    `select ${sessionColumns}, ${usedAt} as used_at from sessions s
     where ${ofOwner}
       and ($3::text is null or workbook_id = $3)
       and ($4::timestamptz is null or (updated_at, session_id) < ($4, $5))
       and ($6 = '' or strpos(folded_title, $6) > 0 or exists (
         select from messages m
         where ${sameOwner("m", "s")} and m.session_id = s.session_id
           and strpos(m.folded_content, $6) > 0))
     order by updated_at desc, session_id desc limit $7`,
    [query.workbookId ?? null, before, sessionId, foldText(query.q ?? ""), query.limit + 1],
  )
  const shown = found.slice(0, query.limit)
  const last = found.length > query.limit ? shown.at(-1) : undefined
  return { sessions: shown.map(toSession), nextCursor: last ? `${last.used_at}_${last.session_id}` : null }
}
