import assert from "node:assert/strict"
import { uploadFile } from "../../../addin/connection/uploadFile.ts"

interface Reply {
  status: number
  body?: string
}

/** As much of an XMLHttpRequest as an upload needs, answered by the test. */
class ScriptedRequest extends EventTarget {
  readonly upload = new EventTarget()
  readonly headers: Record<string, string> = {}
  address = ""
  form: FormData | undefined
  status = 0
  responseText = ""

  open(method: string, address: string): void {
    this.address = `${method} ${address}`
  }
  setRequestHeader(name: string, value: string): void {
    this.headers[name] = value
  }
  send(form: FormData): void {
    this.form = form
  }
  answer({ status, body = "" }: Reply): void {
    this.status = status
    this.responseText = body
    this.end("load")
  }
  end(type: "load" | "error" | "abort"): void {
    this.dispatchEvent(new Event(type))
    this.dispatchEvent(new Event("loadend"))
  }
  abort(): void {
    this.end("abort")
  }
}

const file = new File(["a,b\n1,2\n"], "Budget.csv")
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

function stage() {
  const requests: ScriptedRequest[] = []
  const stop = new AbortController()
  const progress: number[] = []
  let tokens = 1
  const token = { get: () => Promise.resolve(`token ${tokens}`), forget: () => tokens++ }
  const options = { signal: stop.signal, onProgress: (share: number) => void progress.push(share) }
  const result = uploadFile(token, file, options, () => {
    const request = new ScriptedRequest()
    requests.push(request)
    return request as unknown as XMLHttpRequest
  })
  return { requests, stop, progress, result }
}

describe("uploadFile", () => {
  it("sends the file with the token, tells how much is sent, and gives the reply", async () => {
    const { requests, progress, result } = stage()
    await settle()
    const [request] = requests
    assert.equal(request?.address, "POST /api/files/upload")
    assert.equal(request.headers["Authorization"], "Bearer token 1")
    const sent = request.form?.get("file")
    assert.ok(sent instanceof File)
    assert.deepEqual([sent.name, await sent.text()], ["Budget.csv", "a,b\n1,2\n"])
    request.upload.dispatchEvent(Object.assign(new Event("progress"), { loaded: 2, total: 8 }))
    request.answer({ status: 201, body: `{"fileId":"f1"}` })
    assert.equal(await result, `{"fileId":"f1"}`)
    assert.deepEqual(progress, [0.25])
  })

  it("tries once more with a fresh token after a 401", async () => {
    const { requests, result } = stage()
    await settle()
    requests[0]?.answer({ status: 401 })
    await settle()
    assert.equal(requests[1]?.headers["Authorization"], "Bearer token 2")
    requests[1].answer({ status: 200, body: "{}" })
    assert.equal(await result, "{}")
  })

  it("passes on the server's own sentence", async () => {
    const { requests, result } = stage()
    await settle()
    const problem = { type: "about:blank", title: "Unreadable", status: 422, code: "unreadable_file" }
    requests[0]?.answer({
      status: 422,
      body: JSON.stringify({ ...problem, detail: "It is protected with a password." }),
    })
    await assert.rejects(result, { code: "unreadable_file", message: "It is protected with a password." })
  })

  it("says that the file did not arrive when the line is lost", async () => {
    const { requests, result } = stage()
    await settle()
    requests[0]?.end("error")
    await assert.rejects(result, { code: "offline", retryable: true })
  })

  it("stops on request, before and while it is sent", async () => {
    const sending = stage()
    await settle()
    sending.stop.abort()
    await assert.rejects(sending.result, { code: "cancelled" })
    const waiting = stage()
    waiting.stop.abort()
    await assert.rejects(waiting.result, { code: "cancelled" })
    assert.equal(waiting.requests[0]?.form, undefined)
  })
})
