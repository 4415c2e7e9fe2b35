import { Router } from "express"
import { z } from "zod"
import { parseInput } from "../../shared/parseInput.ts"
import { ownerOf } from "../auth/routes.ts"
import type { Conversations } from "./conversations.ts"

const newSession = z.object({ title: z.string().trim().max(200).optional() }).default({})

/** `/api/conversations`, for a signed-in owner. */
export function conversationRoutes(conversations: Conversations): Router {
  const router = Router()
  router.post("/sessions", async (request, response) => {
    const { title } = parseInput(newSession, request.body)
    response.status(201).json(await conversations.create(ownerOf(response), title))
  })
  router.get("/sessions", async (_request, response) => {
    response.json({ sessions: await conversations.list(ownerOf(response)) })
  })
  router.get("/sessions/:sessionId/history", async (request, response) => {
    const { sessionId } = request.params
    await conversations.require(ownerOf(response), sessionId)
    response.json({ sessionId, messages: await conversations.history(ownerOf(response), sessionId) })
  })
  return router
}
