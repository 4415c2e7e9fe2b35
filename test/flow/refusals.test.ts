import assert from "node:assert/strict"
import { createHmac, generateKeyPairSync, sign, type KeyObject } from "node:crypto"
import { request as httpRequest } from "node:http"
import * as known from "../support/entraServer.ts"
import { startEntra, startEntraServer, type EntraServer } from "../support/entraServer.ts"
import { startKeyServer, type KeyServer } from "../support/keyServer.ts"
import { encode, rsaKey } from "../support/signedTokens.ts"

const { now, tenant, secondTenant, clientId, entraKey: key } = known
const foreign = "99999999-2222-4333-8444-555555555555"
const [thief, privateAccounts] = [rsaKey("k1"), rsaKey("private")]
const curve = generateKeyPairSync("ec", { namedCurve: "P-256" })
const sentence = "The sign-in is missing, not valid or has ended; please sign in again."
const sessions = "/api/conversations/sessions"

/** Every token and request that is no way in, and what is said: with refusedTickets.test.ts the table of refusals. */
describe("refusals", () => {
  let entra: KeyServer
  /** Addresses that tokens bring along lead here; nobody must ever come. */
  let trap: KeyServer
  let door: EntraServer

  before(async () => {
    const issuer = "https://login.microsoftonline.com/9188040d-6c67-4c5b-b112-36a304b66dad/v2.0"
    entra = await startEntra({ ...privateAccounts.jwk, issuer })
    trap = await startKeyServer([{ ...thief.jwk, kid: "trap" }])
    door = await startEntraServer(entra.authority)
  })
  after(async () => {
    await door.server.close()
    await entra.close()
    await trap.close()
  })

  const token: EntraServer["token"] = (...changes) => door.token(...changes)
  const issuer = (tid: string): string => `${entra.authority}/${tid}/v2.0`
  const first = (tid: string): object => ({ iss: `https://sts.windows.net/${tid}/`, tid, ver: "1.0" })
  const signedBy = (headerChanges: object, signature: (content: Buffer) => Buffer): string => {
    const content = `${encode({ ...known.goodHeader, ...headerChanges })}.${encode(door.claims())}`
    return `${content}.${signature(Buffer.from(content)).toString("base64url")}`
  }
  const hmac = (secret: string | Buffer, headerChanges: object): string =>
    signedBy(headerChanges, (content) => createHmac("sha256", secret).update(content).digest())
  const pem = key.publicKey.export({ type: "spki", format: "pem" })
  const der = (publicKey: KeyObject): Buffer => publicKey.export({ type: "spki", format: "der" })
  const rsa = (bits: number) => (content: Buffer) => sign(`sha${bits}`, content, key.privateKey)
  const pss = (content: Buffer) => sign("sha256", content, { key: key.privateKey, padding: 6, saltLength: 32 })
  const ecdsa = (content: Buffer) => sign("sha256", content, { key: curve.privateKey, dsaEncoding: "ieee-p1363" })
  const unsigned = (alg: string): string => `${encode({ ...known.goodHeader, alg })}.${encode(door.claims())}.`
  const withClaims = (signed: string, other: object): string => {
    const [head = "", , signature = ""] = signed.split(".")
    return `${head}.${encode(other)}.${signature}`
  }
  const stolen = (headerChanges: object): string => token({}, { kid: "trap", ...headerChanges }, thief.privateKey)
  const at = (path: string): string => trap.authority + path

  it("let good tokens in: of both tenants, both versions, for every name of the application, in any spelling of Bearer", async () => {
    const good = [
      token(),
      token({ iss: issuer(secondTenant), tid: secondTenant }),
      token(first(tenant)),
      token({ ...first(tenant), aud: `api://${clientId}` }),
      token({ aud: known.appIdUri, scp: "profile access_as_user" }),
      token({ exp: now() - 30 }),
      token({}, { typ: "at+jwt" }),
    ].map((one) => `Bearer ${one}`)
    for (const authorization of [...good, `bearer ${token()}`, `BEARER ${token()}`, `Bearer  ${token()}`])
      assert.equal((await door.server.request("GET", sessions, { headers: { authorization } })).status, 200)
    assert.deepEqual(entra.asked, ["/organizations/discovery/v2.0/keys"])
  })

  const tokens: Record<string, Record<string, () => string>> = {
    "401 unauthenticated": {
      expired: () => token({ exp: now() - 120 }),
      "not yet valid": () => token({ nbf: now() + 600 }),
      "issued in the future": () => token({ iat: now() + 600 }),
      "without an end": () => token({ exp: undefined }),
      "forged: signed with a key of the thief's": () => token({}, {}, thief.privateKey),
      "forged: another user in the claims": () => withClaims(token(), door.claims({ oid: known.bob })),
      "forged: the signature cut": () => token().slice(0, -8),
      "forged: the signature of another token": () => withClaims(token({ jti: "2" }), door.claims()),
      "foreign tenant": () => token({ iss: issuer(foreign), tid: foreign }),
      "foreign tenant, version 1.0": () => token(first(foreign)),
      "foreign issuer with our tenant": () => token({ iss: issuer(foreign) }),
      "one of our tenants with the other's issuer": () => token({ tid: secondTenant }),
      "the issuer of everybody": () => token({ iss: issuer("common") }),
      "the issuer of another cloud": () => token({ iss: `https://login.microsoftonline.us/${tenant}/v2.0` }),
      "a version that is not the issuer's": () => token({ ver: "1.0" }),
      "the development issuer": () => token({ iss: "urn:excel-chat-agent:local", tid: "local" }),
      "signed by the key of private accounts": () => token({}, { kid: "private" }, privateAccounts.privateKey),
      "wrong audience: Microsoft Graph": () => token({ aud: "00000003-0000-0000-c000-000000000000" }),
      "wrong audience: another application": () => token({ aud: `api://${foreign}` }),
      "wrong audience: ours among others": () => token({ aud: [clientId, foreign] }),
      "without a user": () => token({ oid: undefined }),
      "a user of SQL and a zero byte": () => token({ oid: "x'; drop table chats;--\u0000" }),
      "alg none": () => unsigned("none"),
      "alg None": () => unsigned("None"),
      "alg NONE": () => unsigned("NONE"),
      "alg nOnE": () => unsigned("nOnE"),
      "no alg": () => unsigned(""),
      "alg none with an old signature": () => `${unsigned("none")}${token().split(".")[2] ?? ""}`,
      "HS256 signed with the public key as PEM": () => hmac(pem, { alg: "HS256" }),
      "HS256 signed with the public key as DER": () => hmac(der(key.publicKey), { alg: "HS256" }),
      "HS256 announced as RS256": () => hmac(pem, {}),
      "RS384, signed well": () => signedBy({ alg: "RS384" }, rsa(384)),
      "RS512, signed well": () => signedBy({ alg: "RS512" }, rsa(512)),
      "PS256, signed well": () => signedBy({ alg: "PS256" }, pss),
      "ES256, with the key it was signed by": () =>
        signedBy({ alg: "ES256", jwk: curve.publicKey.export({ format: "jwk" }) }, ecdsa),
      "unknown key id": () => token({}, { kid: "k2" }),
      "no key id": () => token({}, { kid: undefined }),
      "a key id that is a path": () => token({}, { kid: "../../../etc/passwd" }),
      "a key id that is an address": () => token({}, { kid: at("/kid") }),
      "jku: keys at the thief's address": () => stolen({ jku: at("/jku") }),
      "jku with a key id of ours": () => stolen({ jku: at("/jku"), kid: "k1" }),
      "x5u: a certificate at the thief's address": () => stolen({ x5u: at("/x5u") }),
      "jwk: the thief's key": () => stolen({ jwk: thief.jwk }),
      "x5c: the thief's certificate": () => stolen({ x5c: [der(thief.publicKey).toString("base64")] }),
      "a critical extension": () => token({}, { crit: ["exp"] }),
      "b64 switched off": () => token({}, { crit: ["b64"], b64: false }),
      "another type of token": () => token({}, { typ: "dpop+jwt" }),
      "12,000 characters of junk": () => ["a", "b", "c"].map((letter) => letter.repeat(4000)).join("."),
      "a good one with padding": () => `${token()}==`,
      "a good one with a fourth part": () => `${token()}.e30`,
      "five parts, as if encrypted": () => "e30.e30.e30.e30.e30",
      words: () => "let me in please",
      dots: () => "..",
      nothing: () => "",
    },
    "403 forbidden": {
      "wrong scope": () => token({ scp: "User.Read" }),
      "a scope that only begins so": () => token({ scp: "access_as_user.all" }),
      "no scope": () => token({ scp: undefined }),
      "an application's own": () => token({ scp: undefined, roles: ["access_as_user"], idtyp: "app" }),
    },
    "431 headers_too_large": {
      "40,000 characters": () => `${"a".repeat(40_000)}.b.c`,
    },
  }
  for (const [answer, attacks] of Object.entries(tokens))
    for (const [attack, make] of Object.entries(attacks))
      it(`token, ${attack}: ${answer}`, async () => {
        const { status, body, headers } = await door.server.request("GET", sessions, { token: make() })
        assert.equal(`${status} ${String(body["code"])}`, answer)
        if (status === 401) assert.equal(body["detail"], sentence)
        assert.equal(headers.get("www-authenticate"), status === 401 ? "Bearer" : null)
      })

  it("never went to an address that a token brought along, and asked Entra once for all of them", () => {
    assert.deepEqual(trap.asked, [])
    assert.deepEqual(entra.asked, ["/organizations/discovery/v2.0/keys"])
  })

  const bearer = (): string => `Bearer ${token()}`
  const requests: Record<string, () => Record<string, string | string[]>> = {
    "no header": () => ({}),
    "two headers, the good one first": () => ({ authorization: [bearer(), "Bearer a.b.c"] }),
    "two headers, the good one last": () => ({ authorization: ["Bearer a.b.c", bearer()] }),
    "the same header twice": () => ({ authorization: [bearer(), bearer()] }),
    "two tokens in one header": () => ({ authorization: `${bearer()}, ${bearer()}` }),
    Basic: () => ({ authorization: `Basic ${Buffer.from("ann:secret").toString("base64")}` }),
    "Basic with a good token": () => ({ authorization: `Basic ${token()}` }),
    "a good token without a scheme": () => ({ authorization: token() }),
    "a good token in another header": () => ({ "x-access-token": token(), "x-ms-token-aad-access-token": token() }),
    "a good token in a cookie": () => ({ cookie: `access_token=${token()}` }),
    "a user that a header names": () => ({ "x-ms-client-principal-id": known.ann, "x-forwarded-user": known.ann }),
  }
  for (const [attack, headers] of Object.entries(requests))
    it(`request, ${attack}: 401 unauthenticated`, async () => {
      assert.deepEqual(await rawRequest(door.server.url + sessions, headers()), [401, "unauthenticated", sentence])
    })

  it("request, a good token in the address: 401 unauthenticated", async () => {
    for (const name of ["access_token", "token", "authorization"]) {
      const address = `${door.server.url}${sessions}?${name}=${token()}`
      assert.deepEqual(await rawRequest(address, {}), [401, "unauthenticated", sentence])
    }
  })

  it("request, for a development sign-in: 404 not_found", async () => {
    for (const [method, path] of [
      ["POST", "/auth/local/token"],
      ["GET", "/auth/local/jwks.json"],
    ] as const) {
      const { status, body } = await door.server.request(method, path)
      assert.deepEqual([status, body["code"]], [404, "not_found"])
    }
  })

  for (const [trouble, authority] of [
    ["unreachable", () => "http://127.0.0.1:1"],
    ["serving garbage", () => (entra.serve((response) => void response.end("<html>")), entra.authority)],
  ] as const)
    it(`Entra's keys ${trouble}: 503 sign_in_unavailable`, async () => {
      const lonely = await startEntraServer(authority())
      const { status, body, headers } = await lonely.server.request("GET", sessions, { token: lonely.token() })
      assert.deepEqual([status, body["code"]], [503, "sign_in_unavailable"])
      assert.doesNotMatch(String(body["detail"]), /127\.0\.0\.1|http|ECONN/)
      assert.match(headers.get("retry-after") ?? "", /^(29|30)$/)
      const junk = await lonely.server.request("GET", sessions, { token: "a.b.c" })
      assert.deepEqual([junk.status, junk.body["code"]], [401, "unauthenticated"])
      assert.equal((await lonely.server.request("GET", "/health")).status, 200)
      await lonely.server.close()
    })
})

/** Status, code and sentence. Unlike fetch it sends one header twice. */
function rawRequest(url: string, headers: Record<string, string | string[]>): Promise<unknown[]> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(url, { agent: false }, (response) => {
      let text = ""
      response.on("data", (chunk) => (text += String(chunk)))
      response.on("end", () => {
        const { code, detail } = JSON.parse(text) as Record<string, unknown>
        resolve([response.statusCode, code, detail])
      })
    })
    for (const [name, value] of Object.entries(headers)) request.setHeader(name, value)
    request.on("error", reject).end()
  })
}
