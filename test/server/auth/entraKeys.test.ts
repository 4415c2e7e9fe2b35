import assert from "node:assert/strict"
import { generateKeyPairSync } from "node:crypto"
import type { ServerResponse } from "node:http"
import { entraExpectations } from "../../../server/auth/entra.ts"
import { entraKeys } from "../../../server/auth/entraKeys.ts"
import type { KeySource } from "../../../server/auth/keySource.ts"
import { tokenVerifier } from "../../../server/auth/verifyToken.ts"
import { AppError } from "../../../shared/errors.ts"
import { startKeyServer, type KeyServer } from "../../support/keyServer.ts"
import { rsaKey, signToken } from "../../support/signedTokens.ts"

const tenant = "11111111-2222-4333-8444-555555555555"
const second = "22222222-3333-4444-8555-666666666666"
const [first, next] = [rsaKey("first"), rsaKey("next")]
const minute = 60_000

describe("entraKeys", () => {
  let server: KeyServer
  let time: number
  let failures: unknown[]
  let keys: KeySource
  beforeEach(async () => {
    server = await startKeyServer([first.jwk])
    time = 0
    failures = []
    keys = source([tenant])
  })
  afterEach(() => server.close())

  const source = (tenantIds: string[]): KeySource =>
    entraKeys({
      authority: server.authority,
      tenantIds,
      now: () => time,
      onFailure: (error) => failures.push(error),
    })
  const has = async (kid: string): Promise<boolean> => (await keys(kid)) !== undefined
  const unavailable = (kid: string): Promise<void> =>
    assert.rejects(keys(kid), (error: unknown) => {
      assert.ok(error instanceof AppError)
      assert.deepEqual([error.code, error.retryable], ["sign_in_unavailable", true])
      assert.ok(!error.message.includes("127.0.0.1"))
      return true
    })
  const cut = (response: ServerResponse): void => void response.destroy()

  it("asks the tenant for its keys, and once for many sign-ins", async () => {
    const found = await Promise.all([keys("first"), keys("first"), keys("first")])
    assert.ok(found[0]?.equals(first.publicKey))
    assert.ok((await keys("first"))?.equals(first.publicKey))
    assert.deepEqual(server.asked, [`/${tenant}/discovery/v2.0/keys`])
  })

  it("asks for the keys that all tenants share when there are several", async () => {
    assert.ok(await source([tenant, second])("first"))
    assert.deepEqual(server.asked, ["/organizations/discovery/v2.0/keys"])
  })

  it("finds a new key at once, and refuses one that is no longer published after ten minutes", async () => {
    assert.ok(await has("first"))
    time = 31_000
    server.serve([next.jwk])
    assert.ok(await has("first"))
    assert.ok(await has("next"))
    assert.equal(await has("first"), false)

    time += 10 * minute
    server.serve([first.jwk])
    assert.equal(await has("next"), false)
    assert.ok(await has("first"))
  })

  it("carries sign-ins over a rotation: both keys' tokens are good, then only the new one's", async () => {
    const application = { authority: server.authority, tenantIds: [tenant], clientId: "app", appIdUri: "api://app" }
    const verify = tokenVerifier(keys, entraExpectations(application), () => 1_800_000_000_000)
    const iss = `${server.authority}/${tenant}/v2.0`
    const claims = { iss, tid: tenant, oid: "u1", ver: "2.0", aud: "app", scp: "access_as_user", exp: 1_800_003_600 }
    const [old, fresh] = [first, next].map(({ jwk, privateKey }) =>
      signToken({ alg: "RS256", kid: jwk.kid }, claims, privateKey),
    )
    assert.ok(old && fresh)
    assert.ok(await verify(old))
    server.serve([first.jwk, next.jwk])
    time = 31_000
    assert.ok(await verify(fresh))
    assert.ok(await verify(old))
    server.serve([next.jwk])
    time += 10 * minute
    assert.ok(await verify(fresh))
    await assert.rejects(verify(old), { code: "unauthenticated" })
  })

  it("looks again after ten minutes though the key is known", async () => {
    assert.ok(await has("first"))
    time = 10 * minute - 1
    assert.ok(await has("first"))
    assert.equal(server.asked.length, 1)
    server.serve([next.jwk])
    time = 10 * minute
    assert.equal(await has("first"), false)
    assert.equal(server.asked.length, 2)
  })

  it("asks once in 30 seconds however many key ids are made up, and known keys go on serving", async () => {
    assert.ok(await has("first"))
    for (let attempt = 0; attempt < 50; attempt++) assert.equal(await has(`made-up ${attempt}`), false)
    assert.equal(server.asked.length, 1)
    time = 30_000
    await Promise.all(Array.from({ length: 50 }, (_, attempt) => has(`made-up ${attempt}`)))
    assert.equal(server.asked.length, 2)
    assert.ok(await has("first"))
  })

  it("finds a new key though made-up ids come before and after", async () => {
    await has("made-up")
    server.serve([first.jwk, next.jwk])
    time = 30_000
    assert.equal(await has("made-up"), false)
    assert.ok(await has("next"))
    assert.equal(server.asked.length, 2)
  })

  it("goes on with the keys it has for a day while new ones cannot be had, then refuses", async () => {
    assert.ok(await has("first"))
    server.serve(cut)
    time = 10 * minute
    assert.ok(await has("first"))
    await unavailable("next")
    time = 24 * 60 * minute - 1
    assert.ok(await has("first"))
    time += 1
    await unavailable("first")
    assert.equal(failures.length, 2)

    server.serve([first.jwk])
    time += 30_000
    assert.ok(await has("first"))
    assert.equal(await has("next"), false)
  })

  it("asks a server that fails once in 30 seconds too, and says when to try again", async () => {
    server.serve(cut)
    await unavailable("first")
    time = 12_000
    await assert.rejects(keys("first"), { code: "sign_in_unavailable", retryAfterMs: 18_000 })
    assert.equal(server.asked.length, 1)
    server.serve([first.jwk])
    time = 30_000
    assert.ok(await has("first"))
  })

  const sends =
    (body: string, status = 200, headers: Record<string, string> = {}) =>
    (response: ServerResponse): void =>
      void response.writeHead(status, headers).end(body)
  const weak = rsaKey("first", 1024).jwk
  const elliptic = generateKeyPairSync("ec", { namedCurve: "P-256" }).publicKey.export({ format: "jwk" })
  const garbage: [string, (response: ServerResponse) => void][] = [
    ["a failure", sends(JSON.stringify({ keys: [first.jwk] }), 500)],
    ["nothing", sends("")],
    ["no JSON", sends("<html>Sign in to this network</html>")],
    ["a cut answer", sends(`{"keys":[`)],
    ["null", sends("null")],
    ["no keys", sends("{}")],
    ["keys that are no list", sends(`{"keys":{"0":{}}}`)],
    ["an empty list", sends(`{"keys":[]}`)],
    ["keys of wrong types", sends(`{"keys":[null,1,"key",[],{},{"kid":1,"kty":"RSA","n":1,"e":1}]}`)],
    ["a key that is no number", sends(JSON.stringify({ keys: [{ ...first.jwk, n: "!!", e: "" }] }))],
    ["a weak key", sends(JSON.stringify({ keys: [weak] }))],
    ["a key with the exponent 1", sends(JSON.stringify({ keys: [{ ...first.jwk, e: "AQ" }] }))],
    ["a key for encryption", sends(JSON.stringify({ keys: [{ ...first.jwk, use: "enc" }] }))],
    ["a key for other operations", sends(JSON.stringify({ keys: [{ ...first.jwk, key_ops: ["encrypt"] }] }))],
    ["a key for another algorithm", sends(JSON.stringify({ keys: [{ ...first.jwk, alg: "PS256" }] }))],
    ["a secret", sends(JSON.stringify({ keys: [{ kid: "first", kty: "oct", k: "c2VjcmV0" }] }))],
    ["an elliptic key", sends(JSON.stringify({ keys: [{ ...elliptic, kid: "first", use: "sig" }] }))],
    ["a key without id", sends(JSON.stringify({ keys: [{ ...first.jwk, kid: undefined }] }))],
    ["deep JSON", sends("[".repeat(100_000))],
    ["more than 256 kB", sends(JSON.stringify({ keys: [first.jwk], more: "x".repeat(300_000) }))],
    ["a redirection", sends("", 302, { location: "http://127.0.0.1:1/keys" })],
  ]
  for (const [name, answer] of garbage)
    it(`has no keys when the server sends ${name}`, async () => {
      server.serve(answer)
      await unavailable("first")
      assert.equal(failures.length, 1)
    })

  it("has no keys when the server never ends its answer", async () => {
    server.serve((response) => {
      const drip = setInterval(() => response.write(" "), 100)
      response.on("close", () => clearInterval(drip))
    })
    await unavailable("first")
  })

  it("takes what is of use from a list that is partly garbage, and of two keys with one id the first", async () => {
    server.serve([null, weak, first.jwk, { ...next.jwk, kid: "first" }, { ...elliptic, kid: "curve" }] as object[])
    assert.ok((await keys("first"))?.equals(first.publicKey))
    assert.equal(await has("curve"), false)
  })

  it("takes no key that signs for another tenant, such as that of private accounts", async () => {
    const signsFor = (kid: string, tid: string): object => ({
      ...first.jwk,
      kid,
      alg: undefined,
      issuer: `https://login.microsoftonline.com/${tid}/v2.0`,
    })
    server.serve([
      signsFor("everybody", "{tenantid}"),
      signsFor("ours", tenant),
      signsFor("private", "9188040d-6c67-4c5b-b112-36a304b66dad"),
    ])
    assert.ok(await has("everybody"))
    assert.ok(await has("ours"))
    assert.equal(await has("private"), false)
  })

  it("has no keys when nobody answers", async () => {
    await server.close()
    await unavailable("first")
    server = await startKeyServer([])
  })
})
