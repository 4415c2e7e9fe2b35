import { createHash, createPrivateKey, createPublicKey, generateKeyPair, type KeyObject } from "node:crypto"
import { readFile, writeFile } from "node:fs/promises"
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

/** Signs development tokens, so that everything behind the door runs as it will with Entra's. */
export interface LocalIssuer {
  readonly jwks: { readonly keys: readonly PublicJwk[] }
  issue(user: string): AccessToken
}

export const localExpectations: TokenExpectations = {
  issuers: ["urn:excel-chat-agent:local"],
  audiences: ["api://excel-chat-agent"],
  scope: "access_as_user",
}

const expiresInSeconds = 3600
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
        { tid: "local", oid: user, scp: localExpectations.scope, preferred_username: user },
        privateKey,
        {
          algorithm: "RS256",
          keyid: kid,
          issuer: localExpectations.issuers[0],
          audience: localExpectations.audiences[0],
          expiresIn: expiresInSeconds,
        },
      ),
      expiresInSeconds,
    }),
  }
}

async function readOrMakeKey(file: string): Promise<KeyObject> {
  const pem = await readFile(file, "utf8").catch((error: unknown) => {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined
    throw new AppError("storage_unavailable", `The sign-in key ${file} cannot be read.`, { cause: error })
  })
  if (pem === undefined) return makeKey(file)
  try {
    return createPrivateKey(pem)
  } catch (error) {
    throw new AppError("storage_unavailable", `${file} is not a private key: delete it and start again.`, {
      cause: error,
    })
  }
}

async function makeKey(file: string): Promise<KeyObject> {
  const { privateKey } = await promisify(generateKeyPair)("rsa", { modulusLength: 2048 })
  try {
    await writeFile(file, privateKey.export({ format: "pem", type: "pkcs8" }), { mode: 0o600 })
  } catch (error) {
    throw new AppError("storage_unavailable", `The sign-in key ${file} cannot be written.`, { cause: error })
  }
  return privateKey
}
