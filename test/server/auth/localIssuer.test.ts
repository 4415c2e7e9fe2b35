import assert from "node:assert/strict"
import { generateKeyPairSync } from "node:crypto"
import { mkdtemp, readFile, readdir, rm, stat, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { ownKeys } from "../../../server/auth/keySource.ts"
import { localExpectations, openLocalIssuer } from "../../../server/auth/localIssuer.ts"
import { tokenVerifier } from "../../../server/auth/verifyToken.ts"

describe("openLocalIssuer", () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "issuer-"))
  })
  afterEach(() => rm(folder, { recursive: true, force: true }))

  it("issues tokens that pass the verifier, also after a restart, and keeps its key private", async () => {
    const { accessToken, expiresInSeconds } = (await openLocalIssuer(folder)).issue("ann")
    assert.equal(expiresInSeconds, 3600)
    const restarted = await openLocalIssuer(folder)
    const verify = tokenVerifier(ownKeys(restarted.jwks.keys), localExpectations)
    assert.deepEqual((await verify(accessToken)).owner, { tenantId: "local", userId: "ann" })
    assert.equal((await stat(join(folder, "local-issuer.pem"))).mode & 0o777, 0o600)
    assert.deepEqual(Object.keys(restarted.jwks.keys[0] ?? {}), ["kid", "kty", "alg", "use", "n", "e"])
  })

  it("uses one key in all processes that start at once, and leaves no draft behind", async () => {
    const issuers = await Promise.all(Array.from({ length: 6 }, () => openLocalIssuer(folder)))
    assert.equal(new Set(issuers.map(({ jwks }) => jwks.keys[0]?.kid)).size, 1)
    assert.deepEqual(await readdir(folder), ["local-issuer.pem"])
  })

  it("says what to do when the key file is damaged, weak or another kind of key, and leaves it alone", async () => {
    const file = join(folder, "local-issuer.pem")
    const weak = generateKeyPairSync("rsa", { modulusLength: 1024 }).privateKey
    const curve = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey
    for (const content of [
      "garbage",
      "",
      ...[weak, curve].map((key) => key.export({ format: "pem", type: "pkcs8" })),
    ]) {
      await writeFile(file, content)
      await assert.rejects(openLocalIssuer(folder), {
        code: "storage_unavailable",
        message: `${file} is not a private RSA key of 2048 bits: delete it and start again.`,
      })
      assert.equal(await readFile(file, "utf8"), content)
    }
  })
})
