import type { KeyObject } from "node:crypto"
import { AppError } from "../../shared/errors.ts"
import { fetchJson } from "./fetchJson.ts"
import type { KeySource } from "./keySource.ts"
import { signingKeys } from "./signingKeys.ts"

export interface EntraKeysOptions {
  readonly authority: string
  readonly tenantIds: readonly string[]
  /** Milliseconds from any beginning; never set back. */
  readonly now?: () => number
  /** Told each time that the keys could not be had, also while older ones still serve. */
  readonly onFailure?: (error: unknown) => void
}

/** After this long a key that is no longer published is refused. */
const freshMs = 10 * 60_000
/** How long keys serve while newer ones cannot be had; Microsoft asks to look for new ones once a day. */
const staleMs = 24 * 60 * 60_000
/** Between two requests. A new key is published long before it signs. */
const pauseMs = 30_000

/**
 * Keys of the tenants: all of them fetched at once, kept for ten minutes, and fetched again for a key id that is not among them
 * (rotation), at most every 30 seconds. jwks-rsa's own cache and limit count by key id: made-up ids would use the limit up, and
 * then nobody could sign in. Here they cost one request in 30 seconds, and keys that are known go on serving.
 */
export function entraKeys({
  authority,
  tenantIds,
  now = () => performance.now(),
  onFailure,
}: EntraKeysOptions): KeySource {
  // For several tenants the keys they share (organizations): one request instead of one for each. Whose token it is stands in
  // its signed claims, which the verifier holds against the list of tenants.
  const url = `${authority}/${tenantIds.length === 1 ? tenantIds[0] : "organizations"}/discovery/v2.0/keys`
  let keys: ReadonlyMap<string, KeyObject> = new Map()
  let fetchedAt = -Infinity
  let askAgainAt = -Infinity
  let failure: unknown
  let asking: Promise<void> | undefined

  const ask = async (): Promise<void> => {
    try {
      keys = await signingKeys(
        () => fetchJson(url),
        ({ issuer }) => isOfTenants(issuer, tenantIds),
      )
      fetchedAt = now()
      failure = undefined
    } catch (error) {
      failure = error
      onFailure?.(error)
    } finally {
      askAgainAt = now() + pauseMs
      asking = undefined
    }
  }

  return async (kid) => {
    const isFresh = now() - fetchedAt < freshMs
    if (!(isFresh && keys.has(kid)) && now() >= askAgainAt) await (asking ??= ask())
    const key = now() - fetchedAt < staleMs ? keys.get(kid) : undefined
    if (key === undefined && failure !== undefined)
      throw new AppError(
        "sign_in_unavailable",
        "The keys that sign-ins are checked with cannot be fetched right now; please try again in a moment.",
        { cause: failure, retryAfterMs: Math.max(0, askAgainAt - now()) },
      )
    return key
  }
}

/**
 * Entra says of each key whose tokens it signs: `https://…/{tenantid}/v2.0`, literally so, for every tenant, or the id of one. A key
 * of another tenant (that of private accounts stands in the same list) must sign for nobody here.
 */
const isOfTenants = (issuer: string | undefined, tenantIds: readonly string[]): boolean =>
  issuer === undefined || issuer.includes("/{tenantid}/") || tenantIds.some((id) => issuer.includes(`/${id}/`))
