import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { mkdtemp } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { setTimeout as wait } from "node:timers/promises"
import { WebSocketServer } from "ws"
import type { LanguageModel } from "../server/models/languageModel.ts"
import { startServer } from "../server/compose/startServer.ts"
import { noAnalyzer, testConfig } from "../test/support/startTestServer.ts"
import { chunks, everyMs, text } from "./streamPace.ts"

/** The server side of the bench of streams, in a process of its own: `chat` is ours, `echo` a bare socket at the same pace. */
async function* paced(): AsyncGenerator<string> {
  const startedAt = performance.now()
  for (let index = 0; index < chunks; index++) {
    // Against the clock, so that a late chunk does not make all later ones late.
    await wait(Math.max(0, startedAt + (index + 1) * everyMs - performance.now()))
    yield text(index)
  }
}

const pacedModel: LanguageModel = {
  name: "paced",
  async *stream() {
    for await (const chunk of paced()) yield { kind: "text", text: chunk }
    yield { kind: "done", reason: "stop", usage: null }
  },
}

async function startChat(): Promise<string> {
  const config = testConfig(await mkdtemp(join(tmpdir(), "excel-chat-bench-")), {
    databaseUrl: process.env["TEST_DATABASE_URL"],
    redisUrl: process.env["TEST_REDIS_URL"],
  })
  const server = await startServer(config, { model: pacedModel, analyzer: noAnalyzer })
  return server.url
}

async function startEcho(): Promise<string> {
  const http = createServer()
  const sockets = new WebSocketServer({ server: http })
  sockets.on("connection", (socket) =>
    socket.on("message", () => {
      void (async () => {
        let seq = 0
        for await (const content of paced())
          socket.send(JSON.stringify({ v: 1, seq: ++seq, requestId: "r", type: "assistant_response_chunk", content }))
        socket.send(JSON.stringify({ v: 1, seq: ++seq, requestId: "r", type: "assistant_response_complete" }))
      })()
    }),
  )
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve))
  return `http://127.0.0.1:${(http.address() as AddressInfo).port}`
}

const url = await (process.argv[2] === "echo" ? startEcho() : startChat())
process.on("message", () => process.send?.({ rss: process.memoryUsage().rss, cpu: process.cpuUsage() }))
process.send?.({ url })
