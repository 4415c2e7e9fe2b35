import type { RouteDescription } from "./route.ts"

const methods = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"])

/** What these routes say of an address that was asked for. */
export interface Addresses {
  /** The pattern of a documented address, or a word for all others: what a log and a metric may say of a request. */
  readonly routeOf: (method: string, path: string) => { readonly method: string; readonly route: string }
  /** Methods that this address takes, in upper case; empty when there is nothing. */
  readonly methodsAt: (path: string) => readonly string[]
}

export function addressesOf(routes: readonly Pick<RouteDescription, "method" | "path">[]): Addresses {
  const patterns = [...new Set(routes.map(({ path }) => path))].map((path) => ({
    path,
    // Of the characters in our patterns, only dots and braces mean something in a regular expression.
    expression: new RegExp(`^${path.replaceAll(".", "\\.").replaceAll(/\{\w+\}/g, "[^/]+")}/?$`, "i"),
  }))
  // Some addresses fit two patterns; the one without parameters is meant.
  patterns.sort((a, b) => Number(a.path.includes("{")) - Number(b.path.includes("{")))
  const patternOf = (path: string): string => patterns.find(({ expression }) => expression.test(path))?.path ?? "other"
  return {
    routeOf: (method, path) => ({ method: methods.has(method) ? method : "other", route: patternOf(path) }),
    methodsAt: (path) => {
      const pattern = patternOf(path)
      const found = routes.filter((route) => route.path === pattern).map(({ method }) => method.toUpperCase())
      return found.includes("GET") ? [...found, "HEAD"] : found
    },
  }
}
