import { createHash, timingSafeEqual } from "node:crypto"
import type { Request, RequestHandler } from "express"
import { AppError } from "../../../shared/errors.ts"
import { isLoopback } from "../../config/isLoopback.ts"

/**
 * Who may read the metrics: with METRICS_TOKEN who brings it as a bearer token, without it programs on this machine.
 * They hold no content, but how much a company asks is nobody else's business either. @throws AppError unauthenticated, forbidden.
 */
export const metricsAccess = (token: string | undefined): RequestHandler =>
  token === undefined ? fromHere : withToken(token)

const fromHere: RequestHandler = (request, _response, next) => {
  if (!isLoopback(senderOf(request)) || wasForwarded(request))
    throw new AppError("forbidden", "Metrics are for this machine only; set METRICS_TOKEN to read them from elsewhere.")
  next()
}

/** The connection's own address, which no header can change; IPv4 without its IPv6 clothing. */
const senderOf = (request: Request): string => (request.socket.remoteAddress ?? "").replace(/^::ffff:/, "")

/** A proxy on this machine speaks for others. */
const wasForwarded = (request: Request): boolean =>
  ["forwarded", "via", "x-forwarded-for", "x-real-ip"].some((name) => name in request.headers)

function withToken(token: string): RequestHandler {
  const expected = digest(token)
  return (request, _response, next) => {
    const given = /^Bearer +(\S+)$/i.exec(request.get("authorization") ?? "")?.[1]
    // Digests have one length, so that the comparison takes one time.
    if (given === undefined || !timingSafeEqual(digest(given), expected))
      throw new AppError("unauthenticated", "Metrics need the bearer token that METRICS_TOKEN holds.")
    next()
  }
}

const digest = (text: string): Buffer => createHash("sha256").update(text).digest()
