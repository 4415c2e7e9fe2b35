import { randomUUID } from "node:crypto"
import { Router } from "express"
import { AppError } from "../../shared/errors.ts"
import { ownerOf } from "../auth/routes.ts"
import type { Conversations } from "../conversation/conversations.ts"
import type { ChatReply } from "./messages/chatRequest.ts"
import type { LiveSessions } from "./liveSessions.ts"
import type { MessageReaders } from "./messages/openMessageReaders.ts"
import { requireStored } from "./requireStored.ts"

export interface ChatRouteParts {
  readonly conversations: Conversations
  readonly live: LiveSessions
  readonly messageReaders: MessageReaders
}

/** `POST /chat`: one question and its whole answer, for scripts. The body comes as unparsed bytes. */
export function chatRoutes(parts: ChatRouteParts): Router {
  const { conversations, live, messageReaders } = parts
  const router = Router()
  router.post("/chat", async (request, response) => {
    const owner = ownerOf(response)
    const gone = new AbortController()
    response.on("close", () => gone.abort())
    const asked = await messageReaders.chatRequest(request.body, gone.signal)
    if (asked.sessionId !== undefined) await requireStored(conversations, owner, asked.sessionId)
    const sessionId = asked.sessionId ?? (await conversations.create(owner)).sessionId
    const session = await live.open(owner, sessionId)
    const content = asked.message ?? asked.content ?? ""
    const { selection, workbook } = asked
    const turn = await session.ask({ messageId: randomUUID(), content, selection, workbook, withoutPane: true })
    if (!turn?.summary) throw turn?.error ?? new AppError("internal", "The question was not answered.")
    const { sources, proofs, unverified, confidence, answeredBy, model, notice } = turn.summary
    const reply: ChatReply = {
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
    response.json(reply)
  })
  return router
}
