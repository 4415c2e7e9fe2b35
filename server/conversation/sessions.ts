import { randomUUID } from "node:crypto"
import type { NewSession, Session } from "../../shared/conversation.ts"
import { AppError } from "../../shared/errors.ts"
import type { Owner } from "../auth/owner.ts"
import type { Queries } from "../database/database.ts"
import { foldText } from "./foldText.ts"

const untitled = "New chat"
const titleCharacters = 80

export interface SessionRow {
  session_id: string
  title: string | null
  created_at: Date
  updated_at: Date
  workbook_id: string | null
  message_count: number
}

export const sessionColumns = `session_id, title, created_at, updated_at, workbook_id,
  (select count(*)::integer from messages m
   where (m.tenant_id, m.user_id, m.session_id) = (s.tenant_id, s.user_id, s.session_id)) as message_count`

export const toSession = (row: SessionRow): Session => ({
  sessionId: row.session_id,
  title: row.title ?? untitled,
  createdAt: row.created_at.toISOString(),
  updatedAt: row.updated_at.toISOString(),
  workbookId: row.workbook_id,
  messageCount: row.message_count,
})

/** The database's clock, which all server processes share. */
const now = "clock_timestamp()"

/** A new session; without a title it takes the first question's. */
export async function createSession(
  database: Queries,
  owner: Owner,
  { title, workbookId }: NewSession = {},
): Promise<Session> {
  const named = title ? shorten(title) : null
  const [row] = await database.query<SessionRow>(
    `insert into sessions as s (tenant_id, user_id, session_id, title, folded_title, named, workbook_id, created_at, updated_at)
     select $1, $2, $3, $4::text, $5, $4 is not null, $6, moment, moment from (select ${now} as moment)
     returning ${sessionColumns}`,
    [owner.tenantId, owner.userId, randomUUID(), named, foldText(named ?? ""), workbookId ?? null],
  )
  if (!row) throw new Error("The statement returned no row.")
  return toSession(row)
}

/** @throws AppError not_found, see requireSession. */
export async function renameSession(
  database: Queries,
  owner: Owner,
  sessionId: string,
  title: string,
): Promise<Session> {
  const named = shorten(title)
  const rows = isSessionId(sessionId)
    ? await database.query<SessionRow>(
        `update sessions s set title = $4, folded_title = $5, named = true
         where tenant_id = $1 and user_id = $2 and session_id = $3 returning ${sessionColumns}`,
        [owner.tenantId, owner.userId, sessionId, named, foldText(named ?? "")],
      )
    : []
  return toSession(found(rows))
}

/** With all its messages. @throws AppError not_found, see requireSession. */
export async function deleteSession(database: Queries, owner: Owner, sessionId: string): Promise<void> {
  const rows = isSessionId(sessionId)
    ? await database.query(
        "delete from sessions where tenant_id = $1 and user_id = $2 and session_id = $3 returning 1",
        [owner.tenantId, owner.userId, sessionId],
      )
    : []
  found(rows)
}

/** @throws AppError not_found when there is no such session, or it is somebody else's: nobody learns which. */
export async function requireSession(database: Queries, owner: Owner, sessionId: string): Promise<void> {
  const rows = isSessionId(sessionId)
    ? await database.query("select 1 from sessions where tenant_id = $1 and user_id = $2 and session_id = $3", [
        owner.tenantId,
        owner.userId,
        sessionId,
      ])
    : []
  found(rows)
}

/** The session that was used last. @throws AppError not_found when there is none. */
export async function lastSession(database: Queries, owner: Owner): Promise<string> {
  const rows = await database.query<{ session_id: string }>(
    `select session_id from sessions where tenant_id = $1 and user_id = $2
     order by updated_at desc, session_id desc limit 1`,
    [owner.tenantId, owner.userId],
  )
  return found(rows).session_id
}

/**
 * Marks a session as used now, and gives it the question as its title when it has none yet. Nobody can delete the session
 * before the transaction ends. @throws AppError not_found, see requireSession.
 */
export async function touchSession(
  database: Queries,
  owner: Owner,
  sessionId: string,
  question: string | undefined,
): Promise<void> {
  const title = question === undefined ? null : shorten(question)
  const rows = await database.query(
    `update sessions set updated_at = ${now}, title = coalesce(title, $4),
       folded_title = case when title is null then $5 else folded_title end
     where tenant_id = $1 and user_id = $2 and session_id = $3 returning 1`,
    [owner.tenantId, owner.userId, sessionId, title, foldText(title ?? "")],
  )
  found(rows)
}

/** Takes back a title that a question gave. */
export async function forgetTitle(database: Queries, owner: Owner, sessionId: string): Promise<void> {
  await database.query(
    `update sessions set title = null, folded_title = ''
     where tenant_id = $1 and user_id = $2 and session_id = $3 and not named`,
    [owner.tenantId, owner.userId, sessionId],
  )
}

/** One line of at most 80 characters, cut between words where that is possible, or null when there is nothing to see. */
export function shorten(text: string): string | null {
  // PostgreSQL text holds no NUL and no half of a pair.
  const line = text.replace(/[\s\p{Cc}\p{Cs}]+/gu, " ").trim()
  const characters = [...line]
  if (characters.length <= titleCharacters) return line || null
  const cut = characters.slice(0, titleCharacters - 1).join("")
  const space = cut.lastIndexOf(" ")
  return `${space > cut.length / 2 ? cut.slice(0, space) : cut}…`
}

/** An id that we never made is not worth a query, and may hold characters that PostgreSQL refuses. */
const isSessionId = (id: string): boolean => /^[\da-f-]{36}$/.test(id)

function found<T>([row]: readonly T[]): T {
  if (row === undefined) throw new AppError("not_found", "There is no such chat; start a new one.")
  return row
}
