import { problemSchema } from "../../shared/conversation.ts"
import { AppError } from "../../shared/errors.ts"

export interface Token {
  get(): Promise<string>
  forget(): void
}

export interface Call {
  readonly method: string
  readonly accept?: string
  /** JSON text. */
  readonly body?: string
  /** Ends the call. */
  readonly signal: AbortSignal
}

/** A call to the pane's own origin. Resolves to what is no failure. @throws AppError: the server's own sentence where it sent one. */
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
  const { status } = response
  const problem = problemSchema.safeParse(await response.json().catch(() => undefined))
  if (problem.success) throw new AppError(problem.data.code, problem.data.detail)
  // Not ours, such as a proxy's page.
  if (status === 401) throw new AppError("unauthenticated", "Your sign-in was not accepted. Please sign in again.")
  if (status === 404) throw new AppError("not_found", "The server does not know this chat.")
  if (status === 413)
    throw new AppError("message_too_large", "These cells are too much for one message on this network.")
  if (status === 429) throw new AppError("rate_limited", "Too many requests. Please wait a minute, then try again.")
  throw new AppError("internal", `The server failed (status ${status}). Please try again.`)
}
