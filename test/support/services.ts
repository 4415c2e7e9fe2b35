import { redisIsInstalled } from "./startRedis.ts"

const said = new Set<string>()

function sayOnce(reason: string): undefined {
  if (!said.has(reason)) console.warn(reason)
  said.add(reason)
  return undefined
}

/** A Redis that tests may share: use keys that nobody else has. Undefined, and said why, when there is none. */
export const testRedisUrl = (): string | undefined =>
  process.env["TEST_REDIS_URL"] ||
  sayOnce(
    "Skipped: tests on a shared Redis; install redis-server, or set TEST_REDIS_URL to one that may be written to.",
  )

/** Whether tests can start and kill a Redis of their own; said why when they cannot. */
export function canStartRedis(): boolean {
  const installed = redisIsInstalled()
  if (!installed) sayOnce("Skipped: tests that kill a Redis; install redis-server.")
  return installed
}
