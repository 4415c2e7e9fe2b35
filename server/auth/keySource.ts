import { JwksClient, JwksError, SigningKeyNotFoundError } from "jwks-rsa"
import { AppError } from "../../shared/errors.ts"

/** Public key (PEM) of a key id, or undefined when there is none. @throws AppError internal (retryable) when keys cannot be fetched. */
export type KeySource = (kid: string) => Promise<string | undefined>

export interface PublicJwk {
  readonly kid: string
  readonly kty: string
  readonly alg: string
  readonly use: string
  readonly n: string
  readonly e: string
}

/** Our own keys, without a request. */
export const ownKeys = (keys: readonly PublicJwk[]): KeySource =>
  keySource(new JwksClient({ fetcher: () => Promise.resolve({ keys: [...keys] }), cache: false }))

/** Keys of an Entra tenant: cached, fetched again when an unknown key id appears (rotation), at most ten times a minute. */
export const entraKeys = (tenantId: string): KeySource =>
  keySource(
    new JwksClient({
      jwksUri: `https://login.microsoftonline.com/${tenantId}/discovery/v2.0/keys`,
      rateLimit: true,
      jwksRequestsPerMinute: 10,
      timeout: 10_000,
    }),
  )

function keySource(client: JwksClient): KeySource {
  return async (kid) => {
    try {
      return (await client.getSigningKey(kid)).getPublicKey()
    } catch (error) {
      if (error instanceof SigningKeyNotFoundError) return undefined
      const sentence = "The keys that sign-ins are checked with cannot be fetched right now; please try again."
      throw new AppError("internal", sentence, { cause: error instanceof JwksError ? error.name : error })
    }
  }
}
