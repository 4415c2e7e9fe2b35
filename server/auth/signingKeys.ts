import { createPublicKey, type KeyObject } from "node:crypto"
import { JwksClient } from "jwks-rsa"
import { z } from "zod"

/** What may check an RS256 signature: RFC 7517 4.2 to 4.4. Anything else in a key set is for somebody else. */
const usableJwk = z.object({
  kty: z.literal("RSA"),
  kid: z.string().min(1).max(256),
  use: z.literal("sig").optional(),
  alg: z.literal("RS256").optional(),
  key_ops: z.tuple([z.literal("verify")]).optional(),
  // A modulus of at most 8192 bits, so that no signature takes long to check.
  n: z.string().max(1366),
  e: z.string().max(8),
  issuer: z.string().optional(),
})
export type UsableJwk = z.infer<typeof usableJwk>

const keySet = z.object({ keys: z.array(z.unknown()) })

/**
 * The keys of a key set (RFC 7517) by their id, without those that are too weak, for another use or that `isOurs` leaves out; of
 * several with one id the first. @throws when it is no key set or nothing in it is of use.
 */
export async function signingKeys(
  read: () => Promise<unknown>,
  isOurs: (key: UsableJwk) => boolean = () => true,
): Promise<ReadonlyMap<string, KeyObject>> {
  const client = new JwksClient({
    cache: false,
    fetcher: async () => ({
      keys: keySet.parse(await read()).keys.flatMap((key) => {
        const usable = usableJwk.safeParse(key)
        return usable.success && isOurs(usable.data) ? [usable.data] : []
      }),
    }),
  })
  const keys = new Map<string, KeyObject>()
  for (const found of await client.getSigningKeys()) {
    const key = createPublicKey(found.getPublicKey())
    if (!keys.has(found.kid) && isStrong(key)) keys.set(found.kid, key)
  }
  if (keys.size === 0) throw new Error("There is no usable key in the key set.")
  return keys
}

/** RFC 7518 3.3 wants 2048 bits; NIST SP 800-56B an exponent from 65537 (with 1, anybody could sign). */
function isStrong({ asymmetricKeyDetails: { modulusLength = 0, publicExponent = 0n } = {} }: KeyObject): boolean {
  return modulusLength >= 2048 && publicExponent >= 65537n
}
