import { historyMessageSchema, type HistoryMessage } from "../../shared/conversation.ts"
import { ownerColumns, ownerValues, type OwnerQueries } from "../database/ownerQueries.ts"
import { foldText } from "./foldText.ts"
import { forgetTitle, ofSession, requireSession, touchSession } from "./sessions.ts"

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
export async function appendMessage(rows: OwnerQueries, sessionId: string, message: HistoryMessage): Promise<void> {
  await touchSession(rows, sessionId, message.role === "user" ? message.content : undefined)
  await rows.query(
    `insert into messages (${ownerColumns}, session_id, message_id, role, body, folded_content)
     values (${ownerValues}, $3, $4, $5, $6, $7) on conflict do nothing`,
    [sessionId, message.messageId, message.role, JSON.stringify(message), foldText(message.content)],
  )
}

/** The session's messages, oldest first, at most the last 1,000. @throws AppError not_found, see requireSession. */
export async function readHistory(rows: OwnerQueries, sessionId: string): Promise<HistoryMessage[]> {
  await requireSession(rows, sessionId)
  return readLast(rows, sessionId, shown)
}

/** Deletes what was said and keeps the session. @throws AppError not_found, see requireSession. */
export async function clearHistory(rows: OwnerQueries, sessionId: string): Promise<void> {
  await requireSession(rows, sessionId)
  await rows.query(`delete from messages where ${ofSession}`, [sessionId])
  await forgetTitle(rows, sessionId)
}

/** What was said apart from one question, oldest first, as the assistant needs it. */
export async function readContext(
  rows: OwnerQueries,
  sessionId: string,
  messageId: string,
  count: number,
): Promise<{ role: "user" | "assistant"; content: string }[]> {
  const messages = await readLast(rows, sessionId, count)
  return messages
    .filter((message) => message.messageId !== messageId && message.content !== "")
    .map(({ role, content }) => ({ role, content }))
}

/** The stored answer to a question, or undefined when it has none (yet). */
export async function findAnswer(
  rows: OwnerQueries,
  sessionId: string,
  messageId: string,
): Promise<Answered | undefined> {
  const found = await rows.query<MessageRow>(
    `select body from messages
     where ${ofSession} and message_id = $4 and role = 'assistant'`,
    [sessionId, messageId],
  )
  const message = found[0] && historyMessageSchema.parse(found[0].body)
  return message?.role === "assistant" ? message : undefined
}

async function readLast(rows: OwnerQueries, sessionId: string, count: number): Promise<HistoryMessage[]> {
  const found = await rows.query<MessageRow>(
    `select body from messages where ${ofSession}
     order by position desc limit $4`,
    [sessionId, count],
  )
  return found.reverse().map((row) => historyMessageSchema.parse(row.body))
}
