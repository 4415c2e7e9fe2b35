import assert from "node:assert/strict"
import { createHmac } from "node:crypto"
import { entraExpectations } from "../../../server/auth/entra.ts"
import { ownKeys } from "../../../server/auth/keySource.ts"
import { localExpectations } from "../../../server/auth/localIssuer.ts"
import { refusalReason } from "../../../server/auth/signInRefused.ts"
import { tokenVerifier } from "../../../server/auth/verifyToken.ts"
import { AppError } from "../../../shared/errors.ts"
import { encode, rsaKey, signToken } from "../../support/signedTokens.ts"

const [keys, others] = [rsaKey("k1"), rsaKey("k2")]
const publicPem = keys.publicKey.export({ format: "pem", type: "spki" })
const now = 1_800_000_000
let time = now * 1000
const clock = (): number => time
const verify = tokenVerifier(ownKeys([keys.jwk]), localExpectations, clock)

const goodHeader = { alg: "RS256", typ: "JWT", kid: "k1" }
const goodClaims = {
  iss: "urn:excel-chat-agent:local",
  aud: "api://excel-chat-agent",
  tid: "local",
  oid: "u1",
  scp: "openid access_as_user",
  exp: now + 3600,
}
const token = (header: object, claims: unknown, key = keys.privateKey): string => signToken(header, claims, key)

function hmacToken(header: object, secret: string | Buffer): string {
  const content = `${encode(header)}.${encode(goodClaims)}`
  return `${content}.${createHmac("sha256", secret).update(content).digest("base64url")}`
}

const good = token(goodHeader, goodClaims)
const [head = "", body = "", signature = ""] = good.split(".")
const signed = { tenantId: "local", userId: "u1" }

/** Another spelling of the same bytes: the last character of a 256-byte signature holds four bits that mean nothing. */
const respelled = `${head}.${body}.${signature.slice(0, -1)}${{ A: "B", Q: "R", g: "h", w: "x" }[signature.slice(-1)] ?? ""}`

describe("tokenVerifier", () => {
  beforeEach(() => {
    time = now * 1000
  })

  it("takes the owner from tid and oid of a good token, and the end, with the skew, from exp", async () => {
    assert.deepEqual(await verify(good), { owner: signed, endsAt: (now + 3660) * 1000 })
  })

  it("takes the header types of access tokens, and none", async () => {
    for (const typ of ["JWT", "jwt", "at+jwt", "application/at+jwt", undefined])
      assert.deepEqual((await verify(token({ ...goodHeader, typ }, goodClaims))).owner, signed)
  })

  it("never looks at a key or an address of keys that a good token brings along", async () => {
    const { jwk } = others
    const header = {
      ...goodHeader,
      jku: "https://evil.example.com",
      x5u: "https://evil.example.com",
      jwk,
      x5c: ["AA=="],
    }
    assert.deepEqual((await verify(token(header, goodClaims))).owner, signed)
  })

  it("allows a minute of clock difference and no more, to both sides", async () => {
    for (const claims of [{ exp: now - 59 }, { nbf: now + 60 }, { iat: now + 60 }])
      assert.ok(await verify(token(goodHeader, { ...goodClaims, ...claims })))
    for (const claims of [{ exp: now - 60 }, { nbf: now + 61 }, { iat: now + 61 }])
      await assert.rejects(verify(token(goodHeader, { ...goodClaims, ...claims })), { code: "unauthenticated" })
  })

  it("goes by the clock as it is now, also after the clock was set", async () => {
    const brief = token(goodHeader, { ...goodClaims, iat: now, exp: now + 600 })
    assert.ok(await verify(brief))
    time = (now + 3600) * 1000
    await assert.rejects(verify(brief), { code: "unauthenticated" })
    time = (now - 3600) * 1000
    await assert.rejects(verify(brief), { code: "unauthenticated" })
    time = now * 1000
    assert.ok(await verify(brief))
  })

  const refused: [string, string][] = [
    ["an expired token", token(goodHeader, { ...goodClaims, exp: now - 120 })],
    ["a token that is not valid yet", token(goodHeader, { ...goodClaims, nbf: now + 3600 })],
    ["a token issued in the future", token(goodHeader, { ...goodClaims, iat: now + 3600 })],
    ["a token without expiry", token(goodHeader, { ...goodClaims, exp: undefined })],
    ["an expiry that is a text", token(goodHeader, { ...goodClaims, exp: String(now + 3600) })],
    ["an expiry that no date can hold", token(goodHeader, { ...goodClaims, exp: 1e300 })],
    ["a beginning that is a text", token(goodHeader, { ...goodClaims, nbf: "now" })],
    ["a token of another issuer", token(goodHeader, { ...goodClaims, iss: "https://evil.example.com" })],
    ["a token of several issuers", token(goodHeader, { ...goodClaims, iss: [goodClaims.iss] })],
    ["a token for another audience", token(goodHeader, { ...goodClaims, aud: "api://another" })],
    ["a token for several audiences", token(goodHeader, { ...goodClaims, aud: [goodClaims.aud, "api://another"] })],
    ["a token without audience", token(goodHeader, { ...goodClaims, aud: undefined })],
    ["a token without tenant", token(goodHeader, { ...goodClaims, tid: undefined })],
    ["a token of another tenant", token(goodHeader, { ...goodClaims, tid: "t2" })],
    ["a token of a version its issuer has not", token(goodHeader, { ...goodClaims, ver: "1.0" })],
    ["a token without user", token(goodHeader, { ...goodClaims, oid: "" })],
    ["a user with a control character", token(goodHeader, { ...goodClaims, oid: "u1\u0000" })],
    ["a user with half a character", token(goodHeader, { ...goodClaims, oid: "u\ud800" })],
    ["a user of 129 characters", token(goodHeader, { ...goodClaims, oid: "u".repeat(129) })],
    ["a user that is an object", token(goodHeader, { ...goodClaims, oid: { $ne: "" } })],
    ["claims that are a text", token(goodHeader, "claims")],
    ["claims that are null", token(goodHeader, null)],
    ["claims that are a list", token(goodHeader, [goodClaims])],
    ["a token signed by another key", token(goodHeader, goodClaims, others.privateKey)],
    ["a token with an unknown key id", token({ ...goodHeader, kid: "k2" }, goodClaims)],
    ["a token with an inherited name for key id", token({ ...goodHeader, kid: "__proto__" }, goodClaims)],
    ["a token without key id", token({ alg: "RS256" }, goodClaims)],
    ["a token with an empty key id", token({ ...goodHeader, kid: "" }, goodClaims)],
    ["a key id that is a list", token({ ...goodHeader, kid: ["k1"] }, goodClaims)],
    ["alg none", `${encode({ alg: "none", kid: "k1" })}.${encode(goodClaims)}.`],
    ["alg none with the old signature", `${encode({ alg: "none", kid: "k1" })}.${body}.${signature}`],
    ["alg None", `${encode({ alg: "None", kid: "k1" })}.${body}.`],
    ["alg as a list", token({ ...goodHeader, alg: ["RS256"] }, goodClaims)],
    ["no alg", token({ kid: "k1" }, goodClaims)],
    ["HS256 signed with the public key", hmacToken({ alg: "HS256", kid: "k1" }, publicPem)],
    ["RS256 announced, HS256 signed", hmacToken(goodHeader, publicPem)],
    ["RS512 announced", token({ ...goodHeader, alg: "RS512" }, goodClaims)],
    ["RS512 signed, RS256 announced", signToken(goodHeader, goodClaims, keys.privateKey, "sha512")],
    ["a changed payload", `${head}.${encode({ ...goodClaims, oid: "somebody" })}.${signature}`],
    ["a missing signature", `${head}.${body}.`],
    ["a cut signature", `${head}.${body}.${signature.slice(0, -4)}`],
    ["a signature with padding", `${good}==`],
    ["a signature in another spelling", respelled],
    ["a fourth part", `${good}.${signature}`],
    ["a space in front", ` ${good}`],
    ["a line end behind", `${good}\n`],
    ["a type that is no access token", token({ ...goodHeader, typ: "dpop+jwt" }, goodClaims)],
    ["a critical header nobody knows", token({ ...goodHeader, crit: ["b64"], b64: false }, goodClaims)],
    ["an empty list of critical headers", token({ ...goodHeader, crit: [] }, goodClaims)],
    ["a null list of critical headers", token({ ...goodHeader, crit: null }, goodClaims)],
    ["a key that the token brings along", token({ alg: "RS256", jwk: others.jwk }, goodClaims, others.privateKey)],
    [
      "an address of keys that the token brings along",
      token({ ...goodHeader, kid: "k9", jku: "https://evil.example.com/keys" }, goodClaims),
    ],
    ["words", "not-a-token"],
    ["nothing", ""],
    ["three dots", "..."],
    ["a payload that is no JSON", `${head}.${Buffer.from("hello").toString("base64url")}.${signature}`],
    ["a header that is no object", `${encode(null)}.${body}.${signature}`],
    ["a header that is no JSON", `${Buffer.from("{").toString("base64url")}.${body}.${signature}`],
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

  for (const scp of [undefined, "", "openid", "access_as_user_too", "ACCESS_AS_USER"])
    it(`forbids the scope ${String(scp)}`, async () => {
      await assert.rejects(verify(token(goodHeader, { ...goodClaims, scp })), { code: "forbidden" })
    })

  it("forbids an application's own token, whatever its roles", async () => {
    const claims = { ...goodClaims, scp: undefined, roles: ["access_as_user"], idtyp: "app" }
    await assert.rejects(verify(token(goodHeader, claims)), { code: "forbidden" })
  })

  it("says for the log what was wrong, and nothing of the token", async () => {
    const reasons: [string, string][] = [
      ["expired", token(goodHeader, { ...goodClaims, exp: now - 120 })],
      ["not_yet_valid", token(goodHeader, { ...goodClaims, nbf: now + 120 })],
      ["issuer", token(goodHeader, { ...goodClaims, iss: "https://evil.example.com" })],
      ["audience", token(goodHeader, { ...goodClaims, aud: "api://another" })],
      ["claims", token(goodHeader, { ...goodClaims, oid: undefined })],
      ["signature", token(goodHeader, goodClaims, others.privateKey)],
      ["unknown_key", token({ ...goodHeader, kid: "k2" }, goodClaims)],
      ["header", token({ ...goodHeader, alg: "PS256" }, goodClaims)],
      ["malformed", `${good}==`],
      ["malformed", respelled],
    ]
    for (const [reason, bad] of reasons)
      await assert.rejects(verify(bad), (error: unknown) => {
        assert.ok(error instanceof AppError && error.cause instanceof Error)
        assert.deepEqual([refusalReason(error), error.cause.message], [reason, reason])
        return true
      })
  })

  it("passes on that keys cannot be had, which is nobody's wrong token", async () => {
    const unavailable = new AppError("sign_in_unavailable", "no keys")
    const broken = tokenVerifier(() => Promise.reject(unavailable), localExpectations, clock)
    await assert.rejects(broken(good), { code: "sign_in_unavailable", retryable: true })
  })
})

describe("entraExpectations", () => {
  const tenant = "11111111-2222-4333-8444-555555555555"
  const second = "22222222-3333-4444-8555-666666666666"
  const foreign = "99999999-2222-4333-8444-555555555555"
  const clientId = "66666666-7777-4888-9999-000000000000"
  const application = {
    authority: "https://login.microsoftonline.com",
    tenantIds: [tenant, second],
    clientId,
    appIdUri: `api://chat.example.com/${clientId}`,
  }
  const verifierFor = (authority: string) =>
    tokenVerifier(ownKeys([keys.jwk]), entraExpectations({ ...application, authority }), clock)
  const entra = verifierFor(application.authority)
  const v2 = (tid: string) => ({
    ...goodClaims,
    iss: `https://login.microsoftonline.com/${tid}/v2.0`,
    aud: clientId,
    tid,
    ver: "2.0",
  })
  const v1 = (tid: string) => ({
    ...goodClaims,
    iss: `https://sts.windows.net/${tid}/`,
    aud: `api://${clientId}`,
    tid,
    ver: "1.0",
  })

  it("takes tokens of both versions for each tenant of the list, and all three names of the application", async () => {
    for (const claims of [v2(tenant), v1(tenant), v2(second), v1(second)])
      for (const aud of [clientId, `api://${clientId}`, `api://chat.example.com/${clientId}`])
        assert.deepEqual((await entra(token(goodHeader, { ...claims, aud }))).owner, {
          tenantId: claims.tid,
          userId: "u1",
        })
  })

  const strangers: [string, object][] = [
    ["a foreign tenant", v2(foreign)],
    ["a foreign tenant in version 1.0", v1(foreign)],
    ["a foreign tenant under our issuer", { ...v2(tenant), tid: foreign }],
    ["our tenant under a foreign issuer", { ...v2(foreign), tid: tenant }],
    ["one tenant of the list under another's issuer", { ...v2(tenant), tid: second }],
    ["version 1.0 under the issuer of 2.0", { ...v2(tenant), ver: "1.0" }],
    ["no version", { ...v2(tenant), ver: undefined }],
    ["the issuer without its end", { ...v2(tenant), iss: `https://login.microsoftonline.com/${tenant}` }],
    ["the issuer of everybody", { ...v2(tenant), iss: "https://login.microsoftonline.com/common/v2.0" }],
    ["the issuer with a placeholder", { ...v2(tenant), iss: "https://login.microsoftonline.com/{tenantid}/v2.0" }],
    ["another cloud's issuer", { ...v2(tenant), iss: `https://login.microsoftonline.us/${tenant}/v2.0` }],
    ["our own local issuer", { ...v2(tenant), iss: "urn:excel-chat-agent:local" }],
    ["another application", { ...v2(tenant), aud: "77777777-7777-4888-9999-000000000000" }],
    ["Microsoft Graph", { ...v2(tenant), aud: "00000003-0000-0000-c000-000000000000" }],
  ]
  for (const [name, claims] of strangers)
    it(`refuses a token of ${name}`, async () => {
      await assert.rejects(entra(token(goodHeader, claims)), { code: "unauthenticated" })
    })

  it("knows the issuers of the national clouds", async () => {
    const clouds: [string, string][] = [
      ["https://login.microsoftonline.us", `https://sts.windows.net/${tenant}/`],
      ["https://login.partner.microsoftonline.cn", `https://sts.chinacloudapi.cn/${tenant}/`],
      ["https://login.chinacloudapi.cn", `https://sts.chinacloudapi.cn/${tenant}/`],
    ]
    for (const [authority, firstIssuer] of clouds) {
      const cloud = verifierFor(authority)
      assert.ok(await cloud(token(goodHeader, { ...v2(tenant), iss: `${authority}/${tenant}/v2.0` })))
      assert.ok(await cloud(token(goodHeader, { ...v1(tenant), iss: firstIssuer })))
      await assert.rejects(cloud(token(goodHeader, v2(tenant))), { code: "unauthenticated" })
    }
  })
})
