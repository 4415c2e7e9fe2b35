import { once } from "node:events"
import { connect, createServer, type AddressInfo, type Socket } from "node:net"

export interface TcpProxy {
  /** The target's address with the proxy's host and port. */
  readonly url: string
  /** Ends every connection and takes no new ones. */
  cut(): Promise<void>
  /** From now on nothing passes, and nobody is told: as when a network loses its packets. */
  freeze(): void
  restore(): Promise<void>
  close(): Promise<void>
}

/** Stands between a server and what it depends on, so that a test can take that away and give it back. */
export async function tcpProxy(target: string): Promise<TcpProxy> {
  const to = new URL(target)
  const sockets = new Set<Socket>()
  let frozen = false
  const server = createServer((near) => {
    const far = connect(Number(to.port), to.hostname)
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one)
      if (frozen) one.pause()
      else one.pipe(other)
      // What ends one side ends the other.
      one.on("error", () => one.destroy())
      one.on("close", () => {
        sockets.delete(one)
        other.destroy()
      })
    }
  })
  const listen = async (port: number): Promise<void> => {
    server.listen(port, "127.0.0.1")
    await once(server, "listening")
  }
  await listen(0)
  const { port } = server.address() as AddressInfo
  const url = new URL(target)
  url.hostname = "127.0.0.1"
  url.port = String(port)
  const cut = async (): Promise<void> => {
    const closed = server.listening ? once(server, "close") : undefined
    server.close()
    for (const socket of sockets) socket.destroy()
    await closed
  }
  return {
    url: url.href,
    cut,
    freeze: () => {
      frozen = true
      for (const socket of sockets) {
        socket.unpipe()
        socket.pause()
      }
    },
    restore: async () => {
      // What hung before stays lost, as its packets do.
      for (const socket of sockets) socket.destroy()
      frozen = false
      if (!server.listening) await listen(port)
    },
    close: cut,
  }
}
