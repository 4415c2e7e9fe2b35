import jwt from "jsonwebtoken"
import { z } from "zod"
import { AppError } from "../../shared/errors.ts"
import type { KeySource } from "./keySource.ts"
import type { Access } from "./owner.ts"

export interface TokenExpectations {
  readonly issuers: readonly [string, ...string[]]
  readonly audiences: readonly [string, ...string[]]
  readonly scope: string
}

export type VerifyToken = (token: string) => Promise<Access>

const longestToken = 16_384
const clockSkewSeconds = 60

const headerSchema = z.object({
  alg: z.literal("RS256"),
  kid: z.string().min(1).max(256),
  // RFC 7515 4.1.11: an extension that is critical and not understood makes the token invalid; we understand none.
  crit: z.undefined().optional(),
})
const claimsSchema = z.object({
  tid: z.string().min(1).max(128),
  oid: z.string().min(1).max(128),
  exp: z.number(),
  scp: z.string().optional(),
})

/**
 * Checks signature (RS256 only, key by `kid`), issuer, audience, lifetime and scope, and returns the owner (`tid` and `oid`) and the end (`exp`).
 * @throws AppError unauthenticated with the same sentence whatever was wrong, forbidden when only the scope is missing.
 */
export function tokenVerifier(keys: KeySource, expect: TokenExpectations): VerifyToken {
  return async (token) => {
    const header = headerSchema.safeParse(token.length <= longestToken ? decodeHeader(token) : undefined)
    if (!header.success) throw refused()
    const key = await keys(header.data.kid)
    if (key === undefined) throw refused()
    const claims = claimsSchema.safeParse(verifySignature(token, key, expect))
    if (!claims.success) throw refused()
    if (!claims.data.scp?.split(" ").includes(expect.scope))
      throw new AppError(
        "forbidden",
        "This sign-in does not allow use of the chat; ask your administrator to grant it.",
      )
    const { tid, oid, exp } = claims.data
    return { owner: { tenantId: tid, userId: oid }, endsAt: exp * 1000 }
  }
}

function decodeHeader(token: string): unknown {
  try {
    return jwt.decode(token, { complete: true })?.header
  } catch (error) {
    throw refused(error)
  }
}

function verifySignature(token: string, key: string, expect: TokenExpectations): unknown {
  try {
    return jwt.verify(token, key, {
      algorithms: ["RS256"],
      issuer: [...expect.issuers],
      audience: [...expect.audiences],
      clockTolerance: clockSkewSeconds,
    })
  } catch (error) {
    throw refused(error)
  }
}

const refused = (cause?: unknown): AppError =>
  new AppError("unauthenticated", "The sign-in is missing, not valid or has ended; please sign in again.", { cause })
