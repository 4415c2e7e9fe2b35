import type { Express, RequestHandler } from "express"
import type { Route, RouteDescription } from "./route.ts"

/** Serves these routes, each behind its guards. */
export function mountRoutes<Parts>(
  app: Express,
  routes: readonly Route<Parts>[],
  parts: Parts,
  guardsOf: (route: RouteDescription) => readonly RequestHandler[],
): void {
  for (const route of routes)
    app[route.method](
      route.path.replaceAll(/\{(\w+)\}/g, ":$1"),
      ...guardsOf(route),
      (request: Parameters<RequestHandler>[0], response: Parameters<RequestHandler>[1]) =>
        route.run(parts, request, response),
    )
}
