import { Router } from "express"
import { z } from "zod"
import { parseInput } from "../../shared/parseInput.ts"
import { ownerOf } from "../auth/routes.ts"
import type { Database } from "../database/database.ts"
import { readHistory } from "./messages.ts"
import { createSession, listSessions, requireSession } from "./sessions.ts"

const newSession = z.object({ title: z.string().trim().max(200).optional() }).default({})

/** `/api/conversations`, for a signed-in owner. */
export function conversationRoutes(database: Database): Router {
  const router = Router()
  router.post("/sessions", async (request, response) => {
    const { title } = parseInput(newSession, request.body)
    response.status(201).json(await createSession(database, ownerOf(response), title))
  })
  router.get("/sessions", async (_request, response) => {
    response.json({ sessions: await listSessions(database, ownerOf(response)) })
  })
  router.get("/sessions/:sessionId/history", async (request, response) => {
    const { sessionId } = request.params
    await requireSession(database, ownerOf(response), sessionId)
    response.json({ sessionId, messages: await readHistory(database, ownerOf(response), sessionId) })
  })
  return router
}
