import { Router, type RequestHandler } from "express"
import type { Settings } from "../../shared/conversation.ts"
import { AppError } from "../../shared/errors.ts"
import type { Cache } from "../cache/cache.ts"
import type { Database } from "../database/database.ts"
import { packageVersion } from "./packageRoot.ts"
import { problemOf, problemType } from "./problem.ts"
import { checkParts } from "./checkParts.ts"
import type { Checks, Health, HealthDetails, NotReady } from "./health.ts"

export interface HealthParts {
  readonly settings: Settings
  readonly database: Pick<Database, "ready">
  readonly cache: Pick<Cache, "ready">
  readonly analyzer: { readonly queueLength: number }
  readonly lastModelCall: () => NonNullable<HealthDetails["model"]>["lastCall"]
  /** True once the server has begun to end: load balancers must send nothing new. */
  readonly stopping: () => boolean
}

/** `/health`, `/health/detailed` for whom `operators` lets through, and `/ready`. */
export function healthRoutes(parts: HealthParts, operators: readonly RequestHandler[]): Router {
  const router = Router()
  router.get("/health", (_request, response) => void response.json(health(parts.settings)))
  router.get("/health/detailed", ...operators, async (_request, response) => {
    const { rss, heapUsed } = process.memoryUsage()
    const { model } = parts.settings
    const details: HealthDetails = {
      ...health(parts.settings),
      node: process.version,
      memory: { residentBytes: rss, heapUsedBytes: heapUsed },
      checks: await checkParts(parts),
      analysisQueueLength: parts.analyzer.queueLength,
      model: model === null ? null : { name: model, lastCall: parts.lastModelCall() },
    }
    response.json(details)
  })
  router.get("/ready", async (_request, response) => {
    if (parts.stopping()) throw new AppError("server_stopping", "The server is stopping; send nothing new here.")
    const checks = await checkParts(parts)
    const missing = missingIn(checks)
    if (missing.length === 0) {
      response.json({ status: "ready", checks })
      return
    }
    const sentence = `Not reached: the ${missing.join(" and the ")}. Running answers go on, and the server recovers by itself.`
    const problem = problemOf(new AppError("storage_unavailable", sentence), response.get("X-Request-Id"))
    const notReady: NotReady = { ...problem, missing, checks }
    response.status(problem.status).type(problemType).send(JSON.stringify(notReady))
  })
  return router
}

function health({ authMode, answeredBy }: Settings): Health {
  return {
    status: "ok",
    version: packageVersion,
    uptimeSeconds: Math.round(process.uptime()),
    authMode,
    answeredBy,
  }
}

const missingIn = ({ database, cache }: Checks): NonNullable<NotReady["missing"]> => [
  ...(database.ok ? [] : ["database" as const]),
  ...(cache.ok ? [] : ["cache" as const]),
]
