import type { RequestHandler, Response } from "express"
import type { Access, Owner } from "../../auth/owner.ts"
import { signInRefused } from "../../auth/signInRefused.ts"
import type { VerifyToken } from "../../auth/verifyToken.ts"

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
  const { access }: { access?: Access } = response.locals
  if (!access) throw signInRefused("no_token")
  return access
}

export const ownerOf = (response: Response): Owner => accessOf(response).owner
