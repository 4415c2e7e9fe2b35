import assert from "node:assert/strict"
import { once } from "node:events"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { setTimeout as wait } from "node:timers/promises"
import express from "express"
import { receiveFile } from "../../../server/files/receiveFile.ts"
import { toAppError } from "../../../shared/errors.ts"
import { formEnd, formPart, formType } from "../../support/uploads.ts"

/** What comes of a form when the store takes a moment before it reads. */
async function receive(body: Buffer): Promise<unknown> {
  const app = express()
  app.post("/", async (request, response) => {
    const received = receiveFile(request, async (name, bytes) => {
      await wait(100)
      let text = ""
      for await (const chunk of bytes) text += chunk.toString()
      return [name, text]
    })
    response.json(await received.catch((error: unknown) => toAppError(error).code))
  })
  const server = createServer(app).listen(0, "127.0.0.1")
  await once(server, "listening")
  const { port } = server.address() as AddressInfo
  try {
    const headers = { "content-type": formType }
    return await (
      await fetch(`http://127.0.0.1:${port}`, { method: "POST", headers, body: new Uint8Array(body) })
    ).json()
  } finally {
    server.close()
  }
}

describe("receiveFile", () => {
  const file = formPart("Id\n1\n", "a.csv")

  it("gives a file that came before anybody read it", async () => {
    assert.deepEqual(await receive(Buffer.concat([file, formEnd])), ["a.csv", "Id\n1\n"])
  })

  it("refuses a form that broke off before anybody read it", async () => {
    for (const body of [file, file.subarray(0, -2), file.subarray(0, -4)])
      assert.equal(await receive(body), "invalid_request")
  })

  it("refuses two files and other fields though nobody has read the first yet", async () => {
    assert.equal(await receive(Buffer.concat([file, file, formEnd])), "invalid_request")
    assert.equal(await receive(Buffer.concat([formPart("x", "x", "other"), file])), "invalid_request")
  })
})
