import type { KeyObject } from "node:crypto"
import type { Cache } from "../../server/cache/cache.ts"
import { startKeyServer, type KeyServer } from "./keyServer.ts"
import { rsaKey, signToken } from "./signedTokens.ts"
import { noAnalyzer, sharedDatabase, startTestServer, type TestServer } from "./startTestServer.ts"

export const tenant = "11111111-2222-4333-8444-555555555555"
export const secondTenant = "22222222-3333-4444-8555-666666666666"
export const clientId = "66666666-7777-4888-9999-000000000000"
export const appIdUri = `api://chat.example.com/${clientId}`
export const [ann, bob] = ["aaaaaaaa-0000-4000-8000-000000000001", "bbbbbbbb-0000-4000-8000-000000000002"]
export const entraKey = rsaKey("k1")
export const goodHeader = { alg: "RS256", typ: "JWT", kid: "k1" }
/** Seconds since 1970. */
export const now = (): number => Math.floor(Date.now() / 1000)

export interface EntraServer {
  readonly server: TestServer
  /** Good claims of Ann with some changed. */
  claims(changes?: object): object
  /** A token for these claims, good unless something was changed. */
  token(changes?: object, headerChanges?: object, signer?: KeyObject): string
}

/** The real server, for two tenants of an Entra of ours: `authority` is the address of its keys. */
export async function startEntraServer(authority: string, cache?: Cache): Promise<EntraServer> {
  const server = await startTestServer(
    { auth: { mode: "entra", tenantIds: [tenant, secondTenant], clientId, authority, appIdUri } },
    { analyzer: noAnalyzer, database: await sharedDatabase(), ...(cache && { cache }) },
  )
  const claims: EntraServer["claims"] = (changes = {}) => ({
    iss: `${authority}/${tenant}/v2.0`,
    aud: clientId,
    tid: tenant,
    oid: ann,
    ver: "2.0",
    scp: "access_as_user",
    iat: now() - 60,
    nbf: now() - 60,
    exp: now() + 3600,
    ...changes,
  })
  return {
    server,
    claims,
    token: (changes, headerChanges, signer = entraKey.privateKey) =>
      signToken({ ...goodHeader, ...headerChanges }, claims(changes), signer),
  }
}

export const startEntra = (...others: object[]): Promise<KeyServer> => startKeyServer([entraKey.jwk, ...others])
