import { generateKeyPairSync, sign, type KeyObject } from "node:crypto"
import type { PublicJwk } from "../../server/auth/keySource.ts"

export interface SigningKey {
  readonly privateKey: KeyObject
  readonly publicKey: KeyObject
  readonly jwk: PublicJwk
}

export function rsaKey(kid: string, modulusLength = 2048): SigningKey {
  const pair = generateKeyPairSync("rsa", { modulusLength })
  const { n, e } = pair.publicKey.export({ format: "jwk" })
  return { ...pair, jwk: { kid, kty: "RSA", alg: "RS256", use: "sig", n: String(n), e: String(e) } }
}

/** A part of a token: JSON, base64url. */
export const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url")

/** Written out by hand, so that what no library would sign can be tried too. */
export function signToken(header: object, claims: unknown, key: KeyObject, hash = "sha256"): string {
  const content = `${encode(header)}.${encode(claims)}`
  return `${content}.${sign(hash, Buffer.from(content), key).toString("base64url")}`
}
