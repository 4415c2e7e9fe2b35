import jwt from "jsonwebtoken"
import { z } from "zod"
import { AppError } from "../../shared/errors.ts"
import type { KeySource } from "./keySource.ts"
import type { Access } from "./owner.ts"
import { signInRefused } from "./signInRefused.ts"
import { verifySignature } from "./verifySignature.ts"

export interface TokenExpectations {
  readonly issuers: readonly TrustedIssuer[]
  readonly audiences: readonly string[]
  readonly scope: string
}

/** An issuer speaks for one tenant, in tokens of one version: all three claims must agree. */
export interface TrustedIssuer {
  readonly issuer: string
  readonly tenantId: string
  /** The claim `ver`; undefined where tokens have none. */
  readonly version: string | undefined
}

export type VerifyToken = (token: string) => Promise<Access>

/** Entra's longest, with 200 groups in it, has about 13,000 characters. */
const longestToken = 16_384
const clockSkewMs = 60_000

const headerSchema = z.object({
  alg: z.literal("RS256"),
  // Names one of the keys that we trust; a key or an address of keys that the token brings along (jwk, jku, x5c, x5u) is never looked at.
  kid: z.string().min(1).max(256),
  // RFC 9068 2.1 and RFC 8725 3.11: a signed thing of another kind is no access token.
  typ: z
    .string()
    .regex(/^(application\/)?(at\+)?jwt$/i)
    .optional(),
  // RFC 7515 4.1.11: an extension that is critical and not understood makes the token invalid; we understand none.
  crit: z.undefined().optional(),
})

/** Owners' ids become keys of rows and of caches: no control characters, no halves of characters, no great length. */
const ownerId = z.string().regex(/^[^\p{C}]{1,128}$/u)
/** Seconds since 1970, as far as a date can go. */
const numericDate = z.number().min(0).max(8.64e12)

const claimsSchema = z.object({
  iss: z.string(),
  aud: z.string(),
  tid: ownerId,
  oid: ownerId,
  exp: numericDate,
  nbf: numericDate.optional(),
  iat: numericDate.optional(),
  ver: z.string().optional(),
  scp: z.string().optional(),
})

/**
 * Checks signature (RS256 only, key by `kid`), issuer with its tenant and version, audience, lifetime and scope, and returns the
 * owner (`tid` and `oid`: a guest is the guest's account in the tenant that let them in) and the end (`exp`).
 * @param now milliseconds since 1970.
 * @throws AppError unauthenticated with the same sentence whatever was wrong, forbidden when only the scope is missing (also for
 * an application's own token, which has roles instead), sign_in_unavailable when the keys cannot be had.
 */
export function tokenVerifier(
  keys: KeySource,
  expect: TokenExpectations,
  now: () => number = () => Date.now(),
): VerifyToken {
  return async (token) => {
    const header = headerSchema.safeParse(decodeHeader(token))
    if (!header.success) throw signInRefused("header", header.error)
    const key = await keys(header.data.kid)
    if (key === undefined) throw signInRefused("unknown_key")
    const claims = claimsSchema.safeParse(verifySignature(token, key))
    if (!claims.success) throw signInRefused("claims", claims.error)
    const { iss, aud, tid, oid, exp, nbf = 0, iat = 0, ver, scp = "" } = claims.data
    const time = now()
    if (time >= exp * 1000 + clockSkewMs) throw signInRefused("expired")
    if (time < Math.max(nbf, iat) * 1000 - clockSkewMs) throw signInRefused("not_yet_valid")
    if (!expect.issuers.some((known) => known.issuer === iss && known.tenantId === tid && known.version === ver))
      throw signInRefused("issuer")
    if (!expect.audiences.includes(aud)) throw signInRefused("audience")
    if (!scp.split(" ").includes(expect.scope))
      throw new AppError(
        "forbidden",
        "This sign-in does not allow use of the chat; ask your administrator to grant it.",
      )
    return { owner: { tenantId: tid, userId: oid }, endsAt: exp * 1000 + clockSkewMs }
  }
}

function decodeHeader(token: string): unknown {
  if (token.length > longestToken) throw signInRefused("malformed")
  try {
    const decoded = jwt.decode(token, { complete: true })
    if (decoded) return decoded.header
  } catch (error) {
    throw signInRefused("malformed", error)
  }
  throw signInRefused("malformed")
}
