import assert from "node:assert/strict"
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { freshPostgres, hasPostgres, type FreshPostgres } from "../support/freshPostgres.ts"
import { NodePane } from "../support/nodePane.ts"
import { startScriptedModel, type ScriptedModelServer } from "../support/scriptedModelServer.ts"
import { startServerProcess, type ServerProcess } from "../support/serverProcess.ts"
import { testRedisUrl } from "../support/services.ts"

const chunks = Array.from({ length: 30 }, (_, index) => `word${index} `)
const whole = chunks.join("")

describe("a server process", function () {
  let dataDir: string
  let model: ScriptedModelServer
  const opened: { close(): unknown }[] = []
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), "excel-chat-"))
    model = await startScriptedModel([{ kind: "say", chunks, delayMs: 10 }])
  })
  afterEach(async () => {
    for (const one of opened.splice(0)) await one.close()
    await model.close()
    await rm(dataDir, { recursive: true, force: true })
  })

  const environment = (more: Record<string, string> = {}): Record<string, string> => ({
    DATA_DIR: dataDir,
    OPENAI_BASE_URL: model.baseUrl,
    OPENAI_MODEL: "scripted",
    ...more,
  })
  const start = async (more: Record<string, string> = {}): Promise<ServerProcess> => {
    const server = await startServerProcess(environment(more))
    opened.push({ close: () => server.kill() })
    return server
  }
  const openPane = (server: ServerProcess): NodePane => {
    const pane = new NodePane(server.url)
    opened.push(pane)
    return pane
  }
  const hasWords = (count: number) => (pane: NodePane) => (pane.turn?.text.split(" ").length ?? 0) > count
  const isSettled = (pane: NodePane): boolean => pane.turn?.phase === "complete" || pane.turn?.phase === "failed"

  it("that is killed in mid-stream and started again leaves the whole answer or a clear error, and no text twice", async () => {
    const first = await start()
    const pane = openPane(first)
    await pane.start()
    pane.chat.ask("Tell me a story", null)
    await pane.until(hasWords(5))
    await first.kill()
    const second = await start()
    pane.server = second.url
    pane.chat.reconnect()
    await pane.until(isSettled)
    const { turn } = pane
    assert.equal(whole.startsWith(turn?.text ?? "?"), true, turn?.text)
    if (turn?.phase === "failed") {
      assert.equal(turn.error?.retryable, true)
      assert.match(turn.error.message, /ask it again/)
    } else assert.equal(turn?.text, whole)
    // The chat goes on.
    pane.chat.ask("Again, please", null)
    await pane.until((shown) => shown.chat.view().turns.length === 2 && isSettled(shown))
    assert.equal(pane.turn?.text, whole)
  })

  it("that is told to stop lets a running answer end, and takes no new one", async () => {
    const server = await start()
    const pane = openPane(server)
    await pane.start()
    pane.chat.ask("Tell me a story", null)
    await pane.until(hasWords(3))
    const ended = server.kill("SIGTERM")
    await pane.until(isSettled)
    assert.equal(pane.turn?.text, whole)
    assert.equal(await ended, 0)
  })

  describe("beside another one on the same PostgreSQL and Redis", () => {
    let postgres: FreshPostgres | undefined
    let both: Record<string, string> | undefined
    before(async function () {
      const redis = testRedisUrl()
      if (!redis || !hasPostgres()) return this.skip()
      postgres = await freshPostgres()
      both = { DATABASE_URL: postgres.url, REDIS_URL: redis }
    })
    after(() => postgres?.drop())

    it("goes on with an answer whose line was cut, byte for byte, a hundred times", async () => {
      const servers = [await start(both), await start(both)] as const
      // Five chats side by side, cut twenty times each after another word.
      const cutTwentyTimes = async (chat: number): Promise<void> => {
        const pane = openPane(servers[0])
        await pane.start()
        for (let run = 0; run < 20; run++) {
          pane.chat.ask(`Story ${run}`, null)
          await pane.until((shown) => shown.chat.view().turns.length === run + 1)
          await pane.until(hasWords((chat * 20 + run) % 25))
          pane.server = servers[(run + 1) % 2]?.url ?? ""
          pane.cut()
          pane.chat.reconnect()
          await pane.until(isSettled)
          assert.equal(pane.turn?.text, whole, `chat ${chat}, run ${run}`)
          assert.equal(pane.turn.phase, "complete")
          await pane.until(({ chat }) => chat.view().connection.kind === "connected")
        }
        const history = new NodePane(servers[0].url, pane.chat.view().sessionId)
        opened.push(history)
        await history.start()
        assert.deepEqual(
          history.chat.view().turns.map(({ text }) => text),
          Array.from({ length: 20 }, () => whole),
        )
      }
      await Promise.all([0, 1, 2, 3, 4].map(cutTwentyTimes))
    })

    it("says that an answer is lost when the process that gave it was killed", async () => {
      const servers = [await start(both), await start(both)] as const
      const pane = openPane(servers[0])
      await pane.start()
      pane.chat.ask("Tell me a story", null)
      await pane.until(hasWords(5))
      pane.server = servers[1].url
      await servers[0].kill()
      await pane.until(isSettled)
      assert.equal(pane.turn?.phase, "failed")
      assert.equal(pane.turn.error?.message, "The server stopped while it was answering. Please ask again.")
      assert.equal(whole.startsWith(pane.turn.text), true)
      pane.chat.ask("Again, please", null)
      await pane.until((shown) => shown.chat.view().turns.length === 2 && isSettled(shown))
      assert.equal(pane.turn.text, whole)
    })
  })
})
