import { Router } from "express"
import {
  clearHistoryQuerySchema,
  historyQuerySchema,
  newSessionSchema,
  renameSessionSchema,
  sessionQuerySchema,
} from "../../shared/conversation.ts"
import { parseInput } from "../../shared/parseInput.ts"
import type { Owner } from "../auth/owner.ts"
import { ownerOf } from "../auth/routes.ts"
import type { Conversations } from "./conversations.ts"

/** `/api/conversations`, for a signed-in owner. `onDeleted` is told when a chat is gone that somebody may have open. */
export function conversationRoutes(
  conversations: Conversations,
  onDeleted: (owner: Owner, sessionId: string) => Promise<void>,
): Router {
  const router = Router()
  router.post("/sessions", async (request, response) => {
    const session = parseInput(newSessionSchema, request.body ?? {})
    response.status(201).json(await conversations.create(ownerOf(response), session))
  })
  router.get("/sessions", async (request, response) => {
    const query = parseInput(sessionQuerySchema, request.query)
    response.json(await conversations.list(ownerOf(response), query))
  })
  router.get("/sessions/:sessionId/history", async (request, response) => {
    const { sessionId } = request.params
    response.json({ sessionId, messages: await conversations.history(ownerOf(response), sessionId) })
  })
  router.patch("/sessions/:sessionId", async (request, response) => {
    const { title } = parseInput(renameSessionSchema, request.body)
    response.json(await conversations.rename(ownerOf(response), request.params.sessionId, title))
  })
  router.delete("/sessions/:sessionId", async (request, response) => {
    const { sessionId } = request.params
    await conversations.delete(ownerOf(response), sessionId)
    await onDeleted(ownerOf(response), sessionId)
    response.status(204).end()
  })
  return router
}

/** `/api/chat/history`, for a signed-in owner: the same histories, for scripts that keep no list of chats. */
export function historyRoutes(conversations: Conversations): Router {
  const router = Router()
  router.get("/chat/history", async (request, response) => {
    const owner = ownerOf(response)
    const query = parseInput(historyQuerySchema, request.query)
    const sessionId = query.sessionId ?? (await conversations.last(owner))
    response.json({ sessionId, messages: await conversations.history(owner, sessionId) })
  })
  router.delete("/chat/history", async (request, response) => {
    const { sessionId } = parseInput(clearHistoryQuerySchema, request.query)
    await conversations.clear(ownerOf(response), sessionId)
    response.status(204).end()
  })
  return router
}
