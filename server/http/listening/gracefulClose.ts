import type { Server } from "node:http"
import type { Socket } from "node:net"
import { Server as TlsServer } from "node:tls"

/** How long requests in progress may take to end. */
const patienceMs = 5000

/** The way to close a server, to be made before it listens: hangs up on every connection that has no request in progress. */
export function gracefulClose(server: Server): () => Promise<void> {
  // Browsers open connections ahead of need; to Node these are not idle.
  const unused = new Set<Socket>()
  // With TLS the requests come on a socket of their own.
  server.on(server instanceof TlsServer ? "secureConnection" : "connection", (socket: Socket) => {
    unused.add(socket)
    socket.once("close", () => unused.delete(socket))
  })
  const leave = ({ socket }: { readonly socket: Socket }): void => void unused.delete(socket)
  server.on("request", leave)
  server.on("upgrade", leave)
  return () =>
    new Promise((resolve) => {
      const idle = setInterval(() => server.closeIdleConnections(), 50)
      const late = setTimeout(() => server.closeAllConnections(), patienceMs)
      server.close(() => {
        clearInterval(idle)
        clearTimeout(late)
        resolve()
      })
      server.closeIdleConnections()
      for (const socket of unused) socket.destroy()
    })
}
