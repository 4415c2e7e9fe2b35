import assert from "node:assert/strict"
import { createHmac, generateKeyPairSync, sign, type KeyObject } from "node:crypto"
import { entraExpectations } from "../../../server/auth/entra.ts"
import { ownKeys } from "../../../server/auth/keySource.ts"
import { localExpectations } from "../../../server/auth/localIssuer.ts"
import { tokenVerifier } from "../../../server/auth/verifyToken.ts"
import { AppError } from "../../../shared/errors.ts"

const keys = generateKeyPairSync("rsa", { modulusLength: 2048 })
const others = generateKeyPairSync("rsa", { modulusLength: 2048 })
const jwk = keys.publicKey.export({ format: "jwk" })
const publicPem = keys.publicKey.export({ format: "pem", type: "spki" }).toString()
const verify = tokenVerifier(
  ownKeys([{ kid: "k1", kty: "RSA", alg: "RS256", use: "sig", n: String(jwk.n), e: String(jwk.e) }]),
  localExpectations,
)

const now = Math.floor(Date.now() / 1000)
const goodHeader = { alg: "RS256", typ: "JWT", kid: "k1" }
const goodClaims = {
  iss: "urn:excel-chat-agent:local",
  aud: "api://excel-chat-agent",
  tid: "t1",
  oid: "u1",
  scp: "openid access_as_user",
  exp: now + 3600,
}

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url")

/** Written out by hand, so that what no library would sign can be tried too. */
function token(header: object, claims: object, key: KeyObject = keys.privateKey): string {
  const content = `${encode(header)}.${encode(claims)}`
  return `${content}.${sign("sha256", Buffer.from(content), key).toString("base64url")}`
}

function hmacToken(header: object, secret: string): string {
  const content = `${encode(header)}.${encode(goodClaims)}`
  return `${content}.${createHmac("sha256", secret).update(content).digest("base64url")}`
}

const good = token(goodHeader, goodClaims)
const [head = "", body = "", signature = ""] = good.split(".")

describe("tokenVerifier", () => {
  it("takes the owner from tid and oid of a good token", async () => {
    assert.deepEqual(await verify(good), { tenantId: "t1", userId: "u1" })
  })

  it("allows a minute of clock difference", async () => {
    const now = Math.floor(Date.now() / 1000)
    assert.equal((await verify(token(goodHeader, { ...goodClaims, exp: now - 30 }))).userId, "u1")
    assert.equal((await verify(token(goodHeader, { ...goodClaims, nbf: now + 30 }))).userId, "u1")
  })

  const refused: [string, string][] = [
    ["an expired token", token(goodHeader, { ...goodClaims, exp: now - 120 })],
    ["a token that is not valid yet", token(goodHeader, { ...goodClaims, nbf: now + 3600 })],
    ["a token without expiry", token(goodHeader, { ...goodClaims, exp: undefined })],
    ["a token of another issuer", token(goodHeader, { ...goodClaims, iss: "https://evil.example.com" })],
    ["a token for another audience", token(goodHeader, { ...goodClaims, aud: "api://another" })],
    ["a token without tenant", token(goodHeader, { ...goodClaims, tid: undefined })],
    ["a token without user", token(goodHeader, { ...goodClaims, oid: "" })],
    ["a token signed by another key", token(goodHeader, goodClaims, others.privateKey)],
    ["a token with an unknown key id", token({ ...goodHeader, kid: "k2" }, goodClaims)],
    ["a token without key id", token({ alg: "RS256" }, goodClaims)],
    ["a token with an empty key id", token({ ...goodHeader, kid: "" }, goodClaims)],
    ["alg none", `${encode({ alg: "none", kid: "k1" })}.${encode(goodClaims)}.`],
    ["alg none with the old signature", `${encode({ alg: "none", kid: "k1" })}.${body}.${signature}`],
    ["HS256 signed with the public key", hmacToken({ alg: "HS256", kid: "k1" }, publicPem)],
    ["RS256 announced, HS256 signed", hmacToken(goodHeader, publicPem)],
    ["RS512", token({ ...goodHeader, alg: "RS512" }, goodClaims)],
    ["a changed payload", `${head}.${encode({ ...goodClaims, oid: "somebody" })}.${signature}`],
    ["a missing signature", `${head}.${body}.`],
    ["a critical header nobody knows", token({ ...goodHeader, crit: ["b64"], b64: false }, goodClaims)],
    [
      "a key that the token brings along",
      token({ alg: "RS256", jwk: others.publicKey.export({ format: "jwk" }) }, goodClaims, others.privateKey),
    ],
    [
      "an address of keys that the token brings along",
      token({ ...goodHeader, kid: "k9", jku: "https://evil.example.com/keys" }, goodClaims),
    ],
    ["words", "not-a-token"],
    ["nothing", ""],
    ["three dots", "..."],
    ["a payload that is no JSON", `${head}.${Buffer.from("hello").toString("base64url")}.${signature}`],
    ["a header that is no object", `${encode(null)}.${body}.${signature}`],
    ["a token of 20,000 characters", `${head}.${"a".repeat(20_000)}.${signature}`],
  ]
  for (const [name, bad] of refused)
    it(`refuses ${name}`, async () => {
      await assert.rejects(verify(bad), (error: unknown) => {
        assert.ok(error instanceof AppError)
        assert.equal(error.code, "unauthenticated")
        assert.equal(error.message, "The sign-in is missing, not valid or has ended; please sign in again.")
        return true
      })
    })

  for (const scp of [undefined, "", "openid", "access_as_user_too"])
    it(`forbids the scope ${String(scp)}`, async () => {
      await assert.rejects(verify(token(goodHeader, { ...goodClaims, scp })), { code: "forbidden" })
    })

  it("takes Entra's tokens of both versions for the one tenant and application", async () => {
    const ids = { tenantId: "11111111-2222-4333-8444-555555555555", clientId: "66666666-7777-4888-9999-000000000000" }
    const entra = tokenVerifier(() => Promise.resolve(publicPem), entraExpectations(ids))
    const v2 = { ...goodClaims, iss: `https://login.microsoftonline.com/${ids.tenantId}/v2.0`, aud: ids.clientId }
    const v1 = { ...goodClaims, iss: `https://sts.windows.net/${ids.tenantId}/`, aud: `api://${ids.clientId}` }
    assert.equal((await entra(token(goodHeader, v2))).userId, "u1")
    assert.equal((await entra(token(goodHeader, v1))).userId, "u1")
    const foreign = { ...v2, iss: "https://login.microsoftonline.com/99999999-2222-4333-8444-555555555555/v2.0" }
    await assert.rejects(entra(token(goodHeader, foreign)), { code: "unauthenticated" })
  })

  it("says that keys cannot be fetched, which is nobody's wrong token", async () => {
    const broken = tokenVerifier(() => Promise.reject(new AppError("internal", "no keys")), localExpectations)
    await assert.rejects(broken(good), { code: "internal", retryable: true })
  })
})
