import type { Express } from "express"

/**
 * Behind a proxy on our own network, the address that rate limits count is the one that the proxy saw. No further one: on such
 * a network the proxy's callers have private addresses too, and may claim whatever they like.
 */
export function trustProxy(app: Express): void {
  app.set("trust proxy", "loopback, linklocal, uniquelocal")
  const isPrivate = app.get("trust proxy fn") as (address: string, hop: number) => boolean
  app.set("trust proxy", (address: string, hop: number) => hop === 0 && isPrivate(address, hop))
}
