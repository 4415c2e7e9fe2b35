import { AppError } from "../../../shared/errors.ts"
import type { Metrics } from "../../telemetry/metrics.ts"
import { checkParts } from "../health/checkParts.ts"
import {
  healthDetailsSchema,
  healthSchema,
  missingIn,
  notReadySchema,
  readySchema,
  type NotReady,
} from "../health/health.ts"
import { healthDetailsOf, healthOf, type HealthParts } from "../health/healthOf.ts"
import { problemOf, problemType } from "../problems/problem.ts"
import { everybody } from "../routing/rights.ts"
import { routesNeeding } from "../routing/routesNeeding.ts"

export interface OperatingParts extends HealthParts {
  readonly metrics: Pick<Metrics, "read">
  /** True once the server has begun to end: load balancers must send nothing new. */
  readonly stopping: () => boolean
}

const route = routesNeeding<OperatingParts>()

/** For machines and people that watch the server. */
export const operatingRoutes = [
  route({
    id: "health",
    tag: "Operating",
    method: "get",
    path: "/health",
    summary: "Whether the process is alive",
    ...everybody,
    reply: { status: 200, description: "It is.", json: { name: "Health", schema: healthSchema } },
    problems: [],
    handle: ({ settings }) => healthOf(settings),
  }),
  route({
    id: "healthDetails",
    tag: "Operating",
    method: "get",
    path: "/health/detailed",
    summary: "How the server and its parts are",
    access: "operator",
    rateLimit: "none",
    reply: {
      status: 200,
      description: "Versions, memory and parts.",
      json: { name: "HealthDetails", schema: healthDetailsSchema },
    },
    problems: [],
    handle: healthDetailsOf,
  }),
  route({
    id: "ready",
    tag: "Operating",
    method: "get",
    path: "/ready",
    summary: "Whether to send requests here",
    description: "Both the database and the cache must answer within a second, and the server must not be stopping.",
    ...everybody,
    reply: { status: 200, description: "Send them.", json: { name: "Ready", schema: readySchema } },
    problems: ["storage_unavailable", "server_stopping"],
    problem: { name: "NotReady", schema: notReadySchema },
    respond: async (parts, _call, { response }) => {
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
    },
  }),
  route({
    id: "metrics",
    tag: "Operating",
    method: "get",
    path: "/metrics",
    summary: "Counts and durations for Prometheus",
    description: "With METRICS_TOKEN for who brings it, without it for programs on the server's own machine.",
    access: "metrics",
    rateLimit: "none",
    reply: { status: 200, description: "Prometheus' text format.", text: "text/plain" },
    problems: ["unauthenticated", "forbidden"],
    respond: async ({ metrics }, _call, { response }) => {
      const { type, text } = await metrics.read()
      response.set({ "Content-Type": type, "Cache-Control": "no-store" }).send(text)
    },
  }),
]
