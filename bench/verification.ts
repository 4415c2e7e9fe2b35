import { createPublicKey, verify as verifyBytes } from "node:crypto"
import { mkdtemp, rm } from "node:fs/promises"
import type { AddressInfo } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import express from "express"
import { ownKeys } from "../server/auth/keySource.ts"
import { localExpectations, openLocalIssuer } from "../server/auth/localIssuer.ts"
import { requireOwner } from "../server/http/guards/signIn.ts"
import { tokenVerifier } from "../server/auth/verifyToken.ts"
import { startTestServer } from "../test/support/startTestServer.ts"
import { percentile } from "./percentile.ts"

const rounds = 3_000

/** Microseconds of each of many runs, after as many to warm up; several works take turns, so that all meet the same noise. */
async function microseconds(works: readonly (() => unknown)[], times = rounds): Promise<number[][]> {
  const taken = works.map((): number[] => [])
  for (let round = 0; round < times * 2; round++)
    for (const [index, work] of works.entries()) {
      const startedAt = performance.now()
      await work()
      if (round >= times) taken[index]?.push((performance.now() - startedAt) * 1000)
    }
  return taken
}

function report(name: string, taken: readonly number[]): void {
  const [p50, p95] = [percentile(taken, 0.5), percentile(taken, 0.95)].map((value) => value.toFixed(0).padStart(7))
  console.log(`  ${name.padEnd(46)} p50 ${p50 ?? ""} µs   p95 ${p95 ?? ""} µs`)
}

/** Prints what checking a token takes beside the bare signature check of Node, and how much of a request that is. */
export async function verificationBench(): Promise<void> {
  console.log(`\nTime added by verification, ${rounds.toLocaleString("en-US")} rounds`)
  const folder = await mkdtemp(join(tmpdir(), "bench-"))
  const issuer = await openLocalIssuer(folder)
  const verify = tokenVerifier(ownKeys(issuer.jwks.keys), localExpectations)
  const { accessToken } = issuer.issue("bench")

  const [head = "", claims = "", signature = ""] = accessToken.split(".")
  const key = createPublicKey({ key: { ...issuer.jwks.keys[0] }, format: "jwk" })
  const [content, bytes] = [Buffer.from(`${head}.${claims}`), Buffer.from(signature, "base64url")]
  const [bare = [], alone = []] = await microseconds([
    () => verifyBytes("sha256", content, key, bytes),
    () => verify(accessToken),
  ])
  report("peer: the bare RSA signature", bare)
  report("a token: header, key, signature, claims, scope", alone)

  const app = express()
  app.get("/open", (_request, response) => void response.json({ ok: true }))
  app.get("/door", requireOwner(verify), (_request, response) => void response.json({ ok: true }))
  const http = await new Promise<ReturnType<typeof app.listen>>((resolve) => {
    const listening = app.listen(0, "127.0.0.1", () => resolve(listening))
  })
  const get = (address: string, token: string) => async (): Promise<unknown> =>
    (await fetch(address, { headers: { authorization: `Bearer ${token}` } })).arrayBuffer()
  const base = `http://127.0.0.1:${(http.address() as AddressInfo).port}`
  const [open = [], door = []] = await microseconds([
    get(`${base}/open`, accessToken),
    get(`${base}/door`, accessToken),
  ])
  report("a request without the door", open)
  report("the same request through the door", door)
  http.close()
  http.closeAllConnections()

  const server = await startTestServer()
  const [real = []] = await microseconds(
    [get(`${server.url}/api/conversations/sessions`, await server.token("bench"))],
    500,
  )
  report("a request that reads the database", real)
  await server.close()
  await rm(folder, { recursive: true })
  const [added, share] = [percentile(door, 0.5) - percentile(open, 0.5), percentile(alone, 0.5) / percentile(real, 0.5)]
  console.log(
    `  added by the door ${added.toFixed(0)} µs; of the request with the database ${(share * 100).toFixed(1)} %`,
  )
}
