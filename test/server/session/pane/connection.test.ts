import assert from "node:assert/strict"
import type { AddressInfo } from "node:net"
import { createServer as createHttpServer } from "node:http"
import { WebSocket, WebSocketServer } from "ws"
import { openMessageReaders } from "../../../../server/session/messages/openMessageReaders.ts"
import type { ClientMessage } from "../../../../shared/protocol.ts"
import { Connection } from "../../../../server/session/pane/connection.ts"
import { MessageRateLimiter } from "../../../../server/session/pane/messageRateLimiter.ts"
import { webSocketTransport, type PaneTransport } from "../../../../server/session/pane/paneTransport.ts"

/** A line that keeps what is written. */
const paperLine = () => {
  const written: string[] = []
  const line: PaneTransport = {
    transport: "socket",
    open: true,
    bufferedBytes: 0,
    write: (text, left) => {
      written.push(text)
      left?.()
    },
    pause: () => undefined,
    resume: () => undefined,
    ping: () => undefined,
    close: () => undefined,
    terminate: () => undefined,
  }
  return { line, written }
}

describe("Connection", () => {
  const readers = openMessageReaders()
  after(() => readers.close())

  it("refuses a message of a million values unread: parsing it would hold up everybody", async () => {
    const { line, written } = paperLine()
    const connection = new Connection(
      { transport: line, limiter: new MessageRateLimiter(), parseLarge: readers.socketMessage },
      { onMessage: () => assert.fail("taken"), onClose: () => undefined },
    )
    await connection.receive(
      Buffer.from(`{"v":1,"type":"heartbeat","messageId":"m1","x":[${"{},".repeat(1_000_000)}1]}`),
    )
    connection.closed()
    assert.deepEqual(
      written.map((text) => JSON.parse(text) as unknown),
      [
        {
          v: 1,
          type: "error",
          messageId: "m1",
          code: "message_too_large",
          message: "The message holds too many values; send fewer cells at once.",
          retryable: false,
        },
      ],
    )
  })

  it("takes the largest honest block, one column with formulas and formats", async () => {
    const { line, written } = paperLine()
    const taken: string[] = []
    const connection = new Connection(
      { transport: line, limiter: new MessageRateLimiter(), parseLarge: readers.socketMessage },
      { onMessage: ({ type }) => taken.push(type), onClose: () => undefined },
    )
    const rows = <T>(cell: T): T[][] => Array.from({ length: 20_000 }, () => [cell])
    const content = {
      worksheet: "S",
      address: "A1:A20000",
      values: rows(1),
      formulas: rows("=SUM(Table[[#This Row],[Units]],1,2,3)"),
      numberFormats: rows("[$-409][Red]#,##0"),
    }
    await connection.receive(Buffer.from(JSON.stringify({ v: 1, type: "range_content", readId: "r", content })))
    connection.closed()
    assert.deepEqual([taken, written], [["range_content"], []])
  })

  it("hands on a small message after the large one before it, also when the line has gone, and pauses the pane meanwhile", async () => {
    const said: string[] = []
    const { line } = paperLine()
    const connection = new Connection(
      {
        transport: { ...line, pause: () => said.push("pause"), resume: () => said.push("resume") },
        limiter: new MessageRateLimiter(),
        parseLarge: readers.socketMessage,
      },
      { onMessage: ({ type }) => said.push(type), onClose: () => said.push("closed") },
    )
    const values = Array.from({ length: 20_000 }, () => ["x".repeat(30)])
    const content = { worksheet: "S", address: "A1:A20000", values }
    const large = Buffer.from(JSON.stringify({ v: 1, type: "range_content", readId: "r", content }))
    assert.ok(large.length > 512 * 1024)
    const taken = [
      connection.receive(large),
      connection.receive(Buffer.from(`{"v":1,"type":"heartbeat"}`)),
      connection.receive(large),
    ]
    connection.closed()
    await Promise.all(taken)
    assert.deepEqual(
      said.filter((word) => word !== "pause"),
      ["range_content", "heartbeat", "range_content", "resume", "closed"],
    )
    assert.equal(said[0], "pause")
  })

  it("refuses what a pane sends beyond twice the largest message while one is read", async () => {
    const { line, written } = paperLine()
    let finish: ((message: ClientMessage) => void) | undefined
    const connection = new Connection(
      {
        transport: line,
        limiter: new MessageRateLimiter(),
        parseLarge: () => new Promise((resolve) => (finish = resolve)),
      },
      { onMessage: () => undefined, onClose: () => undefined },
    )
    const large = Buffer.alloc(6 * 1024 * 1024, " ")
    const waiting = Array.from({ length: 3 }, () => connection.receive(large))
    await connection.receive(large)
    assert.match(written.join(), /"code":"rate_limited"/)
    for (const one of waiting) {
      while (!finish) await new Promise((resolve) => setImmediate(resolve))
      finish({ v: 1, type: "heartbeat" })
      finish = undefined
      await one
    }
    connection.closed()
  })

  it("lets go of a peer that asks for more and more and reads nothing", async () => {
    const http = createHttpServer()
    const sockets = new WebSocketServer({ server: http })
    await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve))
    const accepted = new Promise<WebSocket>((resolve) => sockets.once("connection", resolve))
    const pane = new WebSocket(`ws://127.0.0.1:${(http.address() as AddressInfo).port}`)
    const socket = await accepted
    await new Promise((resolve) => (pane.readyState === WebSocket.OPEN ? resolve(0) : pane.once("open", resolve)))
    const ended = { yet: false }
    const connection = new Connection(
      { transport: webSocketTransport(socket), limiter: new MessageRateLimiter(), parseLarge: readers.socketMessage },
      {
        onMessage: () => undefined,
        onClose: () => (ended.yet = true),
      },
    )
    socket.on("close", () => connection.closed())
    pane.pause()
    const content = "x".repeat(1024 * 1024)
    let most = 0
    for (let seq = 1; seq <= 100 && !ended.yet; seq++) {
      void connection.send({ v: 1, type: "assistant_response_chunk", seq, requestId: "r", content, chunkIndex: 0 })
      most = Math.max(most, socket.bufferedAmount)
      await new Promise((resolve) => setImmediate(resolve))
    }
    assert.equal(ended.yet, true)
    assert.ok(most < 40 * 1024 * 1024, String(most))
    pane.terminate()
    sockets.close()
    http.close()
  })

  it("makes the sender wait for a pane that does not read, and delivers everything once it does", async () => {
    const http = createHttpServer()
    const sockets = new WebSocketServer({ server: http })
    await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve))
    const accepted = new Promise<WebSocket>((resolve) => sockets.once("connection", resolve))
    const pane = new WebSocket(`ws://127.0.0.1:${(http.address() as AddressInfo).port}`)
    let received = 0
    pane.on("message", () => (received += 1))
    const connection = new Connection(
      {
        transport: webSocketTransport(await accepted),
        limiter: new MessageRateLimiter(),
        parseLarge: readers.socketMessage,
      },
      {
        onMessage: () => undefined,
        onClose: () => undefined,
      },
    )
    pane.pause()

    const content = "x".repeat(256 * 1024)
    let sent = 0
    let waiting: Promise<void> | undefined
    while (!waiting && sent < 1000) {
      const sending = connection.send({
        v: 1,
        type: "assistant_response_chunk",
        seq: ++sent,
        requestId: "r",
        content,
        chunkIndex: 0,
      })
      const done = await Promise.race([
        sending.then(() => true),
        new Promise((resolve) => setImmediate(() => resolve(false))),
      ])
      if (!done) waiting = sending
    }
    assert.ok(waiting, "the sender never had to wait")
    pane.resume()
    await waiting
    while (received < sent) await new Promise((resolve) => pane.once("message", resolve))
    assert.equal(received, sent)
    connection.closed()
    pane.terminate()
    sockets.close()
    http.close()
  })
})
