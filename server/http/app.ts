import compression from "compression"
import express, { type Express } from "express"
import { rateLimitStore } from "../cache/rateLimitStore.ts"
import type { VerifyToken } from "../auth/verifyToken.ts"
import type { Cache } from "../cache/cache.ts"
import type { Config } from "../config/config.ts"
import { describeError, type Log } from "../telemetry/log.ts"
import type { Metrics } from "../telemetry/metrics.ts"
import { crossOrigin } from "./guards/crossOrigin.ts"
import { hostNamed } from "./guards/hostNamed.ts"
import { localHostsOnly } from "./guards/localHostsOnly.ts"
import { metricsAccess } from "./guards/metricsAccess.ts"
import { noStore } from "./guards/noStore.ts"
import { noRequestLimit, requestLimit, type RequestLimit } from "./guards/requestLimit.ts"
import { securityHeaders } from "./guards/securityHeaders.ts"
import { requireOwner } from "./guards/signIn.ts"
import { trustProxy } from "./guards/trustProxy.ts"
import { negotiateVersion } from "./guards/version.ts"
import { docsPages } from "./openapi/docsPages.ts"
import { openApiDocument } from "./openapi/openApi.ts"
import { pageRoutes } from "./pages/pages.ts"
import { problemHandler } from "./problems/problem.ts"
import { requestRecord } from "./requestRecord.ts"
import { allRoutes, routesFor, type RouteParts } from "./routes/allRoutes.ts"
import { addressesOf } from "./routing/addressesOf.ts"
import { guardsOf } from "./routing/guardsOf.ts"
import { mountRoutes } from "./routing/mountRoutes.ts"
import { nothingHere } from "./routing/nothingHere.ts"
import type { Route } from "./routing/route.ts"

export interface AppParts extends Omit<RouteParts, "openApi"> {
  readonly config: Config
  readonly verify: VerifyToken
  readonly cache: Cache
  readonly log: Log
  readonly metrics: Metrics
}

/** Everything that is served over http. */
export function createApp(parts: AppParts): Express {
  const { config, log, metrics } = parts
  const local = config.auth.mode === "local"
  const offered = routesFor(config.auth.mode)
  const nothing = nothingHere(addressesOf(offered))
  const app = express()
  app.disable("x-powered-by")
  app.set("query parser", "simple")
  if (config.tls.kind === "off") trustProxy(app)
  app.use(requestRecord(addressesOf(allRoutes), log, metrics), hostNamed, securityHeaders(config), compression())
  if (local) app.use(localHostsOnly(config))

  const signIn = requireOwner(parts.verify)
  const limit = limitOf(parts)
  const guards = guardsOf(
    {
      public: [],
      // Whoever comes to these has signed in: the whole of /api behind the public routes asks for it.
      signedIn: [],
      operator: local ? [] : [signIn],
      metrics: [metricsAccess(config.metricsToken)],
    },
    limit,
  )
  const routeParts = { ...parts, openApi: openApiDocument(offered) }
  const mount = (chosen: (route: Route<RouteParts>) => boolean): void =>
    mountRoutes(app, offered.filter(chosen), routeParts, guards)

  app.use(["/health", "/ready", "/auth/local"], noStore)
  mount((route) => !isInApi(route))
  app.use("/api", crossOrigin(config.allowedOrigins), docsPages(), noStore)
  mount((route) => isInApi(route) && route.access === "public")
  app.use("/api", signIn, limit.refused)
  mount((route) => isInApi(route) && route.access !== "public")
  app.use("/api", limit.byOwner, negotiateVersion)
  app.use(["/api", "/auth", "/health", "/ready", "/metrics"], nothing)
  app.use(pageRoutes(config.development, config.auth.mode === "entra" ? config.auth.authority : undefined))
  app.use(nothing, problemHandler(log))
  return app
}

const isInApi = ({ path }: Route<RouteParts>): boolean => path.startsWith("/api/")

function limitOf({ config, cache, log }: AppParts): RequestLimit {
  if (config.questionsPerMinute === null) return noRequestLimit
  return requestLimit((sender) => rateLimitStore(cache, sender), {
    warn: (error) => log.warn("requests are not counted well", { error: describeError(error) }),
    error: (error) => log.error("requests are not counted", { error: describeError(error) }),
  })
}
