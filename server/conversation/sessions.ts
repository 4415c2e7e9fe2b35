import { randomUUID } from "node:crypto"
import type { Session } from "../../shared/conversation.ts"
import { AppError } from "../../shared/errors.ts"
import type { Owner } from "../auth/owner.ts"
import type { Queries } from "../database/database.ts"

const untitled = "New chat"
const titleCharacters = 80
const listed = 200

interface SessionRow {
  session_id: string
  title: string
  created_at: Date
}

const toSession = (row: SessionRow): Session => ({
  sessionId: row.session_id,
  title: row.title,
  createdAt: row.created_at.toISOString(),
})

/** A new session; without a title it takes the first question's. */
export async function createSession(database: Queries, owner: Owner, title?: string): Promise<Session> {
  const now = new Date()
  const rows = await database.query<SessionRow>(
    `insert into sessions (tenant_id, user_id, session_id, title, titled, created_at, updated_at)
     values ($1, $2, $3, $4, $5, $6, $6) returning session_id, title, created_at`,
    [owner.tenantId, owner.userId, randomUUID(), title ? shorten(title) : untitled, Boolean(title), now],
  )
  return toSession(first(rows))
}

/** The owner's sessions, last used first. */
export async function listSessions(database: Queries, owner: Owner): Promise<Session[]> {
  const rows = await database.query<SessionRow>(
    `select session_id, title, created_at from sessions where tenant_id = $1 and user_id = $2
     order by updated_at desc, session_id limit ${listed}`,
    [owner.tenantId, owner.userId],
  )
  return rows.map(toSession)
}

/** @throws AppError not_found when there is no such session, or it is somebody else's: nobody learns which. */
export async function requireSession(database: Queries, owner: Owner, sessionId: string): Promise<void> {
  // An id that we never made is not worth a query, and may hold characters that PostgreSQL refuses.
  const rows = /^[\da-f-]{36}$/.test(sessionId)
    ? await database.query("select 1 from sessions where tenant_id = $1 and user_id = $2 and session_id = $3", [
        owner.tenantId,
        owner.userId,
        sessionId,
      ])
    : []
  if (rows.length === 0) throw new AppError("not_found", "There is no such chat; start a new one.")
}

/** Marks a session as used now, and gives it the question as its title when it has none yet. */
export async function touchSession(
  database: Queries,
  owner: Owner,
  sessionId: string,
  question: string,
): Promise<void> {
  await database.query(
    `update sessions set updated_at = $4, titled = true, title = case when titled then title else $5 end
     where tenant_id = $1 and user_id = $2 and session_id = $3`,
    [owner.tenantId, owner.userId, sessionId, new Date(), shorten(question)],
  )
}

/** One line of at most 80 characters, cut between words where that is possible; PostgreSQL text holds no NUL. */
export function shorten(text: string): string {
  const line = text.replace(/[\s\p{Cc}]+/gu, " ").trim()
  const characters = [...line]
  if (characters.length <= titleCharacters) return line || untitled
  const cut = characters.slice(0, titleCharacters - 1).join("")
  const space = cut.lastIndexOf(" ")
  return `${space > cut.length / 2 ? cut.slice(0, space) : cut}…`
}

function first<T>(rows: readonly T[]): T {
  const [row] = rows
  if (row === undefined) throw new Error("The statement returned no row.")
  return row
}
