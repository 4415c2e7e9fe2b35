import { createServer, request as forward, type RequestOptions } from "node:https"
import type { IncomingMessage } from "node:http"
import type { AddressInfo } from "node:net"
import type { Duplex } from "node:stream"
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { loadCertificate } from "../../server/http/listening/tls.ts"

export interface BlockingProxy {
  readonly url: string
  /** Sockets that somebody tried to open. */
  readonly upgrades: () => number
  /** Cuts every stream of events that is under way. */
  readonly cut: () => void
  readonly close: () => Promise<void>
}

/**
 * An https proxy as companies have them: plain requests go through, but upgrades are `refused`, or let through and then
 * `swallowed`: nothing the server says after its handshake arrives.
 */
export async function startBlockingProxy(target: string, upgrades: "refused" | "swallowed"): Promise<BlockingProxy> {
  const folder = await mkdtemp(join(tmpdir(), "excel-chat-proxy-"))
  const certificate = await loadCertificate({ kind: "dev" }, folder)
  if (!certificate) throw new Error("There is no development certificate.")
  const streams = new Set<Duplex>()
  const open = new Set<Duplex>()
  let tried = 0
  const onward = ({ method, url, headers }: IncomingMessage): RequestOptions & { path: string } => ({
    method,
    headers,
    path: url ?? "/",
    rejectUnauthorized: false,
  })
  const server = createServer({ cert: certificate.cert, key: certificate.key }, (request, response) => {
    const options = onward(request)
    const passed = forward(new URL(options.path, target), options, (reply) => {
      response.writeHead(reply.statusCode ?? 502, reply.headers)
      if (options.path.endsWith("/events")) streams.add(request.socket)
      reply.pipe(response)
    })
    passed.on("error", () => response.destroy())
    response.on("close", () => passed.destroy())
    request.pipe(passed)
  })
  server.on("secureConnection", (socket: Duplex) => {
    open.add(socket)
    socket.on("close", () => open.delete(socket))
  })
  server.on("upgrade", (request: IncomingMessage, socket: Duplex) => {
    tried++
    socket.on("error", () => socket.destroy())
    if (upgrades === "refused") {
      socket.end("HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n")
      return
    }
    const options = onward(request)
    const passed = forward(new URL(options.path, target), options)
    passed.on("error", () => socket.destroy())
    passed.on("upgrade", (reply, upstream) => {
      const lines = Object.entries(reply.headers).map(([name, value]) => `${name}: ${String(value)}`)
      socket.write(`HTTP/1.1 101 Switching Protocols\r\n${lines.join("\r\n")}\r\n\r\n`)
      socket.pipe(upstream)
      upstream.resume()
      upstream.on("error", () => socket.destroy())
      socket.on("close", () => upstream.destroy())
    })
    passed.end()
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  return {
    url: `https://localhost:${(server.address() as AddressInfo).port}`,
    upgrades: () => tried,
    cut: () => {
      for (const stream of streams) stream.destroy()
      streams.clear()
    },
    close: async () => {
      for (const socket of open) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
      await rm(folder, { recursive: true, force: true })
    },
  }
}
