import type { Request, Response } from "express"
import type { z } from "zod"
import type { ErrorCode } from "../../../shared/errors.ts"

/** A schema and the name that generated clients give its type. */
export interface Named<T> {
  readonly name: string
  readonly schema: z.ZodType<T>
}

/** Bodies that share the count of those under way. */
export type LargeGroup = "questions" | "blocks" | "files"

/** How a body is read, and up to how many bytes; `T` is what the handler gets of it. */
export interface Body<T> extends Named<unknown> {
  /** `bytes` are JSON that is parsed away from the event loop, `form` is a stream that the handler reads. */
  readonly as: "json" | "bytes" | "form"
  readonly maxBytes: number
  /** True when the request may come without it. */
  readonly optional?: true
  /** Of bodies that may be large, one owner has only a few under way at once in each group. */
  readonly large?: LargeGroup
  readonly read: (request: Request) => T
}

/** Nothing, JSON, or text of another type. */
export interface Reply<T> {
  readonly status: 200 | 201 | 202 | 204
  /** When there was something already. */
  readonly alsoStatus?: 200
  readonly description: string
  readonly json?: Named<T>
  readonly text?: "text/plain" | "text/event-stream"
}

/** All that is known of a way to call this server before anybody does: what it needs, what it gives, and its OpenAPI text. */
export interface RouteDescription {
  /** Unique; what generated clients call it. */
  readonly id: string
  /** What it is for: the group in which a reader finds it. */
  readonly tag: "Asking" | "Chats" | "Following" | "Starting" | "Operating" | "Workbooks" | "Knowledge"
  readonly method: "get" | "post" | "put" | "patch" | "delete"
  /** As in OpenAPI: `/api/conversations/sessions/{sessionId}`. */
  readonly path: string
  readonly summary: string
  readonly description?: string
  /** `operator`: signed in, except where sign-in is local, which lets everybody in anyway. `metrics`: METRICS_TOKEN, or this machine. */
  readonly access: "public" | "signedIn" | "operator" | "metrics"
  /** For whom its requests are counted against floods. */
  readonly rateLimit: "owner" | "address" | "none"
  /** Part of the interface only where sign-in is local. */
  readonly localOnly?: true
  /** Checks of path parameters; the others are taken as they come. */
  readonly params?: z.ZodObject
  readonly query?: z.ZodObject
  readonly body?: Body<unknown>
  readonly reply: Reply<unknown>
  /** Beside those that every route of its kind may end with. */
  readonly problems: readonly ErrorCode[]
  /** The shape of its problems where they tell more than others. */
  readonly problem?: Named<unknown>
}

/** One way to call this server. `Parts` is what its handler needs. */
export interface Route<Parts> extends RouteDescription {
  readonly run: (parts: Parts, request: Request, response: Response) => Promise<void>
}
