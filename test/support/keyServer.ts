import { createServer, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"

export interface KeyServer {
  /** In place of `https://login.microsoftonline.com`. */
  readonly authority: string
  /** The path of every request, in order. */
  readonly asked: string[]
  /** What the next requests get: keys, or any other answer. */
  serve(answer: readonly object[] | ((response: ServerResponse) => void)): void
  close(): Promise<void>
}

/** Stands in for Entra's keys, on loopback. */
export async function startKeyServer(keys: readonly object[]): Promise<KeyServer> {
  const asked: string[] = []
  const withKeys =
    (list: readonly object[]) =>
    (response: ServerResponse): void =>
      void response.setHeader("content-type", "application/json").end(JSON.stringify({ keys: list }))
  let answer = withKeys(keys)
  const server = createServer((request, response) => {
    asked.push(request.url ?? "")
    answer(response)
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  return {
    authority: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    serve: (next) => {
      answer = typeof next === "function" ? next : withKeys(next)
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
