import assert from "node:assert/strict"
import type { Call } from "../../../addin/connection/authorizedFetch.ts"
import { eventTransport } from "../../../addin/connection/eventTransport.ts"
import { AppError } from "../../../shared/errors.ts"
import { settle } from "./socketStage.ts"

/** A line whose server is played by the test: what it streams, and how it takes what is posted. */
async function stage(take: (path: string, text: string) => Promise<void> = () => Promise.resolve()) {
  const texts: string[] = []
  const posted: string[] = []
  const closed: (AppError | undefined)[] = []
  const encoder = new TextEncoder()
  let stream: ReadableStreamDefaultController<Uint8Array> | undefined
  let signal: AbortSignal | undefined
  const call = async (path: string, { method, accept, body, signal: given }: Call): Promise<Response> => {
    if (method === "POST") {
      const text = typeof body === "string" ? body : ""
      await take(path, text)
      posted.push(`${path} ${text}`)
      return new Response(null, { status: 202 })
    }
    assert.deepEqual([path, accept], ["/api/chat/s%201/events", "text/event-stream"])
    signal = given
    return new Response(new ReadableStream<Uint8Array>({ start: (controller) => void (stream = controller) }))
  }
  const open = await eventTransport("s 1", call, () => Promise.resolve()).prepare()
  const socket = open({ onText: (text) => texts.push(text), onClose: (reason) => closed.push(reason) })
  await settle()
  return {
    socket,
    texts,
    posted,
    closed,
    aborted: () => signal?.aborted,
    say: async (text: string | Uint8Array) => {
      stream?.enqueue(typeof text === "string" ? encoder.encode(text) : text)
      await settle()
    },
    end: async () => {
      stream?.close()
      await settle()
    },
    break: async () => {
      stream?.error(new TypeError("network error"))
      await settle()
    },
  }
}

const opened = 'event: open\ndata: {"connectionId":"c1"}\n\n'
const stop = (requestId: string): string => JSON.stringify({ v: 1, type: "stop", requestId })

describe("eventTransport", () => {
  it("hands on each event's text, passes over comments, and puts pieces and letters that were cut together", async () => {
    const { say, texts, socket } = await stage()
    const bytes = new TextEncoder().encode('data: {"content":"grün"}\n\n')
    await say(`: padding\n\n${opened}data: {"a":1}\n\nda`)
    await say('ta: {"b":2}\n\n')
    await say(bytes.subarray(0, 21)) // in the middle of ü
    await say(bytes.subarray(21))
    assert.deepEqual(texts, ['{"a":1}', '{"b":2}', '{"content":"grün"}'])
    socket.close()
  })

  it("posts in order, each message after the one before was taken", async () => {
    const taken: (() => void)[] = []
    const { say, socket, posted } = await stage(() => new Promise((resolve) => taken.push(resolve)))
    await say(opened)
    socket.send(stop("r1"))
    socket.send(stop("r2"))
    await settle()
    assert.equal(taken.length, 1)
    taken[0]!()
    await settle()
    taken[1]!()
    await settle()
    assert.deepEqual(posted, [
      `/api/chat/s%201/messages?connection=c1 ${stop("r1")}`,
      `/api/chat/s%201/messages?connection=c1 ${stop("r2")}`,
    ])
    socket.close()
  })

  it("sends nothing before the line is open", async () => {
    const { socket, posted } = await stage()
    socket.send(stop("r1"))
    await settle()
    assert.deepEqual(posted, [])
    socket.close()
  })

  it("closes when the stream ends or breaks, once and without blaming anybody", async () => {
    const ended = await stage()
    await ended.end()
    assert.deepEqual(ended.closed, [undefined])
    const broken = await stage()
    await broken.break()
    assert.deepEqual(broken.closed, [undefined])
  })

  it("closes with the server's reason when a message is refused, and sends no more", async () => {
    const gone = new AppError("not_found", "No such chat.")
    const { say, socket, posted, closed, aborted } = await stage(() => Promise.reject(gone))
    await say(opened)
    socket.send(stop("r1"))
    socket.send(stop("r2"))
    await settle()
    assert.deepEqual(closed, [gone])
    assert.deepEqual(posted, [])
    assert.equal(aborted(), true)
  })

  it("closes with the server's reason when the stream is refused", async () => {
    const refusal = new AppError("forbidden", "Not for you.")
    const open = await eventTransport(
      "s1",
      () => Promise.reject(refusal),
      () => Promise.resolve(),
    ).prepare()
    const closed: unknown[] = []
    open({ onText: () => undefined, onClose: (reason) => closed.push(reason) })
    await settle()
    assert.deepEqual(closed, [refusal])
  })

  it("ends the stream when it is closed by us, and says nothing about it", async () => {
    const { say, socket, closed, texts, aborted } = await stage()
    await say(opened)
    socket.close()
    await say('data: {"late":1}\n\n')
    assert.deepEqual([aborted(), closed, texts], [true, [], []])
  })

  it("closes with what the server's code means", async () => {
    const { say, closed } = await stage()
    await say(`${opened}event: close\ndata: {"code":4003,"reason":"unauthenticated"}\n\n`)
    await say('data: {"late":1}\n\n')
    assert.deepEqual(
      closed.map((reason) => [reason?.code, reason?.retryable]),
      [["unauthenticated", true]],
    )
  })

  it("closes when the server's opening is not understood", async () => {
    const { say, closed } = await stage()
    await say("event: open\ndata: {}\n\n")
    assert.equal(closed.length, 1)
  })

  describe("on a network that limits the size of what is posted", () => {
    const tooLarge = new AppError("message_too_large", "Too much for one message on this network.")
    const small = 200

    it("fails the question instead of sending it for ever", async () => {
      const { say, socket, texts, closed } = await stage(() => Promise.reject(tooLarge))
      await say(opened)
      socket.send(JSON.stringify({ v: 1, type: "user_message", messageId: "m1", content: "Total?" }))
      await settle()
      assert.deepEqual(closed, [])
      assert.deepEqual(
        texts.map((text) => JSON.parse(text) as unknown),
        [
          {
            v: 1,
            type: "error",
            messageId: "m1",
            code: "message_too_large",
            message: "Too much for one message on this network.",
            retryable: false,
          },
        ],
      )
      socket.close()
    })

    it("tells the server that the cells are too many, so that it asks for fewer", async () => {
      const { say, socket, posted } = await stage((_path, text) =>
        text.length > small ? Promise.reject(tooLarge) : Promise.resolve(),
      )
      await say(opened)
      const content = { worksheet: "Orders", address: "A1:A1", values: [["x".repeat(small)]] }
      socket.send(JSON.stringify({ v: 1, type: "range_content", readId: "read-1", content }))
      await settle()
      await settle()
      assert.deepEqual(posted, [
        `/api/chat/s%201/messages?connection=c1 ${JSON.stringify({
          v: 1,
          type: "range_failed",
          readId: "read-1",
          code: "message_too_large",
          message: "Too much for one message on this network.",
        })}`,
      ])
      socket.close()
    })
  })
})
