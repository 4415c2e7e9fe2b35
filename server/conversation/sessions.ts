import { randomUUID } from "node:crypto"
import type { NewSession, Session } from "../../shared/conversation.ts"
import { AppError } from "../../shared/errors.ts"
import { ofOwner, ownerColumns, ownerValues, sameOwner, type OwnerQueries } from "../database/ownerQueries.ts"
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
   where ${sameOwner("m", "s")} and m.session_id = s.session_id) as message_count`

/** The condition on what belongs to one session, `$3`. */
export const ofSession = `${ofOwner} and session_id = $3` as const

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
export async function createSession(rows: OwnerQueries, { title, workbookId }: NewSession = {}): Promise<Session> {
  const named = title ? shorten(title) : null
  const [row] = await rows.query<SessionRow>(
    `insert into sessions as s (${ownerColumns}, session_id, title, folded_title, named, workbook_id, created_at, updated_at)
     select ${ownerValues}, $3, $4::text, $5, $4 is not null, $6, moment, moment from (select ${now} as moment)
     returning ${sessionColumns}`,
    [randomUUID(), named, foldText(named ?? ""), workbookId ?? null],
  )
  if (!row) throw new Error("The statement returned no row.")
  return toSession(row)
}

/** @throws AppError not_found, see requireSession. */
export async function renameSession(rows: OwnerQueries, sessionId: string, title: string): Promise<Session> {
  const named = shorten(title)
  const found = isSessionId(sessionId)
    ? await rows.query<SessionRow>(
        `update sessions s set title = $4, folded_title = $5, named = true
         where ${ofSession} returning ${sessionColumns}`,
        [sessionId, named, foldText(named ?? "")],
      )
    : []
  return toSession(only(found))
}

/** With all its messages. @throws AppError not_found, see requireSession. */
export async function deleteSession(rows: OwnerQueries, sessionId: string): Promise<void> {
  const found = isSessionId(sessionId)
    ? await rows.query(`delete from sessions where ${ofSession} returning 1`, [sessionId])
    : []
  only(found)
}

/** @throws AppError not_found when there is no such session, or it is somebody else's: nobody learns which. */
export async function requireSession(rows: OwnerQueries, sessionId: string): Promise<void> {
  const found = isSessionId(sessionId) ? await rows.query(`select 1 from sessions where ${ofSession}`, [sessionId]) : []
  only(found)
}

/** The session that was used last. @throws AppError not_found when there is none. */
export async function lastSession(rows: OwnerQueries): Promise<string> {
  const found = await rows.query<{ session_id: string }>(
    `select session_id from sessions where ${ofOwner}
     order by updated_at desc, session_id desc limit 1`,
  )
  return only(found).session_id
}

/**
 * Marks a session as used now, and gives it the question as its title when it has none yet. Nobody can delete the session
 * before the transaction ends. @throws AppError not_found, see requireSession.
 */
export async function touchSession(rows: OwnerQueries, sessionId: string, question: string | undefined): Promise<void> {
  const title = question === undefined ? null : shorten(question)
  const found = await rows.query(
    `update sessions set updated_at = ${now}, title = coalesce(title, $4),
       folded_title = case when title is null then $5 else folded_title end
     where ${ofSession} returning 1`,
    [sessionId, title, foldText(title ?? "")],
  )
  only(found)
}

/** Takes back a title that a question gave. */
export async function forgetTitle(rows: OwnerQueries, sessionId: string): Promise<void> {
  await rows.query(
    `update sessions set title = null, folded_title = ''
     where ${ofSession} and not named`,
    [sessionId],
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

function only<T>([row]: readonly T[]): T {
  if (row === undefined) throw new AppError("not_found", "There is no such chat; start a new one.")
  return row
}
