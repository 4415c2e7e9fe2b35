import type { RequestHandler } from "express"
import { largeBodies } from "../guards/largeBodies.ts"
import { readBytes, readJson } from "../guards/readBody.ts"
import type { RequestLimit } from "../guards/requestLimit.ts"
import { negotiateVersion } from "../guards/version.ts"
import { isVersioned } from "./isVersioned.ts"
import type { LargeGroup, RouteDescription } from "./route.ts"

/** What a request must pass before the handler of its route sees it, in this order. */
export function guardsOf(
  access: Readonly<Record<RouteDescription["access"], readonly RequestHandler[]>>,
  limit: RequestLimit,
): (route: RouteDescription) => readonly RequestHandler[] {
  const large: Record<LargeGroup, RequestHandler> = {
    questions: largeBodies(),
    blocks: largeBodies(),
    files: largeBodies(),
  }
  const counted = { owner: [limit.byOwner], address: [limit.byAddress], none: [] }
  return (route) => [
    ...access[route.access],
    ...counted[route.rateLimit],
    ...(route.body?.large ? [large[route.body.large]] : []),
    ...(isVersioned(route) ? [negotiateVersion] : []),
    ...(route.body ? reading(route.body) : []),
  ]
}

function reading({ as, maxBytes }: NonNullable<RouteDescription["body"]>): readonly RequestHandler[] {
  switch (as) {
    case "json":
      return readJson(maxBytes)
    case "bytes":
      return readBytes(maxBytes)
    case "form":
      return []
  }
}
