import { randomUUID } from "node:crypto"
import { AppError } from "../../shared/errors.ts"
import type { Owner } from "../auth/owner.ts"
import type { Conversations } from "../conversation/conversations.ts"
import type { LiveSessions } from "./liveSessions.ts"
import { requireStored } from "./requireStored.ts"
import type { ChatReply } from "./messages/chatRequest.ts"
import type { MessageReaders } from "./messages/openMessageReaders.ts"

export interface AnswerRequestParts {
  readonly conversations: Conversations
  readonly live: LiveSessions
  readonly messageReaders: MessageReaders
}

/** One question and its whole answer, for scripts; `body` is the unparsed JSON of a `ChatRequest`. @throws AppError what ended the turn. */
export async function answerRequest(
  { conversations, live, messageReaders }: AnswerRequestParts,
  owner: Owner,
  body: Buffer | undefined,
  signal: AbortSignal,
): Promise<ChatReply> {
  const asked = await messageReaders.chatRequest(body, signal)
  if (asked.sessionId !== undefined) await requireStored(conversations, owner, asked.sessionId)
  const sessionId = asked.sessionId ?? (await conversations.create(owner)).sessionId
  const session = await live.open(owner, sessionId)
  const content = asked.message ?? asked.content ?? ""
  const { selection, workbook } = asked
  const turn = await session.ask({ messageId: randomUUID(), content, selection, workbook, withoutPane: true })
  if (!turn?.summary) throw turn?.error ?? new AppError("internal", "The question was not answered.")
  const { sources, proofs, unverified, confidence, answeredBy, model, notice } = turn.summary
  return {
    response: turn.text,
    metadata: {
      sessionId,
      requestId: turn.requestId,
      intent: turn.intent,
      answeredBy,
      ...(model !== null && { model }),
      ...(notice !== null && { notice }),
      sources,
      proofs,
      unverified,
      confidence,
    },
  }
}
