import assert from "node:assert/strict"
import { once } from "node:events"
import { createServer, type ServerResponse } from "node:http"
import { connect, type AddressInfo } from "node:net"
import { gracefulClose } from "../../../../server/http/listening/gracefulClose.ts"

describe("closing the server", () => {
  it("hangs up at once on a connection that has asked nothing, as browsers open some, and lets a request end", async () => {
    let reply: ServerResponse | undefined
    const server = createServer((_request, response) => (reply = response))
    const close = gracefulClose(server)
    server.listen(0, "127.0.0.1")
    await once(server, "listening")
    const { port } = server.address() as AddressInfo
    const unused = connect(port, "127.0.0.1")
    await once(server, "connection")
    const asked = fetch(`http://127.0.0.1:${port}/`)
    await once(server, "request")
    const hungUp = once(unused.resume(), "close")
    const closed = close()
    await hungUp
    reply?.end("whole")
    assert.equal(await (await asked).text(), "whole")
    await closed
  })
})
