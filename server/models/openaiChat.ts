import { APIError } from "openai"
import type { ChatCompletionCreateParamsStreaming, ChatCompletionMessageParam } from "openai/resources/chat/completions"
import type { ModelMessage, ModelRequest } from "./languageModel.ts"

/** Which parts of the protocol a server understands; learnt from its refusals. */
export interface Dialect {
  readonly tools: boolean
  readonly streamOptions: boolean
  readonly tokenLimit: "max_tokens" | "max_completion_tokens"
}

/** Body of `POST /chat/completions`. */
export function chatRequest(
  model: string,
  request: ModelRequest,
  dialect: Dialect,
): ChatCompletionCreateParamsStreaming {
  const tools = dialect.tools ? request.tools : []
  return {
    model,
    stream: true,
    messages: request.messages.map(chatMessage),
    [dialect.tokenLimit]: request.maxOutputTokens,
    ...(dialect.streamOptions && { stream_options: { include_usage: true } }),
    ...(tools.length > 0 && { tools: tools.map((tool) => ({ type: "function", function: { ...tool } })) }),
  }
}

function chatMessage(message: ModelMessage): ChatCompletionMessageParam {
  switch (message.role) {
    case "system":
    case "user":
      return { role: message.role, content: message.content }
    case "tool":
      return { role: "tool", tool_call_id: message.toolCallId, content: message.content }
    case "assistant":
      return {
        role: "assistant",
        content: message.content,
        ...(message.toolCalls?.length && {
          tool_calls: message.toolCalls.map(({ id, name, arguments: text }) => ({
            id,
            type: "function" as const,
            function: { name, arguments: text },
          })),
        }),
      }
  }
}

/** The dialect without the part that a refusal (400, 422) names, or undefined when the refusal is about something else. */
export function adaptDialect(error: unknown, dialect: Dialect): Dialect | undefined {
  if (!(error instanceof APIError) || (error.status !== 400 && error.status !== 422)) return undefined
  const reason = `${error.message} ${error.param ?? ""}`
  if (dialect.streamOptions && reason.includes("stream_options")) return { ...dialect, streamOptions: false }
  // The refusal of max_tokens names max_completion_tokens as the way out, so each name is looked for while the other is in use.
  if (dialect.tokenLimit === "max_tokens" && /max_completion_tokens/.test(reason))
    return { ...dialect, tokenLimit: "max_completion_tokens" }
  if (
    dialect.tokenLimit === "max_completion_tokens" &&
    /max_completion_tokens/.test(reason) &&
    !/\bmax_tokens/.test(reason)
  )
    return { ...dialect, tokenLimit: "max_tokens" }
  // Ollama: "… does not support tools"; vLLM: "… tool choice requires --enable-auto-tool-choice".
  if (
    dialect.tools &&
    /does not support tools|tool[ _]choice requires|tools?\b.*not (be )?(supported|permitted|allowed)/i.test(reason)
  )
    return { ...dialect, tools: false }
  return undefined
}
