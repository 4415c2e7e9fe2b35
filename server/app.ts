import { randomUUID } from "node:crypto"
import compression from "compression"
import express, { type Express, type RequestHandler } from "express"
import { rateLimit } from "express-rate-limit"
import helmet from "helmet"
import type { Settings } from "../shared/conversation.ts"
import { AppError } from "../shared/errors.ts"
import { limits } from "../shared/limits.ts"
import { analysisRoutes } from "./analysis/routes.ts"
import type { WorkerAnalyzer } from "./analysis/workerAnalyzer.ts"
import type { LocalIssuer } from "./auth/localIssuer.ts"
import { localIssuerRoutes, requireOwner, ticketRoutes } from "./auth/routes.ts"
import type { Tickets } from "./auth/tickets.ts"
import type { VerifyToken } from "./auth/verifyToken.ts"
import type { Cache } from "./cache/cache.ts"
import type { Config } from "./config.ts"
import type { Conversations } from "./conversation/conversations.ts"
import { conversationRoutes, historyRoutes } from "./conversation/routes.ts"
import { localHostsOnly } from "./localHostsOnly.ts"
import { packageVersion } from "./packageRoot.ts"
import { pageRoutes } from "./pages.ts"
import { problemHandler } from "./problem.ts"
import { eventRoutes } from "./session/eventRoutes.ts"
import type { LiveSessions } from "./session/liveSessions.ts"
import { chatRoutes } from "./session/routes.ts"
import type { Log } from "./telemetry/log.ts"

export interface AppParts {
  readonly config: Config
  readonly settings: Settings
  readonly verify: VerifyToken
  readonly issuer: LocalIssuer | undefined
  readonly tickets: Tickets
  readonly cache: Cache
  readonly heartbeatMs: number
  readonly conversations: Conversations
  readonly live: LiveSessions
  readonly analyzer: WorkerAnalyzer
  readonly log: Log
}

/** Everything that is served over http. */
export function createApp(parts: AppParts): Express {
  const { config, settings, issuer, log } = parts
  const app = express()
  app.disable("x-powered-by")
  app.set("query parser", "simple")
  // Behind a proxy on our own network, the address that rate limits count is the one that the proxy saw.
  if (config.tls.kind === "off") app.set("trust proxy", "loopback, linklocal, uniquelocal")
  app.use(requestId(log), securityHeaders(config), compression())
  if (config.auth.mode === "local") app.use(localHostsOnly(config))

  app.get("/health", (_request, response) => {
    const { authMode, answeredBy } = settings
    response.json({
      status: "ok",
      version: packageVersion,
      uptimeSeconds: Math.round(process.uptime()),
      authMode,
      answeredBy,
    })
  })
  const doors = [...requestLimit(config), express.json({ limit: limits.bodyBytes })]
  if (issuer) app.use("/auth/local", doors, localIssuerRoutes(issuer))
  app.get("/api/settings", (_request, response) => void response.json(settings))
  app.use("/api", requestLimit(config), requireOwner(parts.verify))
  // Before the JSON parser: a range is parsed in a worker.
  app.use("/api/analysis", express.raw({ type: "*/*", limit: limits.bodyBytes }), analysisRoutes(parts.analyzer))
  app.use("/api/chat", eventRoutes(parts))
  app.use("/api", express.json({ limit: limits.bodyBytes }))
  app.use("/api", ticketRoutes(parts.tickets), chatRoutes(parts), historyRoutes(parts.conversations))
  app.use("/api/conversations", conversationRoutes(parts.conversations))
  app.use(["/api", "/auth"], nothingHere)
  app.use(pageRoutes(config.development, config.auth.mode === "entra" ? config.auth.authority : undefined))
  app.use(nothingHere, problemHandler(log))
  return app
}

const nothingHere: RequestHandler = (request) => {
  throw new AppError(
    "not_found",
    `There is nothing at ${request.method} ${request.originalUrl.split("?")[0]?.slice(0, 200) ?? ""}.`,
  )
}

function requestId(log: Log): RequestHandler {
  return (request, response, next) => {
    const id = randomUUID()
    const startedAt = performance.now()
    response.set("X-Request-Id", id)
    response.on("finish", () => {
      const ms = Math.round(performance.now() - startedAt)
      log.debug("request", { requestId: id, method: request.method, status: response.statusCode, ms })
    })
    next()
  }
}

/** For everything that is no page: pages set a policy of their own. */
function securityHeaders(config: Config): RequestHandler {
  return helmet({
    contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
    xFrameOptions: { action: "deny" },
    // On localhost it would break every other program that serves plain http there.
    strictTransportSecurity: !config.development && config.tls.kind !== "dev",
  })
}

/** Against floods; questions have a limit of their own. */
function requestLimit(config: Config): RequestHandler[] {
  if (config.questionsPerMinute === null) return []
  return [
    rateLimit({
      windowMs: 60_000,
      limit: 600,
      standardHeaders: "draft-8",
      legacyHeaders: false,
      handler: (_request, _response, next) =>
        next(new AppError("rate_limited", "Too many requests; please wait a minute, then try again.")),
    }),
  ]
}
