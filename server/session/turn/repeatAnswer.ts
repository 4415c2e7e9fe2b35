import type { Answered } from "../../conversation/messages.ts"
import type { Emit } from "../log/turnMessage.ts"

/** Emits again what was answered to a question before, for a pane that did not get it. */
export function repeatAnswer({ messageId, intent, content, summary, error }: Answered, emit: Emit): void {
  emit({ type: "assistant_response_start", messageId, intent })
  if (content) emit({ type: "assistant_response_chunk", content, chunkIndex: 0 })
  if (summary) emit({ type: "assistant_response_complete", ...summary })
  else if (error) emit({ type: "error", ...error })
}
