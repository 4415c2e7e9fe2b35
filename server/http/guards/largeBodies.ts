import type { Request, RequestHandler } from "express"
import { AppError } from "../../../shared/errors.ts"
import { ownerKey } from "../../auth/owner.ts"
import { ownerOf } from "./signIn.ts"

/** Bytes of a body that nobody counts. */
const smallBytes = 64 * 1024

/** Large bodies that one owner may have under way at once. Each may hold 32 MB here and a process of its own. */
const mostAtOnce = 4

/** For a signed-in owner, until the reply has ended or the caller has hung up. @throws AppError rate_limited. */
export function largeBodies(): RequestHandler {
  const underWay = new Map<string, number>()
  return (request, response, next) => {
    if (isSmall(request)) {
      next()
      return
    }
    const key = ownerKey(ownerOf(response))
    const count = underWay.get(key) ?? 0
    if (count >= mostAtOnce)
      throw new AppError("rate_limited", "Too many large requests at once; please wait until one has been answered.", {
        retryAfterMs: 1000,
      })
    underWay.set(key, count + 1)
    response.on("close", () => {
      const left = (underWay.get(key) ?? 1) - 1
      if (left === 0) underWay.delete(key)
      else underWay.set(key, left)
    })
    next()
  }
}

/** What is compressed, or comes in chunks, shows its size too late. */
function isSmall({ headers }: Request): boolean {
  const hidden = headers["transfer-encoding"] !== undefined || headers["content-encoding"] !== undefined
  return !hidden && Number(headers["content-length"] ?? 0) <= smallBytes
}
