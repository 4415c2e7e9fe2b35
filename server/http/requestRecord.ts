import { randomUUID } from "node:crypto"
import type { RequestHandler } from "express"
import type { Log } from "../telemetry/log.ts"
import type { Metrics } from "../telemetry/metrics.ts"
import type { Addresses } from "./routing/addressesOf.ts"

/** W3C Trace Context, version 00; nothing else of a caller's headers is repeated, so that nobody writes into our log. */
const traceparent = /^00-([\da-f]{32})-[\da-f]{16}-[\da-f]{2}$/

/** Gives every request an id, and logs and counts how it ended, with the pattern of its address and never the address. */
export function requestRecord({ routeOf }: Pick<Addresses, "routeOf">, log: Log, metrics: Metrics): RequestHandler {
  return (request, response, next) => {
    const requestId = randomUUID()
    const traceId = traceparent.exec(request.get("traceparent") ?? "")?.[1]
    const { method, route } = routeOf(request.method, request.path)
    const startedAt = performance.now()
    response.set("X-Request-Id", requestId)
    // Not "finish", which does not come when the caller hangs up.
    response.on("close", () => {
      const ms = performance.now() - startedAt
      // As nginx counts a caller who left before the reply.
      const status = response.writableFinished ? response.statusCode : 499
      metrics.request({ method, route, status, seconds: ms / 1000 })
      log.debug("request", { requestId, ...(traceId && { traceId }), method, route, status, ms: Math.round(ms) })
    })
    next()
  }
}
