import { createHash, createPrivateKey, createPublicKey, generateKeyPair, randomUUID, type KeyObject } from "node:crypto"
import { link, readFile, rm, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { promisify } from "node:util"
import jwt from "jsonwebtoken"
import { z } from "zod"
import { AppError } from "../../shared/errors.ts"
import type { PublicJwk } from "./keySource.ts"
import type { TokenExpectations } from "./verifyToken.ts"

export interface AccessToken {
  readonly accessToken: string
  readonly expiresInSeconds: number
}

/** Signs development tokens, so that everything behind the sign-in runs as it will with Entra's. */
export interface LocalIssuer {
  readonly jwks: { readonly keys: readonly PublicJwk[] }
  issue(user: string): AccessToken
}

export const localExpectations = {
  issuers: [{ issuer: "urn:excel-chat-agent:local", tenantId: "local", version: undefined }],
  audiences: ["api://excel-chat-agent"],
  scope: "access_as_user",
} as const satisfies TokenExpectations

const expiresInSeconds = 3600
const keyBits = 2048
const jwkSchema = z.object({ kty: z.literal("RSA"), n: z.string(), e: z.string() })

/** The key lives in the data folder, readable by its owner only, so that tokens outlive a restart. @throws AppError storage_unavailable. */
export async function openLocalIssuer(dataDir: string): Promise<LocalIssuer> {
  const privateKey = await readOrMakeKey(join(dataDir, "local-issuer.pem"))
  const { kty, n, e } = jwkSchema.parse(createPublicKey(privateKey).export({ format: "jwk" }))
  // RFC 7638: the thumbprint is the hash of the required members in this order.
  const kid = createHash("sha256").update(JSON.stringify({ e, kty, n })).digest("base64url")
  return {
    jwks: { keys: [{ kid, kty, alg: "RS256", use: "sig", n, e }] },
    issue: (user) => ({
      accessToken: jwt.sign(
        {
          tid: localExpectations.issuers[0].tenantId,
          oid: user,
          scp: localExpectations.scope,
          preferred_username: user,
        },
        privateKey,
        {
          algorithm: "RS256",
          keyid: kid,
          issuer: localExpectations.issuers[0].issuer,
          audience: localExpectations.audiences[0],
          expiresIn: expiresInSeconds,
        },
      ),
      expiresInSeconds,
    }),
  }
}

async function readOrMakeKey(file: string): Promise<KeyObject> {
  const pem = (await readKey(file)) ?? (await makeKey(file))
  const key = parseKey(pem)
  // What is weaker, our own verifier would refuse.
  if (key?.asymmetricKeyType === "rsa" && (key.asymmetricKeyDetails?.modulusLength ?? 0) >= keyBits) return key
  throw new AppError(
    "storage_unavailable",
    `${file} is not a private RSA key of ${keyBits} bits: delete it and start again.`,
  )
}

function parseKey(pem: string): KeyObject | undefined {
  try {
    return createPrivateKey(pem)
  } catch {
    return undefined // whatever else it is, it is no key
  }
}

async function readKey(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, "utf8")
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined
    throw new AppError("storage_unavailable", `The sign-in key ${file} cannot be read.`, { cause: error })
  }
}

/** Of several processes that start at once one gives the key and all use it: it appears under its name whole, and only once. */
async function makeKey(file: string): Promise<string> {
  const { privateKey } = await promisify(generateKeyPair)("rsa", { modulusLength: keyBits })
  const draft = `${file}.${randomUUID()}`
  try {
    await writeFile(draft, privateKey.export({ format: "pem", type: "pkcs8" }), { mode: 0o600 })
    await link(draft, file).catch((error: unknown) => {
      if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error
    })
    return await readFile(file, "utf8")
  } catch (error) {
    throw new AppError("storage_unavailable", `The sign-in key ${file} cannot be written.`, { cause: error })
  } finally {
    await rm(draft, { force: true })
  }
}
