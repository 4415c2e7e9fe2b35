import type { RequestHandler } from "express"

/** What is said to one person is kept by no cache on the way. */
export const noStore: RequestHandler = (_request, response, next) => {
  response.set("Cache-Control", "no-store")
  next()
}
