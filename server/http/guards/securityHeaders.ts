import type { RequestHandler } from "express"
import helmet from "helmet"
import type { Config } from "../../config/config.ts"

/** For everything that is no page: pages set a policy of their own. */
export function securityHeaders(config: Pick<Config, "development" | "tls">): RequestHandler {
  return helmet({
    contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
    xFrameOptions: { action: "deny" },
    // On localhost it would break every other program that serves plain http there.
    strictTransportSecurity: !config.development && config.tls.kind !== "dev",
  })
}
