import { Router, type RequestHandler, type Response } from "express"
import { z } from "zod"
import { parseInput } from "../../shared/parseInput.ts"
import type { LocalIssuer } from "./localIssuer.ts"
import type { Access, Owner } from "./owner.ts"
import { signInRefused } from "./signInRefused.ts"
import type { Tickets } from "./tickets.ts"
import type { VerifyToken } from "./verifyToken.ts"

/** Lets a request through when its bearer token is good; `ownerOf` then knows whose it is. */
export function requireOwner(verify: VerifyToken): RequestHandler {
  return async (request, response, next) => {
    // Node joins or drops repeated headers as it likes; of two, nobody can say which the proxies before us have looked at.
    const [header = "", ...others] = request.headersDistinct["authorization"] ?? []
    const token = /^Bearer +([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(header)?.[1]
    if (token === undefined || others.length > 0) throw signInRefused("no_token")
    const locals: { access?: Access } = response.locals
    locals.access = await verify(token)
    next()
  }
}

/** @throws AppError unauthenticated when the request did not pass requireOwner. */
export function accessOf(response: Response): Access {
  const access = signedIn(response)
  if (!access) throw signInRefused("no_token")
  return access
}

export const ownerOf = (response: Response): Owner => accessOf(response).owner

function signedIn(response: Response): Access | undefined {
  const { access }: { access?: Access } = response.locals
  return access
}

export const tokenRequest = z.object({
  user: z
    .string()
    .trim()
    .regex(/^[^\p{C}]{1,64}$/u, "must be a name of 1 to 64 characters"),
})

/** `/auth/local`: the development sign-in. */
export function localIssuerRoutes(issuer: LocalIssuer): Router {
  const router = Router()
  router.get("/jwks.json", (_request, response) => void response.json(issuer.jwks))
  router.post("/token", (request, response) => {
    response.set("Cache-Control", "no-store").json(issuer.issue(parseInput(tokenRequest, request.body).user))
  })
  return router
}

export const ticketRequest = z.object({ sessionId: z.string().max(64).optional() }).default({})

/** `POST /api/ws-ticket`, for a signed-in owner. */
export function ticketRoutes(tickets: Tickets): Router {
  const router = Router()
  router.post("/ws-ticket", async (request, response) => {
    const { sessionId } = parseInput(ticketRequest, request.body)
    response.set("Cache-Control", "no-store").json(await tickets.issue(accessOf(response), sessionId))
  })
  return router
}
