import { historyMessageSchema, type HistoryMessage } from "../../shared/conversation.ts"
import type { Owner } from "../auth/owner.ts"
import type { Queries } from "../database/database.ts"
import { foldText } from "./foldText.ts"
import { forgetTitle, requireSession, touchSession } from "./sessions.ts"

export type Asked = Extract<HistoryMessage, { role: "user" }>
export type Answered = Extract<HistoryMessage, { role: "assistant" }>

/** Messages of a session that are shown; older ones stay stored. */
const shown = 1000

interface MessageRow {
  body: unknown
}

/**
 * Stores a question or an answer; the second one with the same message id and role changes nothing.
 * @throws AppError not_found when the session was deleted meanwhile: nothing brings it back.
 */
export async function appendMessage(
  database: Queries,
  owner: Owner,
  sessionId: string,
  message: HistoryMessage,
): Promise<void> {
  await touchSession(database, owner, sessionId, message.role === "user" ? message.content : undefined)
  await database.query(
    `insert into messages (tenant_id, user_id, session_id, message_id, role, body, folded_content)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing`,
    [
      owner.tenantId,
      owner.userId,
      sessionId,
      message.messageId,
      message.role,
      JSON.stringify(message),
      foldText(message.content),
    ],
  )
}

/** The session's messages, oldest first, at most the last 1,000. @throws AppError not_found, see requireSession. */
export async function readHistory(database: Queries, owner: Owner, sessionId: string): Promise<HistoryMessage[]> {
  await requireSession(database, owner, sessionId)
  return readLast(database, owner, sessionId, shown)
}

/** Deletes what was said and keeps the session. @throws AppError not_found, see requireSession. */
export async function clearHistory(database: Queries, owner: Owner, sessionId: string): Promise<void> {
  await requireSession(database, owner, sessionId)
  await database.query("delete from messages where tenant_id = $1 and user_id = $2 and session_id = $3", [
    owner.tenantId,
    owner.userId,
    sessionId,
  ])
  await forgetTitle(database, owner, sessionId)
}

/** What was said apart from one question, oldest first, as the assistant needs it. */
export async function readContext(
  database: Queries,
  owner: Owner,
  sessionId: string,
  messageId: string,
  count: number,
): Promise<{ role: "user" | "assistant"; content: string }[]> {
  const messages = await readLast(database, owner, sessionId, count)
  return messages
    .filter((message) => message.messageId !== messageId && message.content !== "")
    .map(({ role, content }) => ({ role, content }))
}

/** The stored answer to a question, or undefined when it has none (yet). */
export async function findAnswer(
  database: Queries,
  owner: Owner,
  sessionId: string,
  messageId: string,
): Promise<Answered | undefined> {
  const rows = await database.query<MessageRow>(
    `select body from messages
     where tenant_id = $1 and user_id = $2 and session_id = $3 and message_id = $4 and role = 'assistant'`,
    [owner.tenantId, owner.userId, sessionId, messageId],
  )
  const message = rows[0] && historyMessageSchema.parse(rows[0].body)
  return message?.role === "assistant" ? message : undefined
}

async function readLast(database: Queries, owner: Owner, sessionId: string, count: number): Promise<HistoryMessage[]> {
  const rows = await database.query<MessageRow>(
    `select body from messages where tenant_id = $1 and user_id = $2 and session_id = $3
     order by position desc limit $4`,
    [owner.tenantId, owner.userId, sessionId, count],
  )
  return rows.reverse().map((row) => historyMessageSchema.parse(row.body))
}
