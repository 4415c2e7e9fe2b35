import type { Operation } from "./operation.ts"
import { operations } from "./operations.ts"

const patterns = [...new Set(operations.map(({ path }) => path))].map((path) => ({
  path,
  // A pattern of ours holds no character that means something else in an expression but dots and braces.
  expression: new RegExp(`^${path.replaceAll(".", "\\.").replaceAll(/\{\w+\}/g, "[^/]+")}/?$`, "i"),
}))
// Some addresses fit two patterns; the one without parameters is meant.
patterns.sort((a, b) => Number(a.path.includes("{")) - Number(b.path.includes("{")))

const methods = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"])

/** The pattern of a documented address, or a word for all others: what a log and a metric may say of a request. */
export function routeOf(method: string, path: string): { readonly method: string; readonly route: string } {
  const known = patterns.find(({ expression }) => expression.test(path))
  return { method: methods.has(method) ? method : "other", route: known?.path ?? "other" }
}

/** Methods of these operations at this address; empty when there is nothing. */
export function methodsAt(path: string, offered: readonly Operation[]): readonly string[] {
  const { route } = routeOf("GET", path)
  const found = offered.filter((operation) => operation.path === route).map(({ method }) => method.toUpperCase())
  return found.includes("GET") ? [...found, "HEAD"] : found
}
