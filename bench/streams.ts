import { fork, type ChildProcess } from "node:child_process"
import { once } from "node:events"
import { fileURLToPath } from "node:url"
import { WebSocket } from "ws"
import { percentile } from "./percentile.ts"
import { chunks, everyMs, text } from "./streamPace.ts"

const streams = 500
/** The streams begin one after the other over this time, as people do. */
const startMs = 5000

interface Measured {
  readonly gaps: number[]
  readonly lost: number
  readonly growthMb: number
  readonly cpuShare: number
}

/** The usage of the server's process: bytes, and microseconds of both kinds of time. */
async function usage(server: ChildProcess): Promise<{ rss: number; microseconds: number }> {
  server.send("usage")
  const [{ rss, cpu }] = (await once(server, "message")) as [{ rss: number; cpu: NodeJS.CpuUsage }]
  return { rss, microseconds: cpu.user + cpu.system }
}

async function post(
  url: string,
  path: string,
  token: string | undefined,
  body: object,
): Promise<Record<string, string>> {
  const headers = { "content-type": "application/json", ...(token && { authorization: `Bearer ${token}` }) }
  const response = await fetch(url + path, { method: "POST", headers, body: JSON.stringify(body) })
  if (!response.ok) throw new Error(`${path}: ${response.status}`)
  return (await response.json()) as Record<string, string>
}

async function openChat(url: string, index: number): Promise<WebSocket> {
  const { accessToken } = await post(url, "/auth/local/token", undefined, { user: `user ${index}` })
  const { sessionId } = await post(url, "/api/conversations/sessions", accessToken, {})
  const { ticket } = await post(url, "/api/ws-ticket", accessToken, {})
  const socket = new WebSocket(`${url.replace("http", "ws")}/ws/chat/${sessionId}?ticket=${ticket}`)
  await once(socket, "message")
  return socket
}

async function openEcho(url: string): Promise<WebSocket> {
  const socket = new WebSocket(url.replace("http", "ws"))
  await once(socket, "open")
  return socket
}

/** Asks, and resolves when the answer has come: the gaps between its chunks in ms, and how many chunks did not come as said. */
function readStream(socket: WebSocket): Promise<{ gaps: number[]; lost: number }> {
  return new Promise((resolve, reject) => {
    const gaps: number[] = []
    let last: number | undefined
    let next = 0
    socket.on("message", (data: Buffer) => {
      const message = JSON.parse(data.toString("utf8")) as { type: string; content?: string }
      if (message.type === "assistant_response_chunk") {
        const now = performance.now()
        if (message.content === text(next)) next++
        if (last !== undefined) gaps.push(now - last)
        last = now
      } else if (message.type === "assistant_response_complete") {
        socket.close()
        resolve({ gaps, lost: chunks - next })
      } else if (message.type === "error") reject(new Error(data.toString("utf8")))
    })
    socket.send(JSON.stringify({ v: 1, type: "user_message", messageId: "m1", content: "Tell me a long story" }))
  })
}

async function measure(kind: "chat" | "echo"): Promise<Measured> {
  const server = fork(fileURLToPath(new URL("./streamServer.ts", import.meta.url)), [kind], {
    execArgv: ["--import=tsx", "--no-warnings=ExperimentalWarning"],
  })
  const [{ url }] = (await once(server, "message")) as [{ url: string }]
  const sockets: WebSocket[] = []
  for (let index = 0; index < streams; index++)
    sockets.push(await (kind === "chat" ? openChat(url, index) : openEcho(url)))
  const before = await usage(server)
  const startedAt = performance.now()
  const reading = sockets.map(async (socket, index) => {
    await new Promise((resolve) => setTimeout(resolve, (index * startMs) / streams))
    return readStream(socket)
  })
  await new Promise((resolve) => setTimeout(resolve, startMs + (chunks * everyMs) / 2))
  const during = await usage(server)
  const seconds = (performance.now() - startedAt) / 1000
  const read = await Promise.all(reading)
  server.kill()
  return {
    gaps: read.flatMap(({ gaps }) => gaps),
    lost: read.reduce((sum, { lost }) => sum + lost, 0),
    growthMb: (during.rss - before.rss) / 1024 / 1024,
    cpuShare: (during.microseconds - before.microseconds) / 1e6 / seconds,
  }
}

/** Prints how evenly 500 answers stream at once from one process, beside a bare socket that says the same. */
export async function streamsBench(): Promise<void> {
  const stores = [
    process.env["TEST_DATABASE_URL"] ? "PostgreSQL" : "PGlite",
    process.env["TEST_REDIS_URL"] ? "Redis" : "memory",
  ].join(", ")
  console.log(`\n${streams} streams of ${chunks} chunks, one every ${everyMs} ms (target: p99 gap < 100 ms, none lost)`)
  for (const [name, kind] of [
    ["peer: a bare ws server", "echo"],
    [`chat server (${stores})`, "chat"],
  ] as const) {
    const { gaps, lost, growthMb, cpuShare } = await measure(kind)
    const [p50, p99] = [percentile(gaps, 0.5), percentile(gaps, 0.99)]
    console.log(
      `  ${name.padEnd(40)} gap p50 ${p50.toFixed(1)} ms  p99 ${p99.toFixed(1)} ms  lost ${lost}` +
        `  memory +${growthMb.toFixed(0)} MB  ${(cpuShare * 100).toFixed(0)} % of a core`,
    )
  }
}
