import type { Usage } from "../../shared/answer.ts"

export interface ToolCall {
  readonly id: string
  readonly name: string
  /** JSON text as the model wrote it; not checked. */
  readonly arguments: string
}

export type ModelMessage =
  | { readonly role: "system" | "user"; readonly content: string }
  | { readonly role: "assistant"; readonly content: string; readonly toolCalls?: readonly ToolCall[] }
  | { readonly role: "tool"; readonly toolCallId: string; readonly content: string }

export interface ToolDefinition {
  readonly name: string
  readonly description: string
  /** JSON Schema of the arguments. */
  readonly parameters: Record<string, unknown>
}

export interface ModelRequest {
  readonly messages: readonly ModelMessage[]
  readonly tools: readonly ToolDefinition[]
  readonly maxOutputTokens: number
}

export type ModelEvent =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "tool_call"; readonly call: ToolCall }
  /** Last event of a stream that ended well. `length` means cut at the token limit. */
  | {
      readonly kind: "done"
      readonly reason: "stop" | "tool_calls" | "length" | "content_filter"
      readonly usage: Usage | null
    }

export interface LanguageModel {
  readonly name: string
  /**
   * Streams one reply. @throws AppError model_busy (429), model_unavailable (5xx, network, refused key),
   * model_output_invalid (not the protocol, or the stream was cut), timeout (silent for too long), cancelled (signal).
   */
  stream(request: ModelRequest, signal: AbortSignal): AsyncIterable<ModelEvent>
}
