import { AppError } from "../../shared/errors.ts"

/**
 * A way to get an access token; the first of several that succeeds is used. @throws AppError: `signed_out` when the person must
 * do something about it, which ends the search; anything else when this way does not work here.
 */
export type TokenSource = () => Promise<string>

export interface TokenKeeper {
  /** A token that is still good for a while. @throws the last source's AppError. */
  get(): Promise<string>
  /** Called after the server refused the token: the next `get` asks the sources again. */
  forget(): void
}

/** A token is renewed this long before it expires, so that it does not expire on the way. */
const marginMs = 2 * 60_000

/** Keeps the access token in memory only. Sources are tried in order; requests at the same time share one sign-in. */
export function acquireToken(sources: () => readonly TokenSource[], now: () => number = Date.now): TokenKeeper {
  let kept: { token: string; goodUntil: number } | undefined
  let underWay: Promise<string> | undefined

  const renew = async (): Promise<string> => {
    let refusal: unknown
    for (const source of sources())
      try {
        const token = await source()
        kept = { token, goodUntil: expiry(token) - marginMs }
        return token
      } catch (error) {
        refusal = error
        // Nobody is signed in behind the back of a person who has signed out.
        if (error instanceof AppError && error.code === "signed_out") break
      }
    throw refusal
  }

  return {
    get: () => {
      if (kept && now() < kept.goodUntil) return Promise.resolve(kept.token)
      underWay ??= renew().finally(() => (underWay = undefined))
      return underWay
    },
    forget: () => (kept = undefined),
  }
}

/** Milliseconds since 1970 at which a JWT expires; 0 when it does not say, so that it is never kept. The server verifies it, not we. */
function expiry(token: string): number {
  try {
    const payload: unknown = JSON.parse(atob((token.split(".")[1] ?? "").replaceAll("-", "+").replaceAll("_", "/")))
    return typeof payload === "object" && payload !== null && "exp" in payload ? Number(payload.exp) * 1000 || 0 : 0
  } catch {
    return 0 // an opaque token
  }
}
