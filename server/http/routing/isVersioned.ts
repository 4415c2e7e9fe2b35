import type { RouteDescription } from "./route.ts"

/** Replies of the interface come under two names; streams, and what stands outside it for machines that watch us, have no version. */
export const isVersioned = ({ path, reply }: Pick<RouteDescription, "path" | "reply">): boolean =>
  path.startsWith("/api/") && path !== "/api/openapi.json" && reply.text === undefined
