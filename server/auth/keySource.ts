import type { KeyObject } from "node:crypto"
import { signingKeys } from "./signingKeys.ts"

/** Public key of a key id, or undefined when there is none. @throws AppError sign_in_unavailable (retryable) when keys cannot be had. */
export type KeySource = (kid: string) => Promise<KeyObject | undefined>

export interface PublicJwk {
  readonly kid: string
  readonly kty: string
  readonly alg: string
  readonly use: string
  readonly n: string
  readonly e: string
}

/** Our own keys, without a request. */
export function ownKeys(keys: readonly PublicJwk[]): KeySource {
  const known = signingKeys(() => Promise.resolve({ keys }))
  return async (kid) => (await known).get(kid)
}
