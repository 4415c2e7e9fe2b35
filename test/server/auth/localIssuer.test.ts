import assert from "node:assert/strict"
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

  it("says what to do when the key file is damaged, and leaves it alone", async () => {
    await writeFile(join(folder, "local-issuer.pem"), "garbage")
    await assert.rejects(openLocalIssuer(folder), {
      code: "storage_unavailable",
      message: `${join(folder, "local-issuer.pem")} is not a private key: delete it and start again.`,
    })
    assert.equal(await readFile(join(folder, "local-issuer.pem"), "utf8"), "garbage")
  })
})
