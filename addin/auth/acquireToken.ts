import { AppError } from "../../shared/errors.ts"
import { claimsOf } from "./claims.ts"

export interface TokenWish {
  /** A person has just asked to be signed in: windows may be opened. Otherwise nothing may show. */
  readonly mayPrompt: boolean
  /** The last token was refused or is about to end: not that one again. */
  readonly fresh: boolean
}

/**
 * A way to get an access token. @throws AppError `excel_failed` when this way does not work in this Excel, so that the next one
 * is tried; any other ends the search: the person, an administrator or time must solve it, and another way would not help.
 */
export type TokenSource = (wish: TokenWish) => Promise<string>

export interface TokenKeeper {
  /** A token that is good now. @throws the AppError that ended the search. */
  get(): Promise<string>
  /** A token that is good for two minutes at least, to go on with. @throws the AppError that ended the search. */
  getLasting(): Promise<string>
  /** Called after the server refused the token: the next `get` asks the sources again. */
  forget(): void
  /** The person has asked to be signed in: an attempt that begins within seconds may open a window. */
  allowPrompt(): void
}

/** A token is renewed this long before it ends, so that it does not end on the way, and an open socket can go on with a new one. */
const renewalMarginMs = 2 * 60_000

/** Browsers allow a popup for about this long after a click, and a later attempt would surprise the person. */
const promptMs = 10_000

interface Options {
  readonly now?: () => number
  /** Why a source was skipped, for administrators. */
  readonly report?: (error: unknown) => void
}

/** Keeps the access token in memory only. Sources are tried in order; requests at the same time share one sign-in. */
export function acquireToken(
  sources: () => readonly TokenSource[],
  { now = Date.now, report = () => undefined }: Options = {},
): TokenKeeper {
  let kept: { token: string; endsAt: number } | undefined
  let stale = false
  let promptUntil = -Infinity
  let underWay: { token: Promise<string>; mayPrompt: boolean } | undefined

  const search = async (wish: TokenWish): Promise<string> => {
    let refusal: unknown
    for (const source of sources())
      try {
        return await source(wish)
      } catch (error) {
        refusal = error
        // Never sign in silently after a sign-out.
        if (!(error instanceof AppError && error.code === "excel_failed")) break
        report(error)
      }
    throw refusal
  }

  const renew = async (mayPrompt: boolean): Promise<string> => {
    const token = await search({ mayPrompt, fresh: stale || kept !== undefined })
    kept = { token, endsAt: (claimsOf(token).exp ?? 0) * 1000 }
    stale = false
    return token
  }

  const start = (mayPrompt: boolean, after: Promise<unknown>): Promise<string> => {
    const token = after.then(() => renew(mayPrompt))
    const attempt = { token, mayPrompt }
    underWay = attempt
    const end = (): void => {
      if (underWay === attempt) underWay = undefined
    }
    token.then(end, end)
    return token
  }

  const getLasting = async (): Promise<string> => {
    if (kept && now() < kept.endsAt - renewalMarginMs) return kept.token
    const mayPrompt = now() < promptUntil
    // A click must not reuse the result of a silent attempt that started before it.
    if (underWay && (underWay.mayPrompt || !mayPrompt)) return underWay.token
    promptUntil = -Infinity
    return start(mayPrompt, underWay ? underWay.token.catch(() => undefined) : Promise.resolve())
  }

  return {
    getLasting,
    get: () =>
      getLasting().catch((error: unknown) => {
        // It could not be renewed in time, but it is still good.
        if (!kept || now() >= kept.endsAt) throw error
        report(error)
        return kept.token
      }),
    forget: () => {
      stale = true
      kept = undefined
    },
    allowPrompt: () => {
      promptUntil = now() + promptMs
    },
  }
}
