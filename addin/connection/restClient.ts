import { z } from "zod"
import {
  historySchema,
  problemSchema,
  sessionSchema,
  settingsSchema,
  type HistoryMessage,
  type Session,
  type Settings,
} from "../../shared/conversation.ts"
import { AppError } from "../../shared/errors.ts"

export interface RestClient {
  readonly settings: () => Promise<Settings>
  readonly createSession: () => Promise<Session>
  readonly history: (sessionId: string) => Promise<readonly HistoryMessage[]>
  /** A single-use ticket that opens one socket. */
  readonly ticket: () => Promise<string>
}

interface Token {
  get(): Promise<string>
  forget(): void
}

const requestTimeoutMs = 15_000

/** The server's REST interface on the pane's own origin. Every call throws AppError. */
export function restClient(
  token: Token,
  fetch: typeof globalThis.fetch = globalThis.fetch.bind(globalThis),
): RestClient {
  const attempt = async (method: string, path: string, bearer: string | undefined): Promise<Response> => {
    try {
      return await fetch(path, {
        method,
        headers: { Accept: "application/json", ...(bearer && { Authorization: `Bearer ${bearer}` }) },
        signal: AbortSignal.timeout(requestTimeoutMs),
      })
    } catch (error) {
      throw new AppError("offline", "The server cannot be reached. Check your connection, then try again.", {
        cause: error,
      })
    }
  }

  const call = async <T>(schema: z.ZodType<T>, method: string, path: string, open = false): Promise<T> => {
    let response = await attempt(method, path, open ? undefined : await token.get())
    if (response.status === 401 && !open) {
      // The token may have been revoked or the server's keys changed: once more with a fresh one.
      token.forget()
      response = await attempt(method, path, await token.get())
    }
    const body: unknown = await response.json().catch(() => undefined)
    if (!response.ok) throw problemError(response.status, body)
    const parsed = schema.safeParse(body)
    if (!parsed.success)
      throw new AppError(
        "unsupported_version",
        "The server and this pane do not fit together. Please reload the pane.",
        {
          cause: parsed.error,
        },
      )
    return parsed.data
  }

  return {
    settings: () => call(settingsSchema, "GET", "/api/settings", true),
    createSession: () => call(sessionSchema, "POST", "/api/conversations/sessions"),
    history: async (sessionId) =>
      (await call(historySchema, "GET", `/api/conversations/sessions/${encodeURIComponent(sessionId)}/history`))
        .messages,
    ticket: async () => (await call(ticketSchema, "POST", "/api/ws-ticket")).ticket,
  }
}

const ticketSchema = z.object({ ticket: z.string(), expiresInSeconds: z.number() })

/** The server's own sentence where it sent one; else what the status means. */
function problemError(status: number, body: unknown): AppError {
  const problem = problemSchema.safeParse(body)
  if (problem.success) return new AppError(problem.data.code, problem.data.detail)
  if (status === 401) return new AppError("unauthenticated", "Your sign-in was not accepted. Please sign in again.")
  if (status === 404) return new AppError("not_found", "The server does not know this chat.")
  if (status === 429) return new AppError("rate_limited", "Too many requests. Please wait a minute, then try again.")
  return new AppError("internal", `The server failed (status ${status}). Please try again.`)
}
