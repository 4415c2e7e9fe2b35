import assert from "node:assert/strict"
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { setTimeout as wait } from "node:timers/promises"
import type { Turn } from "../../addin/chat/turn.ts"
import { freshPostgres, hasPostgres } from "../support/freshPostgres.ts"
import { NodePane } from "../support/nodePane.ts"
import { startScriptedModel, type ScriptedModelServer } from "../support/scriptedModelServer.ts"
import { startServerProcess, type ServerProcess } from "../support/serverProcess.ts"
import { testRedisUrl } from "../support/services.ts"
import { freePort } from "../support/startRedis.ts"
import { tcpProxy, type TcpProxy } from "../support/tcpProxy.ts"

const wordsOf = (story: string): string[] =>
  Array.from({ length: 10 + (Number(story) % 20) }, (_, index) => `${story}word${index} `)
const wholeOf = (turn: Turn): string => wordsOf(/\d+/.exec(turn.question)?.[0] ?? "").join("")

/** What is given up too early is found again with the next connection. */
const isSettled = (turn: Turn | undefined): boolean =>
  turn?.phase === "complete" || (turn?.phase === "failed" && !turn.incomplete)

/** A server that is killed and started again at the same address, behind a line that can be cut. */
interface Place {
  readonly line: TcpProxy
  server: ServerProcess
  restart(signal: NodeJS.Signals): Promise<void>
  cut(): Promise<void>
}

describe("panes whose lines are cut and whose servers end, at any moment", function () {
  let dataDir: string
  let model: ScriptedModelServer
  let environment: Record<string, string>
  let turnOf = 0
  const places: Place[] = []
  const opened: { close(): unknown }[] = []
  const panes = new Set<NodePane>()

  async function openPlace(): Promise<Place> {
    const port = await freePort()
    const start = (): Promise<ServerProcess> => startServerProcess({ ...environment, PORT: String(port) })
    const server = await start()
    const line = await tcpProxy(server.url.replace("localhost", "127.0.0.1"))
    const place: Place = {
      line,
      server,
      restart: async (signal) => {
        assert.equal(await place.server.kill(signal), signal === "SIGTERM" ? 0 : null)
        place.server = await start()
      },
      cut: async () => {
        await line.cut()
        await line.restore()
      },
    }
    opened.push(line, { close: () => place.server.kill() })
    return place
  }

  /** Each request and each connection goes to the next server in turn. */
  function openPane(line: "socket" | "events", sessionId: string | null): NodePane {
    const pane = new NodePane("", sessionId, line)
    Object.defineProperty(pane, "server", {
      get: () => places[turnOf++ % places.length]?.line.url.replace(/\/$/, "") ?? "",
    })
    panes.add(pane)
    pane.chat.subscribe(() => {
      for (const turn of pane.chat.view().turns)
        assert.equal(wholeOf(turn).startsWith(turn.text), true, `${turn.question} shows ${turn.text}`)
    })
    return pane
  }

  async function startPane(pane: NodePane): Promise<void> {
    for (;;) {
      await pane.chat.start()
      if (!pane.chat.view().problem) return
      await wait(100)
    }
  }

  before(async function () {
    const redis = testRedisUrl()
    if (!redis || !hasPostgres()) return this.skip()
    dataDir = await mkdtemp(join(tmpdir(), "excel-chat-"))
    const postgres = await freshPostgres()
    opened.push({ close: () => postgres.drop() })
    model = await startScriptedModel(({ body }) => {
      const question = /story (\d+)/g
      const stories = [...JSON.stringify(body.messages).matchAll(question)]
      return { kind: "say", chunks: wordsOf(stories.at(-1)?.[1] ?? ""), delayMs: 10 }
    })
    opened.push(model)
    environment = {
      DATA_DIR: dataDir,
      OPENAI_BASE_URL: model.baseUrl,
      OPENAI_MODEL: "scripted",
      DATABASE_URL: postgres.url,
      REDIS_URL: redis,
    }
    places.push(await openPlace(), await openPlace())
  })
  after(async () => {
    for (const pane of panes) pane.close()
    for (const one of opened.splice(0).reverse()) await one.close()
    if (dataDir) await rm(dataDir, { recursive: true, force: true })
  })

  it("end every turn once, whole or with a clear error, and their history is what they showed", async () => {
    let trouble = true
    let stories = 0
    const talk = async (line: "socket" | "events"): Promise<number> => {
      let pane = openPane(line, null)
      await startPane(pane)
      const ask = async (): Promise<Turn> => {
        const question = `Tell me story ${++stories}`
        assert.equal(pane.chat.ask(question, null), true)
        await pane.until(({ turn }) => turn?.question === question && isSettled(turn))
        const { turn } = pane
        assert.ok(turn)
        if (turn.phase === "complete") assert.equal(turn.text, wholeOf(turn))
        else assert.deepEqual([turn.error?.code, turn.error?.retryable], ["server_stopping", true])
        return turn
      }
      const shown: Turn[] = []
      while (trouble) {
        shown.push(await ask())
        if (shown.length % 5 > 0) continue
        pane.close()
        pane = openPane(line, pane.chat.view().sessionId)
        await startPane(pane)
      }
      const last = await ask()
      assert.equal(last.phase, "complete", last.error?.message)
      pane.close()
      pane = openPane(line, pane.chat.view().sessionId)
      await startPane(pane)
      const tell = (turns: readonly Turn[]): string[][] =>
        turns.map(({ question, phase, text, error }) => [question, phase, text, error?.code ?? ""])
      assert.deepEqual(tell(pane.chat.view().turns), tell([...shown, last]))
      return shown.length
    }
    const cuts = async (): Promise<void> => {
      for (let index = 0; trouble; index++) {
        await wait(150 + ((index * 97) % 500))
        await places[(index >> 1) % 2]?.cut()
      }
    }
    const restarts = async (): Promise<void> => {
      for (const [index, signal] of (["SIGTERM", "SIGKILL", "SIGTERM"] as const).entries()) {
        await wait(2000)
        await places[index % 2]?.restart(signal)
      }
      trouble = false
    }
    const [, , ...counts] = await Promise.all([cuts(), restarts(), talk("socket"), talk("events"), talk("socket")])
    assert.equal(
      counts.every((count) => count > 0),
      true,
    )
  })
})
