import assert from "node:assert/strict"
import type { Express } from "express"
import { allRoutes } from "../../../server/http/routes/allRoutes.ts"
import { createApp, type AppParts } from "../../../server/http/app.ts"
import { memoryCache } from "../../../server/cache/memoryCache.ts"
import { testConfig } from "../../support/startTestServer.ts"

interface Layer {
  readonly route?: { readonly path: string | string[]; readonly methods: Readonly<Record<string, boolean>> }
  readonly handle?: { readonly stack?: readonly Layer[] }
}

/** Pages and what they are made of; everything else is interface. */
const isPage = (path: string): boolean =>
  path.endsWith(".html") || path === "/" || path === "/playground" || path === "/docs" || path.startsWith("/docs/")

/** `get /sessions/{sessionId}`; where a router is mounted, Express does not keep. */
function routesIn(stack: readonly Layer[]): string[] {
  return stack.flatMap(({ route, handle }) =>
    route
      ? [route.path].flat().flatMap((path) => {
          const pattern = path.replaceAll(/:(\w+)/g, "{$1}")
          return Object.keys(route.methods).map((method) => `${method} ${pattern}`)
        })
      : routesIn(handle?.stack ?? []),
  )
}

describe("createApp", () => {
  it("mounts no route that is neither described nor a page", () => {
    // Only what is asked while mounting; no request is made.
    const parts = { config: testConfig("", {}), cache: memoryCache(), issuer: {} } as unknown as AppParts
    const app = createApp(parts) as Express & { readonly router: { readonly stack: readonly Layer[] } }
    const described = allRoutes.map(({ method, path }) => `${method} ${path}`)
    const mounted = routesIn(app.router.stack)
    const isDescribed = (route: string): boolean => {
      const [method, path = ""] = route.split(" ")
      return described.some((known) => known.startsWith(`${method} `) && known.endsWith(path))
    }
    assert.ok(mounted.length >= allRoutes.length)
    assert.deepEqual(
      mounted.filter((route) => !isDescribed(route) && !isPage(route.split(" ")[1] ?? "")),
      [],
    )
  })
})
