import { spawn, spawnSync } from "node:child_process"
import { once } from "node:events"
import { mkdtemp, rm } from "node:fs/promises"
import { connect, createServer, type AddressInfo } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { setTimeout as wait } from "node:timers/promises"

export interface StartedRedis {
  readonly url: string
  readonly port: number
  /** At once, like a crash. */
  kill(): Promise<void>
  /** The process is there, but does nothing until it may go on. */
  freeze(): void
  thaw(): void
}

export const redisIsInstalled = (): boolean => spawnSync("redis-server", ["--version"]).status === 0

/** A Redis of one's own, empty, on loopback; on a free port unless one is given. It ends with this process. `more` as in redis.conf. */
export async function startRedis(port?: number, more: readonly string[] = []): Promise<StartedRedis> {
  const chosen = port ?? (await freePort())
  const folder = await mkdtemp(join(tmpdir(), "redis-"))
  const options = [
    "--bind",
    "127.0.0.1",
    "--port",
    String(chosen),
    "--save",
    "",
    "--appendonly",
    "no",
    "--dir",
    folder,
    ...more,
  ]
  const server = spawn("redis-server", options, { stdio: "ignore" })
  const ended = once(server, "exit")
  const endWithUs = (): void => void server.kill("SIGKILL")
  process.once("exit", endWithUs)
  while (!(await accepts(chosen))) {
    if (server.exitCode !== null) throw new Error(`redis-server ended with ${server.exitCode} on port ${chosen}.`)
    await wait(20)
  }
  return {
    url: `redis://127.0.0.1:${chosen}`,
    port: chosen,
    kill: async () => {
      process.off("exit", endWithUs)
      server.kill("SIGKILL")
      await ended
      await rm(folder, { recursive: true, force: true })
    },
    freeze: () => void server.kill("SIGSTOP"),
    thaw: () => void server.kill("SIGCONT"),
  }
}

/** A port of loopback where nothing listens. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1")
  await once(server, "listening")
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, "close")
  return port
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1", () => {
      socket.destroy()
      resolve(true)
    })
    socket.once("error", () => resolve(false))
  })
}
