import assert from "node:assert/strict"
import { createServer, type RequestListener, type Server } from "node:http"
import { connect, type AddressInfo, type Socket } from "node:net"
import { explainRefusals, serverOptions } from "../../../../server/http/listening/httpGuard.ts"

describe("explainRefusals", () => {
  let server: Server
  let socket: Socket
  afterEach(() => {
    socket.destroy()
    server.close()
  })

  /** What comes back over a connection on which only `text` is ever sent. */
  async function talk(text: string, answer: RequestListener): Promise<string> {
    server = createServer(serverOptions({ headersMs: 100, wholeMs: 200 }), answer)
    explainRefusals(server)
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
    return new Promise((resolve, reject) => {
      socket = connect((server.address() as AddressInfo).port, "127.0.0.1", () => socket.write(text))
      let reply = ""
      socket.on("data", (chunk) => (reply += chunk.toString()))
      socket.on("error", reject)
      socket.on("close", () => resolve(reply))
    })
  }
  const whole: RequestListener = (request, response) => {
    request.resume().on("end", () => response.end("whole"))
  }

  it("ends headers that do not end, with 408", async () => {
    const reply = await talk("GET / HTTP/1.1\r\nHost: localhost\r\nX: ", whole)
    assert.match(
      reply,
      /^HTTP\/1\.1 408 Request Timeout\r\nConnection: close\r\nContent-Type: application\/problem\+json/,
    )
    assert.match(reply, /"code":"request_timeout"/)
  })

  it("ends a body that does not end, with 408", async () => {
    const reply = await talk("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{", whole)
    assert.match(reply, /^HTTP\/1\.1 408 /)
  })

  it("ends a body in endless chunks, with 408", async () => {
    const reply = await talk(
      "POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{\r\n",
      whole,
    )
    assert.match(reply, /^HTTP\/1\.1 408 /)
  })

  it("writes nothing into a reply that has begun", async () => {
    const reply = await talk("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{", (_, response) => {
      response.writeHead(200, { "Content-Length": 1000 }).write("begun")
    })
    assert.match(reply, /^HTTP\/1\.1 200 OK\r\n[\s\S]*\r\n\r\nbegun$/)
  })
})
