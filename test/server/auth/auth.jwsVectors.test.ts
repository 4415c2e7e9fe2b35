import assert from "node:assert/strict"
import { existsSync, readFileSync } from "node:fs"
import jwt from "jsonwebtoken"
import { z } from "zod"
import { signingKeys } from "../../../server/auth/signingKeys.ts"
import { verifySignature } from "../../../server/auth/verifySignature.ts"
import { AppError } from "../../../shared/errors.ts"

const file = "../shared/data/jws-vectors.json"

const jwk = z.looseObject({ kty: z.string(), alg: z.string().optional() })
const schema = z.object({
  testGroups: z.array(
    z.object({
      comment: z.string(),
      public: jwk.optional(),
      private: jwk,
      tests: z.array(
        z.object({ tcId: z.number(), comment: z.string(), jws: z.string(), result: z.enum(["valid", "invalid"]) }),
      ),
    }),
  ),
})
const vectors = existsSync(file)
  ? schema
      .parse(JSON.parse(readFileSync(file, "utf8")))
      .testGroups.flatMap(({ tests, comment, ...group }) =>
        tests.map((test) => ({ ...test, key: group.public ?? group.private, group: comment })),
      )
  : []

/** Ours to decide: what says that it is signed with RS256, and what comes with a key for it. */
const isOurs = ({ jws, key }: (typeof vectors)[number]): boolean =>
  key.alg === "RS256" || jwt.decode(jws, { complete: true })?.header.alg === "RS256"

/** As the door does it: first a key of ours for this, then the signature. */
async function verdict({ jws, key }: (typeof vectors)[number]): Promise<"valid" | "invalid" | "no key"> {
  const keys = await signingKeys(() => Promise.resolve({ keys: [key] })).catch((error: unknown) => {
    assert.match(String(error), /did not contain any keys/)
    return undefined
  })
  const [ours] = keys?.values() ?? []
  if (!ours) return "no key"
  try {
    verifySignature(jws, ours)
    return "valid"
  } catch (error) {
    assert.ok(error instanceof AppError && error.code === "unauthenticated", String(error))
    return "invalid"
  }
}

/** Signatures and verdicts of C2SP/wycheproof, which nobody here wrote. */
describe("verifySignature, on the JSON Web Signature vectors of Wycheproof", () => {
  if (vectors.length === 0) {
    it(`is skipped, because ${file} is not there`, function () {
      this.skip()
    })
    return
  }
  const ours = vectors.filter(isOurs)
  const others = vectors.filter((vector) => !isOurs(vector))

  for (const vector of ours.filter(({ key }) => key.alg === "RS256"))
    it(`finds ${vector.tcId} ${vector.result}: ${vector.comment}`, async () => {
      assert.equal(await verdict(vector), vector.result)
    })

  it("takes no key that is meant for another algorithm, though the signature fits it (332)", async () => {
    const wrongKey = ours.filter(({ key }) => key.alg !== "RS256")
    assert.deepEqual(
      wrongKey.map(({ tcId, result }) => [tcId, result]),
      [[332, "invalid"]],
    )
    for (const vector of wrongKey) assert.equal(await verdict(vector), "no key")
  })

  const counts = new Map<string, number>()
  for (const { key, group } of others) counts.set(key.alg ?? group, (counts.get(key.alg ?? group) ?? 0) + 1)
  const rest = [...counts].map(([algorithm, count]) => `${count} ${algorithm}`).join(", ")
  it(`decides ${ours.length} of ${vectors.length}; has no key for those of other algorithms: ${rest}`, async () => {
    for (const vector of others) assert.equal(await verdict(vector), "no key", `${vector.tcId}`)
    assert.deepEqual([ours.length, vectors.length], [116, 194])
  })
})
