import assert from "node:assert/strict"
import type { AddressInfo } from "node:net"
import { createServer as createHttpServer } from "node:http"
import { WebSocket, WebSocketServer } from "ws"
import { Connection } from "../../../server/session/connection.ts"
import { webSocketLine } from "../../../server/session/line.ts"

describe("Connection", () => {
  it("lets go of a peer that asks for more and more and reads nothing", async () => {
    const http = createHttpServer()
    const sockets = new WebSocketServer({ server: http })
    await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve))
    const accepted = new Promise<WebSocket>((resolve) => sockets.once("connection", resolve))
    const pane = new WebSocket(`ws://127.0.0.1:${(http.address() as AddressInfo).port}`)
    const socket = await accepted
    await new Promise((resolve) => (pane.readyState === WebSocket.OPEN ? resolve(0) : pane.once("open", resolve)))
    const ended = { yet: false }
    const connection = new Connection(webSocketLine(socket), {
      onMessage: () => undefined,
      onClose: () => (ended.yet = true),
    })
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
    const connection = new Connection(webSocketLine(await accepted), {
      onMessage: () => undefined,
      onClose: () => undefined,
    })
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
