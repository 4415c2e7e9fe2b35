import type { Settings } from "../../../shared/conversation.ts"
import type { Cache } from "../../cache/cache.ts"
import { packageVersion } from "../../config/packageRoot.ts"
import type { Database } from "../../database/database.ts"
import { checkParts } from "./checkParts.ts"
import type { Health, HealthDetails } from "./health.ts"

export interface HealthParts {
  readonly settings: Settings
  readonly database: Pick<Database, "ready">
  readonly cache: Pick<Cache, "ready">
  readonly analyzer: { readonly queueLength: number }
  readonly lastModelCall: () => NonNullable<HealthDetails["model"]>["lastCall"]
}

export const healthOf = ({ authMode, answeredBy }: Settings): Health => ({
  status: "ok",
  version: packageVersion,
  uptimeSeconds: Math.round(process.uptime()),
  authMode,
  answeredBy,
})

/** Waits for the database and the cache to answer, as long as checkParts does. */
export async function healthDetailsOf(parts: HealthParts): Promise<HealthDetails> {
  const { rss, heapUsed } = process.memoryUsage()
  const { model } = parts.settings
  return {
    ...healthOf(parts.settings),
    node: process.version,
    memory: { residentBytes: rss, heapUsedBytes: heapUsed },
    checks: await checkParts(parts),
    analysisQueueLength: parts.analyzer.queueLength,
    model: model === null ? null : { name: model, lastCall: parts.lastModelCall() },
  }
}
