import compression from "compression"
import express, { type Express, type RequestHandler } from "express"
import helmet from "helmet"
import type { Settings } from "../../shared/conversation.ts"
import { AppError } from "../../shared/errors.ts"
import { limits } from "../../shared/limits.ts"
import { analysisRoutes } from "../analysis/routes.ts"
import type { WorkerAnalyzer } from "../analysis/workerAnalyzer.ts"
import { crossOrigin } from "./crossOrigin.ts"
import { docsRoutes } from "./docsRoutes.ts"
import { healthRoutes, type HealthParts } from "./healthRoutes.ts"
import { hostNamed } from "./httpGuard.ts"
import { jsonBody, jsonBytes } from "./jsonBody.ts"
import { largeBodies } from "./largeBodies.ts"
import { metricsRoute } from "./metricsRoute.ts"
import type { Operation } from "./operation.ts"
import { operationsFor } from "./operations.ts"
import { noRequestLimit, requestLimit } from "./requestLimit.ts"
import { requestRecord } from "./requestRecord.ts"
import { methodsAt } from "./routeOf.ts"
import { negotiateVersion } from "./version.ts"
import type { LocalIssuer } from "../auth/localIssuer.ts"
import { localIssuerRoutes, requireOwner, ticketRoutes } from "../auth/routes.ts"
import type { Tickets } from "../auth/tickets.ts"
import type { VerifyToken } from "../auth/verifyToken.ts"
import type { Cache } from "../cache/cache.ts"
import { rateLimitStore } from "../cache/rateLimitStore.ts"
import type { Config } from "../config/config.ts"
import type { Conversations } from "../conversation/conversations.ts"
import { conversationRoutes, historyRoutes } from "../conversation/routes.ts"
import { knowledgeRoutes, type KnowledgeRouteParts } from "../knowledge/routes.ts"
import { localHostsOnly } from "./localHostsOnly.ts"
import { pageRoutes } from "./pages.ts"
import { problemHandler } from "./problem.ts"
import { eventRoutes } from "../session/eventRoutes.ts"
import type { LiveSessions } from "../session/liveSessions.ts"
import type { OpenPanes } from "../session/pane/openPanes.ts"
import type { MessageReaders } from "../session/messages/openMessageReaders.ts"
import { chatRoutes } from "../session/routes.ts"
import { describeError, type Log } from "../telemetry/log.ts"
import type { Metrics } from "../telemetry/metrics.ts"
import type { Files } from "../files/files.ts"
import { fileRoutes } from "../files/routes.ts"
import { workbookRoutes, type WorkbookRouteParts } from "../workbooks/routes.ts"

export interface AppParts extends HealthParts, WorkbookRouteParts, KnowledgeRouteParts {
  readonly config: Config
  readonly settings: Settings
  readonly verify: VerifyToken
  readonly issuer: LocalIssuer | undefined
  readonly tickets: Tickets
  readonly cache: Cache
  readonly heartbeatMs: number
  readonly conversations: Conversations
  readonly live: LiveSessions
  readonly lines: OpenPanes
  readonly messageReaders: MessageReaders
  readonly files: Files
  readonly analyzer: WorkerAnalyzer
  readonly log: Log
  readonly metrics: Metrics
}

/** Bytes of a body that holds no cells. */
const smallBody = 64 * 1024

const blockPath = "/api/workbooks/:workbookId/blocks/:hash"

/** Everything that is served over http. */
export function createApp(parts: AppParts): Express {
  const { config, settings, issuer, log } = parts
  const local = config.auth.mode === "local"
  const operations = operationsFor(config.auth.mode)
  const app = express()
  app.disable("x-powered-by")
  app.set("query parser", "simple")
  // Behind a proxy on our own network, the address that rate limits count is the one that the proxy saw. No further one: on such
  // a network the proxy's callers have private addresses too, and may claim whatever they like.
  if (config.tls.kind === "off") {
    app.set("trust proxy", "loopback, linklocal, uniquelocal")
    const isPrivate = app.get("trust proxy fn") as (address: string, hop: number) => boolean
    app.set("trust proxy", (address: string, hop: number) => hop === 0 && isPrivate(address, hop))
  }
  app.use(requestRecord(log, parts.metrics), hostNamed, securityHeaders(config), compression())
  if (local) app.use(localHostsOnly(config))
  const signIn = requireOwner(parts.verify)
  app.use(["/health", "/ready"], noStore)
  app.use(healthRoutes(parts, local ? [] : [signIn]), metricsRoute(parts.metrics, config.metricsToken))

  const limit = limitOf(parts)
  if (issuer) app.use("/auth/local", noStore, limit.byAddress, jsonBody(smallBody), localIssuerRoutes(issuer))
  app.use("/api", crossOrigin(config.allowedOrigins), docsRoutes(operations), noStore)
  app.get("/api/settings", negotiateVersion, (_request, response) => void response.json(settings))
  app.use("/api", signIn, limit.refused)
  // A first sync of a large workbook is thousands of blocks; few of them are under way at once.
  app.put(blockPath, largeBodies(), negotiateVersion, jsonBytes(limits.messageBytes))
  app.use("/api", unlessBlock(limit.byOwner))
  app.post(["/api/chat", "/api/chat/:sessionId/messages", "/api/analysis/range"], largeBodies())
  app.post("/api/files/upload", largeBodies())
  // Before the version: a stream of events has none.
  app.post("/api/chat/:sessionId/messages", negotiateVersion, jsonBytes(limits.messageBytes * 2))
  app.use("/api/chat", eventRoutes(parts))
  app.use("/api", negotiateVersion)
  // Before the JSON parser: cells are parsed where they hold up nobody.
  app.post(["/api/chat", "/api/analysis/range"], jsonBytes(limits.bodyBytes))
  app.use("/api", chatRoutes(parts))
  app.use("/api/analysis", analysisRoutes(parts.analyzer))
  app.put(["/api/workbooks/:workbookId", "/api/workbooks/:workbookId/sheets/:sheetId"], jsonBody(limits.messageBytes))
  app.use("/api/workbooks", workbookRoutes(parts))
  app.use("/api/files", fileRoutes(parts.files))
  app.use("/api/knowledge", jsonBody(limits.messageBytes), knowledgeRoutes(parts))
  app.use("/api", jsonBody(smallBody))
  app.use("/api", ticketRoutes(parts.tickets), historyRoutes(parts.conversations))
  app.use(
    "/api/conversations",
    conversationRoutes(parts.conversations, (owner, sessionId) => parts.live.deleted(owner, sessionId)),
  )
  app.use(["/api", "/auth", "/health", "/ready", "/metrics"], nothingHere(operations))
  app.use(pageRoutes(config.development, config.auth.mode === "entra" ? config.auth.authority : undefined))
  app.use(nothingHere(operations), problemHandler(log))
  return app
}

const unlessBlock =
  (handler: RequestHandler): RequestHandler =>
  (request, response, next) =>
    request.method === "PUT" && /^\/workbooks\/[^/]+\/blocks\//.test(request.path)
      ? next()
      : handler(request, response, next)

/** What is said to one person is kept by no cache on the way. */
const noStore: RequestHandler = (_request, response, next) => {
  response.set("Cache-Control", "no-store")
  next()
}

function nothingHere(offered: readonly Operation[]): RequestHandler {
  return (request, response) => {
    const path = request.originalUrl.split("?")[0] ?? ""
    const methods = methodsAt(path, offered)
    if (methods.length === 0)
      throw new AppError("not_found", `There is nothing at ${request.method} ${path.slice(0, 200)}.`)
    response.set("Allow", methods.join(", "))
    throw new AppError("method_not_allowed", `This address takes ${methods.join(", ")} only.`)
  }
}

function limitOf({ config, cache, log }: AppParts) {
  if (config.questionsPerMinute === null) return noRequestLimit
  return requestLimit((sender) => rateLimitStore(cache, sender), {
    warn: (error) => log.warn("requests are not counted well", { error: describeError(error) }),
    error: (error) => log.error("requests are not counted", { error: describeError(error) }),
  })
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
