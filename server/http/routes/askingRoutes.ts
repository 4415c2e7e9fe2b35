import { limits } from "../../../shared/limits.ts"
import { rangeProfileSchema } from "../../../shared/profile.ts"
import { rangeContentSchema } from "../../../shared/workbook.ts"
import { profileRange } from "../../analysis/profileRange.ts"
import type { WorkerAnalyzer } from "../../analysis/workerAnalyzer.ts"
import { answerRequest, type AnswerRequestParts } from "../../session/answerRequest.ts"
import { chatReplySchema, chatRequestSchema } from "../../session/messages/chatRequest.ts"
import { cellsBody } from "../routing/bodies.ts"
import { signedIn } from "../routing/rights.ts"
import { routesNeeding } from "../routing/routesNeeding.ts"

export interface AskingParts extends AnswerRequestParts {
  readonly analyzer: Pick<WorkerAnalyzer, "openJson">
}

const route = routesNeeding<AskingParts>()
const cells = { maxBytes: limits.bodyBytes, large: "questions" } as const

/** What a script asks in one request. */
export const askingRoutes = [
  route({
    id: "chat",
    tag: "Asking",
    method: "post",
    path: "/api/chat",
    summary: "Ask one question and get its whole answer",
    description:
      "For scripts: the cells come with the question, or `workbook` names what is stored: a synced workbook, uploaded files. Every figure of the answer was computed here and stands in `proofs`, or it is named in `unverified`.",
    ...signedIn,
    body: cellsBody("ChatRequest", chatRequestSchema, cells),
    reply: {
      status: 200,
      description: "The answer, in Markdown.",
      json: { name: "ChatReply", schema: chatReplySchema },
    },
    problems: [
      "not_found",
      "turn_running",
      "range_too_large",
      "range_empty",
      "server_stopping",
      "storage_unavailable",
      "timeout",
    ],
    handle: (parts, { owner, body, signal }) => answerRequest(parts, owner, body, signal),
  }),
  route({
    id: "profileRange",
    tag: "Asking",
    method: "post",
    path: "/api/analysis/range",
    summary: "Find the table in a range and profile it",
    description: "Computed without a model, and kept nowhere.",
    ...signedIn,
    body: cellsBody("Range", rangeContentSchema, cells),
    reply: {
      status: 200,
      description: "What the numbers say.",
      json: { name: "RangeProfile", schema: rangeProfileSchema },
    },
    problems: ["range_too_large", "range_empty", "server_stopping", "timeout"],
    handle: ({ analyzer }, { body, signal }) => profileRange(analyzer, body, signal),
  }),
]
