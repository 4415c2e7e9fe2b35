import { limits } from "../../shared/limits.ts"
import { answer } from "../assistant/answer.ts"
import type { Config } from "../config/config.ts"
import { LiveSessions } from "../session/liveSessions.ts"
import type { SessionParts } from "../session/session.ts"
import { questionLimiter } from "../session/turn/questionLimiter.ts"
import type { MeasuredModel } from "./instrumentedModel.ts"
import { instrumentedTools } from "./instrumentedTools.ts"
import type { Replacements } from "./replacements.ts"

export interface SessionSources extends Pick<
  SessionParts,
  "workbooks" | "cache" | "analyzer" | "conversations" | "log" | "metrics" | "heartbeatMs"
> {
  readonly model: MeasuredModel | undefined
}

/** The chats in use here, whose questions the model answers, or the offline analyst where there is none. */
export function openSessions(
  { model, ...parts }: SessionSources,
  config: Pick<Config, "questionsPerMinute">,
  replacements: Pick<Replacements, "turnMs">,
): LiveSessions {
  return new LiveSessions({
    ...parts,
    answer: (question, signal) =>
      instrumentedTools(
        answer({ model, today: new Date().toISOString().slice(0, 10) }, question, signal),
        parts.metrics,
      ),
    answeredBy: model ? "model" : "offline",
    countQuestion: questionLimiter(parts.cache, config.questionsPerMinute),
    turnMs: replacements.turnMs ?? limits.turnMs,
  })
}
