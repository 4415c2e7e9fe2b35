import type { KeyObject } from "node:crypto"
import jwt from "jsonwebtoken"
import { signInRefused } from "./signInRefused.ts"

/**
 * The payload of a compact JWS that this key signed with RS256, the only algorithm we take whatever the header asks for.
 * No claim has been looked at yet: that is verifyToken's part. @throws AppError unauthenticated.
 */
export function verifySignature(token: string, key: KeyObject): unknown {
  if (!token.split(".").every(isBase64Url)) throw signInRefused("malformed")
  try {
    return jwt.verify(token, key, { algorithms: ["RS256"], ignoreExpiration: true, ignoreNotBefore: true })
  } catch (error) {
    throw signInRefused("signature", error)
  }
}

/** RFC 4648 section 5 without padding. Node also reads other characters and stray bits, so that one signature had many spellings. */
const isBase64Url = (part: string): boolean => Buffer.from(part, "base64url").toString("base64url") === part
