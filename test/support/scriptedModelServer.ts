import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import { setTimeout as wait } from "node:timers/promises"

/** One reply of the scripted model. */
export type ScriptedReply =
  /** A proper streamed reply: the chunks of text, then the tool calls with their arguments in fragments. */
  | {
      readonly kind: "say"
      readonly chunks?: readonly string[]
      readonly toolCalls?: readonly { readonly name: string; readonly arguments: unknown }[]
      /** Pause before each chunk. */
      readonly delayMs?: number
      readonly finish?: "stop" | "length" | "content_filter"
    }
  /** A proper reply of `POST /embeddings`: one vector for each text, the last one first. */
  | { readonly kind: "embed"; readonly vector: (text: string) => readonly number[] }
  /** An error status with the vendor's kind of body. */
  | {
      readonly kind: "refuse"
      readonly status: number
      readonly message?: string
      readonly code?: string
      readonly headers?: Readonly<Record<string, string>>
    }
  /** Says the chunks and then nothing more, with the connection left open. */
  | { readonly kind: "stall"; readonly chunks?: readonly string[] }
  /** Says the chunks and then breaks the connection. */
  | { readonly kind: "cut"; readonly chunks?: readonly string[] }
  /** Status 200 with any body. */
  | { readonly kind: "raw"; readonly contentType: string; readonly body: string | Buffer }

export interface ScriptedRequest {
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: {
    readonly model?: string
    /** Of `POST /embeddings`. */
    readonly input?: readonly string[]
    readonly messages: readonly {
      readonly role: string
      readonly content: string
      readonly tool_call_id?: string
      readonly tool_calls?: readonly { readonly id: string; readonly function: { name: string; arguments: string } }[]
    }[]
    readonly tools?: readonly { readonly function: { readonly name: string; readonly parameters: object } }[]
    readonly [key: string]: unknown
  }
}

/** Replies in order (the last one is repeated), or one reply decided by each request; `index` counts requests from zero. */
export type ModelScript = readonly ScriptedReply[] | ((request: ScriptedRequest, index: number) => ScriptedReply)

export interface ScriptedModelServer {
  /** Of the OpenAI flavour: `http://127.0.0.1:…/v1`. */
  readonly baseUrl: string
  /** Of the Azure flavour: `http://127.0.0.1:…`. */
  readonly endpoint: string
  readonly requests: readonly ScriptedRequest[]
  /** Resolves when a client goes away before its reply is finished. */
  readonly abandoned: Promise<void>
  /** Waits for open connections to end, by force. */
  close(): Promise<void>
}

/** An OpenAI-compatible server on the loopback interface that says what the script tells it to. */
export async function startScriptedModel(script: ModelScript): Promise<ScriptedModelServer> {
  const requests: ScriptedRequest[] = []
  let abandon: () => void
  const abandoned = new Promise<void>((resolve) => (abandon = resolve))
  const server = createServer((incoming, response) => {
    response.on("close", () => {
      if (!response.writableEnded) abandon()
    })
    const parts: Buffer[] = []
    incoming.on("data", (part: Buffer) => parts.push(part))
    incoming.on("end", () => {
      const body = JSON.parse(Buffer.concat(parts).toString()) as ScriptedRequest["body"]
      const request = { path: incoming.url ?? "", headers: incoming.headers, body }
      const index = requests.push(request) - 1
      const reply = typeof script === "function" ? script(request, index) : script[Math.min(index, script.length - 1)]
      if (!reply) throw new Error("the script is empty")
      perform(reply, request, response).catch(() => response.destroy()) // the client has gone away
    })
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    baseUrl: `${endpoint}/v1`,
    endpoint,
    requests,
    abandoned,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()))
        server.closeAllConnections()
      }),
  }
}

async function perform(reply: ScriptedReply, request: ScriptedRequest, response: ServerResponse): Promise<void> {
  if (reply.kind === "embed") {
    const data = (request.body.input ?? []).map((text, index) => ({ index, embedding: reply.vector(text) }))
    response.writeHead(200, { "content-type": "application/json" })
    response.end(JSON.stringify({ object: "list", data: data.reverse(), usage: { prompt_tokens: 1, total_tokens: 1 } }))
    return
  }
  if (reply.kind === "refuse") {
    response.writeHead(reply.status, { "content-type": "application/json", ...reply.headers })
    const error = { message: reply.message ?? "scripted refusal", code: reply.code ?? null, type: null, param: null }
    response.end(JSON.stringify({ error }))
    return
  }
  if (reply.kind === "raw") {
    response.writeHead(200, { "content-type": reply.contentType })
    response.end(reply.body)
    return
  }
  response.writeHead(200, { "content-type": "text/event-stream" })
  response.flushHeaders()
  const delayMs = reply.kind === "say" ? (reply.delayMs ?? 0) : 0
  for (const content of reply.chunks ?? []) {
    if (delayMs > 0) await wait(delayMs)
    send(response, choice({ content }))
  }
  if (reply.kind === "stall") return
  if (reply.kind === "cut") {
    await wait(20) // lets what was said arrive before the connection breaks
    response.destroy()
    return
  }
  for (const [index, call] of (reply.toolCalls ?? []).entries()) {
    const text = typeof call.arguments === "string" ? call.arguments : JSON.stringify(call.arguments)
    const half = Math.ceil(text.length / 2)
    const id = `call_scripted_${index}`
    send(
      response,
      choice({ tool_calls: [{ index, id, type: "function", function: { name: call.name, arguments: "" } }] }),
    )
    for (const part of [text.slice(0, half), text.slice(half)])
      send(response, choice({ tool_calls: [{ index, function: { arguments: part } }] }))
  }
  send(response, choice({}, reply.toolCalls?.length ? "tool_calls" : (reply.finish ?? "stop")))
  send(response, { choices: [], usage: { prompt_tokens: 100, completion_tokens: 20, total_tokens: 120 } })
  response.end("data: [DONE]\n\n")
}

const choice = (delta: object, finish: string | null = null): object => ({
  object: "chat.completion.chunk",
  choices: [{ index: 0, delta, finish_reason: finish }],
})

const send = (response: ServerResponse, chunk: object): void => {
  response.write(`data: ${JSON.stringify(chunk)}\n\n`)
}
