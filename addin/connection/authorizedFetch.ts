import { problemSchema } from "../../shared/conversation.ts"
import { AppError } from "../../shared/errors.ts"

export interface Token {
  get(): Promise<string>
  forget(): void
}

export interface Call {
  readonly method: string
  readonly accept?: string
  /** JSON text, or the same compressed with gzip. */
  readonly body?: string | Uint8Array<ArrayBuffer>
  /** Ends the call. */
  readonly signal: AbortSignal
}

/** A call to the pane's own origin. Resolves to a successful response. @throws AppError: the server's own sentence where it sent one. */
export type AuthorizedFetch = (path: string, call: Call) => Promise<Response>

export function authorizedFetch(token: Token, fetch: typeof globalThis.fetch): AuthorizedFetch {
  return async (path, call) => {
    let response = await request(fetch, path, call, await token.get())
    if (response.status === 401) {
      // The token may have been revoked or the server's keys changed: once more with a fresh one.
      token.forget()
      response = await request(fetch, path, call, await token.get())
    }
    return unlessRefused(response)
  }
}

/** The same for the few addresses that are open to all. */
export const openFetch =
  (fetch: typeof globalThis.fetch): AuthorizedFetch =>
  async (path, call) =>
    unlessRefused(await request(fetch, path, call, undefined))

async function request(
  fetch: typeof globalThis.fetch,
  path: string,
  { method, accept = "application/json", body, signal }: Call,
  bearer: string | undefined,
): Promise<Response> {
  try {
    return await fetch(path, {
      method,
      headers: {
        Accept: accept,
        ...(bearer !== undefined && { Authorization: `Bearer ${bearer}` }),
        ...(body !== undefined && { "Content-Type": "application/json" }),
        ...(typeof body === "object" && { "Content-Encoding": "gzip" }),
      },
      ...(body !== undefined && { body }),
      signal,
    })
  } catch (error) {
    throw new AppError("offline", "The server cannot be reached. Check your connection, then try again.", {
      cause: error,
    })
  }
}

async function unlessRefused(response: Response): Promise<Response> {
  if (response.ok) return response
  throw await refusalOf(response)
}

/** Why the server refused, from what it sent. */
export async function refusalOf(response: Response): Promise<AppError> {
  const { status } = response
  const problem = problemSchema.safeParse(await response.json().catch(() => undefined))
  const retryAfterMs = secondsOf(response.headers.get("Retry-After"))
  if (problem.success) return new AppError(problem.data.code, problem.data.detail, { retryAfterMs })
  // Not ours, such as a proxy's page.
  if (status === 401) return new AppError("unauthenticated", "Your sign-in was not accepted. Please sign in again.")
  if (status === 404) return new AppError("not_found", "The server does not know this.")
  if (status === 413) return new AppError("message_too_large", "This is too much for one message on this network.")
  if (status === 429)
    return new AppError("rate_limited", "Too many requests. Please wait a minute, then try again.", { retryAfterMs })
  return new AppError("internal", `The server failed (status ${status}). Please try again.`)
}

/** In milliseconds; undefined when it is missing, or a date, which our server never sends. */
const secondsOf = (header: string | null): number | undefined =>
  header !== null && /^\d{1,6}$/.test(header) ? Number(header) * 1000 : undefined
