import assert from "node:assert/strict"
import { connect, type Socket } from "node:net"
import { noAnalyzer, sharedDatabase, startTestServer, type TestServer } from "../support/startTestServer.ts"

describe("large bodies", () => {
  let server: TestServer
  before(async () => {
    server = await startTestServer({}, { analyzer: noAnalyzer, database: await sharedDatabase() })
  })
  after(() => server.close())

  /** Begins a request that never ends. */
  async function begin(path: string, token: string, headers: string): Promise<Socket> {
    const socket = connect(Number(new URL(server.url).port), "127.0.0.1")
    await new Promise((resolve) => socket.on("connect", resolve))
    socket.write(
      `POST ${path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${token}\r\nContent-Type: application/json\r\n${headers}\r\n\r\n`,
    )
    return socket
  }

  it("may be four at once for each owner, on whatever address; small ones go on, and other people's", async () => {
    const token = await server.token("ann")
    const messages = `/api/chat/s/messages?connection=7d444840-9dc0-41d1-b245-5ffdce74fad2`
    const open = [
      await begin("/api/chat", token, "Content-Length: 30000000"),
      await begin("/api/chat", token, "Transfer-Encoding: chunked"),
      await begin("/api/analysis/range", token, "Content-Length: 50000\r\nContent-Encoding: gzip"),
      await begin(messages, token, "Content-Length: 8000000"),
    ]
    const large = { message: "Total?", filler: "x".repeat(70_000) }
    const ask = (user: string, body: unknown) => server.request("POST", "/api/chat", { user, body })
    const until = async (status: number): Promise<void> => {
      for (let tries = 0; (await ask("ann", large)).status !== status; tries++)
        assert.ok(tries < 200, `never ${status}`)
    }
    await until(429)
    const refused = await ask("ann", large)
    assert.deepEqual([refused.body["code"], refused.headers.get("retry-after")], ["rate_limited", "1"])
    assert.equal((await ask("ann", { message: "Total?" })).status, 200)
    assert.equal((await ask("bob", large)).status, 200)
    for (const socket of open) socket.destroy()
    await until(200)
  })
})
