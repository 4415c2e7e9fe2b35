import { request as httpRequest } from "node:http"
import type { RouteDescription } from "../../server/http/routing/route.ts"
import type { TestServer } from "./startTestServer.ts"

export interface Answer {
  readonly status: number
  readonly type: string | null
  readonly body: unknown
}

/** What fetch does not let a program send: another host, a length without a body. */
export function rawCall(
  server: TestServer,
  operation: RouteDescription,
  path: string,
  headers: Readonly<Record<string, string>>,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(server.url + path, { method: operation.method.toUpperCase(), headers }, (response) => {
      let text = ""
      response.on("data", (chunk) => (text += String(chunk)))
      response.on("end", () => {
        request.destroy()
        const type = response.headers["content-type"] ?? null
        resolve({ status: response.statusCode ?? 0, type, body: JSON.parse(text) as unknown })
      })
    })
    request.on("error", reject)
    request.flushHeaders()
    if (!("content-length" in headers)) request.end()
  })
}
