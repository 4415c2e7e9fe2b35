import { AppError, type ErrorCode } from "../../shared/errors.ts"
import type { LanguageModel, ModelRequest } from "../../server/models/languageModel.ts"

/** One reply: text chunks, then tool calls; `fail` throws after the chunks. */
export interface SpokenReply {
  readonly chunks?: readonly string[]
  readonly toolCalls?: readonly { readonly name: string; readonly arguments: unknown }[]
  readonly reason?: "length" | "content_filter"
  readonly fail?: ErrorCode
  /** Waits for the signal after the chunks. */
  readonly silent?: boolean
}

/** A language model in memory that says what it is told to, reply after reply (the last one is repeated). */
export function scriptedModel(
  replies: readonly SpokenReply[] | ((request: ModelRequest, index: number) => SpokenReply),
): LanguageModel & { readonly requests: readonly ModelRequest[] } {
  const requests: ModelRequest[] = []
  return {
    name: "scripted",
    requests,
    async *stream(request, signal) {
      // A copy, as of now: the caller goes on appending to its list of messages.
      const index = requests.push({ ...request, messages: [...request.messages] }) - 1
      const reply =
        typeof replies === "function" ? replies(request, index) : replies[Math.min(index, replies.length - 1)]
      if (!reply) throw new Error("the script is empty")
      refuseWhenAborted(signal)
      for (const text of reply.chunks ?? []) {
        yield { kind: "text", text }
        refuseWhenAborted(signal)
      }
      if (reply.silent) {
        await new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }))
        refuseWhenAborted(signal)
      }
      if (reply.fail) throw new AppError(reply.fail, "The scripted model fails here.")
      const calls = reply.toolCalls ?? []
      for (const [position, { name, arguments: args }] of calls.entries()) {
        const text = typeof args === "string" ? args : JSON.stringify(args)
        yield { kind: "tool_call", call: { id: `call_scripted_${position}`, name, arguments: text } }
      }
      const reason = calls.length > 0 ? "tool_calls" : (reply.reason ?? "stop")
      yield { kind: "done", reason, usage: { inputTokens: 100, outputTokens: 20 } }
    },
  }
}

function refuseWhenAborted(signal: AbortSignal): void {
  if (signal.aborted) throw new AppError("cancelled", "The answer was stopped.", { cause: signal.reason })
}
