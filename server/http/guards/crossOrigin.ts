import cors from "cors"
import type { RequestHandler } from "express"

/** Lets pages of the allowed origins call the interface; to all others it says nothing, and the browser refuses. */
export function crossOrigin(allowedOrigins: readonly string[]): RequestHandler {
  const allowed = new Set(allowedOrigins)
  return cors((request, callback) => {
    const { origin } = request.headers
    if (origin === undefined || !allowed.has(origin)) callback(null, { origin: false })
    else
      callback(null, {
        origin,
        methods: ["GET", "POST", "PATCH", "DELETE"],
        allowedHeaders: ["Authorization", "Content-Type", "Traceparent"],
        exposedHeaders: ["X-Request-Id", "RateLimit", "RateLimit-Policy", "Retry-After"],
        maxAge: 600,
      })
  })
}
