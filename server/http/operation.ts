import type { z } from "zod"
import type { ErrorCode } from "../../shared/errors.ts"

/** One documented way to call this server. */
export interface Operation {
  /** Unique; what generated clients call it. */
  readonly id: string
  /** What it is for: the group in which a reader finds it. */
  readonly tag: "Asking" | "Chats" | "Following" | "Starting" | "Operating" | "Workbooks" | "Knowledge"
  readonly method: "get" | "post" | "put" | "patch" | "delete"
  /** As in OpenAPI: `/api/conversations/sessions/{sessionId}`. */
  readonly path: string
  readonly summary: string
  readonly description?: string
  /** `unless_local`: needs a token except where sign-in is local, which lets everybody in anyway. */
  readonly signIn: "none" | "required" | "unless_local" | "metrics_token"
  /** Part of the interface only where sign-in is local. */
  readonly localOnly?: true
  readonly query?: z.ZodObject
  readonly body?: Body
  readonly reply: Reply
  /** Beside those that every operation of its kind may end with. */
  readonly problems: readonly ErrorCode[]
}

/** A schema and the name that generated clients give its type. */
interface Named {
  readonly name: string
  readonly schema: z.ZodType
}

export interface Body extends Named {
  /** True when the request may come without it. */
  readonly optional?: true
  /** A form with files in place of JSON. */
  readonly multipart?: true
}

/** Nothing, JSON, or text of another type. */
export interface Reply {
  readonly status: 200 | 201 | 202 | 204
  /** When there was something already. */
  readonly alsoStatus?: 200
  readonly description: string
  readonly json?: Named
  readonly text?: "text/plain" | "text/event-stream"
}
