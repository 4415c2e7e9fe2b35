import type { Server, ServerResponse } from "node:http"
import type { Socket } from "node:net"
import { AppError } from "../../../shared/errors.ts"
import { problemOf, problemType } from "../problems/problem.ts"

export interface RequestTimes {
  /** Milliseconds for a request's headers, and for the whole of it. */
  readonly headersMs: number
  readonly wholeMs: number
}

/** A slow line has time for 32 MB; who sends a byte now and then holds a connection no longer. */
export const requestTimes: RequestTimes = { headersMs: 15_000, wholeMs: 120_000 }

/** What `createServer` must know from the start. */
export const serverOptions = ({ headersMs, wholeMs }: RequestTimes) => ({
  headersTimeout: headersMs,
  requestTimeout: wholeMs,
  connectionsCheckingInterval: Math.min(headersMs, 5000),
  // Longer than load balancers keep an idle connection (60 s), so that they never use one that is about to close.
  keepAliveTimeout: 75_000,
  // `hostNamed` refuses in its place, with a problem.
  requireHostHeader: false,
})

/** What Node's parser refuses before there is a request gets a problem like every other failure, and the connection ends. */
export function explainRefusals(server: Server): void {
  const replies = new WeakMap<Socket, ServerResponse>()
  server.on("request", (request, response) => void replies.set(request.socket, response))
  server.on("clientError", (error: NodeJS.ErrnoException, socket: Socket) => {
    const reply = replies.get(socket)
    // Nothing may be written into the middle of a reply.
    const speaking = reply?.headersSent === true && !reply.writableFinished
    if (error.code === "ECONNRESET" || !socket.writable || speaking) {
      socket.destroy()
      return
    }
    const problem = problemOf(refusal(error))
    const body = JSON.stringify(problem)
    socket.end(
      [
        `HTTP/1.1 ${problem.status} ${problem.title}`,
        "Connection: close",
        `Content-Type: ${problemType}`,
        `Content-Length: ${Buffer.byteLength(body)}`,
        "",
        body,
      ].join("\r\n"),
      // The connection ends even when the peer does not read the reply.
      () => socket.destroy(),
    )
  })
}

function refusal(cause: NodeJS.ErrnoException): AppError {
  switch (cause.code) {
    case "HPE_HEADER_OVERFLOW":
      return new AppError("headers_too_large", "The headers are too large; send less in them.", { cause })
    case "ERR_HTTP_REQUEST_TIMEOUT":
      return new AppError("request_timeout", "The request did not arrive in time; please send it again.", { cause })
    default:
      return new AppError("invalid_request", "The request is not HTTP.", { cause })
  }
}
