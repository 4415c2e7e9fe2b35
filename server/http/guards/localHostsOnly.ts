import type { RequestHandler } from "express"
import { AppError } from "../../../shared/errors.ts"
import type { Config } from "../../config/config.ts"
import { isLoopback } from "../../config/isLoopback.ts"

/**
 * Local sign-in trusts whoever reaches this machine's loopback. A page elsewhere whose name resolves to it (DNS rebinding)
 * would reach it too, so only requests made to this machine by name are answered.
 */
export function localHostsOnly(config: Pick<Config, "allowedOrigins">): RequestHandler {
  const allowed = new Set(config.allowedOrigins.map((origin) => new URL(origin).host))
  return (request, _response, next) => {
    const host = request.headers.host ?? ""
    const name = URL.canParse(`http://${host}`) ? new URL(`http://${host}`).hostname.replace(/^\[|\]$/g, "") : ""
    if (!isLoopback(name) && !allowed.has(host))
      throw new AppError("forbidden", "This server answers on localhost only, because anybody may sign in.")
    next()
  }
}
