import { randomUUID } from "node:crypto"
import { Router } from "express"
import { z } from "zod"
import { AppError } from "../../shared/errors.ts"
import { limits } from "../../shared/limits.ts"
import { parseInput } from "../../shared/parseInput.ts"
import { selectionSchema } from "../../shared/protocol.ts"
import { ownerOf } from "../auth/routes.ts"
import type { Conversations } from "../conversation/conversations.ts"
import type { LiveSessions } from "./liveSessions.ts"

const question = z.string().trim().min(1).max(limits.questionCharacters)
const chatRequest = z
  .object({
    message: question.optional(),
    content: question.optional(),
    sessionId: z.string().max(64).optional(),
    selection: selectionSchema.optional(),
  })
  .refine((body) => (body.message ?? body.content) !== undefined, { path: ["message"], message: "is missing" })
  .refine((body) => !body.selection || body.selection.content, {
    path: ["selection", "content"],
    message: "is missing: without a pane the cells must come with the question",
  })

/** `POST /api/chat`: one question and its whole answer, for scripts. */
export function chatRoutes(parts: { conversations: Conversations; live: LiveSessions }): Router {
  const router = Router()
  router.post("/chat", async (request, response) => {
    const owner = ownerOf(response)
    const body = parseInput(chatRequest, request.body)
    const content = body.message ?? body.content ?? ""
    if (body.sessionId !== undefined) await parts.conversations.require(owner, body.sessionId)
    const sessionId = body.sessionId ?? (await parts.conversations.create(owner)).sessionId
    const session = await parts.live.open(owner, sessionId)
    const turn = await session.ask({ messageId: randomUUID(), content, selection: body.selection })
    if (!turn) throw new AppError("internal", "The question was not answered.")
    if (!turn.summary) throw turn.error ?? new AppError("internal", "The question was not answered.")
    const { sources, proofs, unverified, confidence, answeredBy, model, notice } = turn.summary
    response.json({
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
    })
  })
  return router
}
