import assert from "node:assert/strict"
import { memoryCache } from "../../../../server/cache/memoryCache.ts"
import { Connection } from "../../../../server/session/pane/connection.ts"
import { MessageRateLimiter } from "../../../../server/session/pane/messageRateLimiter.ts"
import { Delivery } from "../../../../server/session/pane/delivery.ts"
import type { PaneTransport } from "../../../../server/session/pane/paneTransport.ts"
import { SessionLog } from "../../../../server/session/log/sessionLog.ts"

/** A line whose peer reads when the test says so. */
class SlowLine implements PaneTransport {
  readonly transport = "socket"
  open = true
  waiting: { text: string; left: (() => void) | undefined }[] = []
  readonly arrived: string[] = []

  get bufferedBytes(): number {
    return this.waiting.reduce((sum, { text }) => sum + text.length, 0)
  }

  write(text: string, left?: () => void): void {
    this.waiting.push({ text, left })
  }

  /** Reads everything that waits. */
  read(): void {
    for (const { text, left } of this.waiting.splice(0)) {
      this.arrived.push(text)
      left?.()
    }
  }

  pause(): void {
    this.arrived.push("pause")
  }

  resume(): void {
    this.arrived.push("resume")
  }

  ping(): void {
    this.arrived.push("ping")
  }

  close(): void {
    this.open = false
  }

  terminate(): void {
    this.open = false
  }
}

const megabyte = "x".repeat(1024 * 1024)
const tick = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

describe("Delivery", () => {
  const cache = memoryCache()
  after(() => cache.close())
  let log: SessionLog
  let line: SlowLine
  let connection: Connection
  beforeEach(() => {
    log = new SessionLog(cache, "s", () => undefined)
    line = new SlowLine()
    connection = new Connection(
      {
        transport: line,
        limiter: new MessageRateLimiter(),
        parseLarge: () => assert.fail("there is no large message"),
      },
      { onMessage: () => undefined, onClose: () => undefined },
    )
  })
  afterEach(() => connection.closed())

  const say = (content: string, chunkIndex: number): void =>
    log.add("r1", { type: "assistant_response_chunk", content, chunkIndex })
  const indexes = (): unknown[] => line.arrived.map((text) => (JSON.parse(text) as { chunkIndex: number }).chunkIndex)

  it("hands a pane that does not read little more than a megabyte, however much there is", async () => {
    for (let index = 0; index < 50; index++) say(megabyte, index)
    const delivery = new Delivery(connection, log, 0)
    await tick()
    assert.ok(line.bufferedBytes < 3 * megabyte.length, String(line.bufferedBytes))
    while (line.arrived.length < 50) {
      line.read()
      await tick()
    }
    assert.deepEqual(
      indexes(),
      Array.from({ length: 50 }, (_, index) => index),
    )
    delivery.stop()
  })

  it("brings what is said later, and begins behind the number it is given", async () => {
    say("a", 0)
    say("b", 1)
    const delivery = new Delivery(connection, log, 1)
    say("c", 2)
    delivery.wake()
    await tick()
    line.read()
    assert.deepEqual(indexes(), [1, 2])
  })

  it("brings nothing more once it is stopped or the line has gone", async () => {
    const delivery = new Delivery(connection, log, 0)
    delivery.stop()
    say("a", 0)
    delivery.wake()
    const other = new Delivery(connection, log, 1)
    line.terminate()
    say("b", 1)
    other.wake()
    await tick()
    assert.equal(line.waiting.length, 0)
  })
})
