import assert from "node:assert/strict"
import { memoryCache } from "../../server/cache/memoryCache.ts"
import { bob, secondTenant, startEntra, startEntraServer, type EntraServer } from "../support/entraServer.ts"
import type { KeyServer } from "../support/keyServer.ts"
import { PaneSocket, UpgradeRefused } from "../support/paneSocket.ts"

const sessions = "/api/conversations/sessions"

/** Every ticket that opens no socket, and what is said: with refusals.test.ts the table of refusals. */
describe("refused tickets", () => {
  let entra: KeyServer
  let door: EntraServer
  let time = 0
  const cache = memoryCache(() => time)
  let [annsSession, bobsSession] = ["", ""]
  before(async () => {
    entra = await startEntra()
    door = await startEntraServer(entra.authority, cache)
    annsSession = await createSession(annsToken())
    bobsSession = await createSession(bobsToken())
  })
  after(async () => {
    await door.server.close()
    await entra.close()
    await cache.close()
  })

  const annsToken = (): string => door.token()
  const bobsToken = (): string => door.token({ oid: bob })
  /** The same user id as Ann's, in another tenant. */
  const twinsToken = (): string => door.token({ iss: `${entra.authority}/${secondTenant}/v2.0`, tid: secondTenant })
  const createSession = async (token: string): Promise<string> => {
    const { status, body } = await door.server.request("POST", sessions, { token })
    assert.equal(status, 201)
    return String(body["sessionId"])
  }
  const buy = async (token: string, sessionId?: string): Promise<string> => {
    const body = sessionId === undefined ? {} : { sessionId }
    return String((await door.server.request("POST", "/api/ws-ticket", { token, body })).body["ticket"])
  }
  const enter = async (sessionId: string, query: string): Promise<string> => {
    try {
      const pane = await PaneSocket.open(`${door.server.url.replace("http", "ws")}/ws/chat/${sessionId}${query}`)
      pane.cut()
      return "opened"
    } catch (error) {
      if (!(error instanceof UpgradeRefused)) throw error
      return `${error.status} ${String((JSON.parse(error.body) as { code: unknown }).code)}`
    }
  }

  const attempts: Record<string, Record<string, () => Promise<string>>> = {
    opened: {
      "a good one": async () => enter(annsSession, `?ticket=${await buy(annsToken())}`),
      "one for this session": async () => enter(annsSession, `?ticket=${await buy(annsToken(), annsSession)}`),
    },
    "401 unauthenticated": {
      none: () => enter(annsSession, ""),
      "an empty one": () => enter(annsSession, "?ticket="),
      "a made-up one": () => enter(annsSession, `?ticket=${"A".repeat(43)}`),
      "one with SQL": () => enter(annsSession, "?ticket=%27%20or%201%3D1--"),
      "a good token in its place": () => enter(annsSession, `?ticket=${annsToken()}`),
      "a good token beside none": () => enter(annsSession, `?access_token=${annsToken()}`),
      "a reused one": async () => {
        const ticket = await buy(annsToken())
        assert.equal(await enter(annsSession, `?ticket=${ticket}`), "opened")
        return enter(annsSession, `?ticket=${ticket}`)
      },
      "an expired one": async () => {
        const ticket = await buy(annsToken())
        time += 30_000
        return enter(annsSession, `?ticket=${ticket}`)
      },
      "one for another session of one's own": async () =>
        enter(await createSession(annsToken()), `?ticket=${await buy(annsToken(), annsSession)}`),
      "one behind a made-up one": async () => enter(annsSession, `?ticket=made-up&ticket=${await buy(annsToken())}`),
    },
    "404 not_found": {
      "one's own for another user's session": async () => enter(annsSession, `?ticket=${await buy(bobsToken())}`),
      "one that names another user's session": async () =>
        enter(annsSession, `?ticket=${await buy(bobsToken(), annsSession)}`),
      "a stolen one for the thief's own session": async () => enter(bobsSession, `?ticket=${await buy(annsToken())}`),
      "one of the same user id in another tenant": async () => enter(annsSession, `?ticket=${await buy(twinsToken())}`),
    },
  }
  for (const [answer, attacks] of Object.entries(attempts))
    for (const [attack, attempt] of Object.entries(attacks))
      it(`${attack}: ${answer}`, async () => {
        assert.equal(await attempt(), answer)
      })

  it("one that its thief and its owner bring at the same moment opens one socket", async () => {
    const ticket = await buy(annsToken())
    const both = await Promise.all([1, 2].map(() => enter(annsSession, `?ticket=${ticket}`)))
    assert.deepEqual(both.sort(), ["401 unauthenticated", "opened"])
  })

  it("one in place of a token: 401 unauthenticated", async () => {
    const { status, body } = await door.server.request("GET", sessions, { token: await buy(annsToken()) })
    assert.deepEqual([status, body["code"]], [401, "unauthenticated"])
  })

  it("another owner's session over http: 404 not_found, as if it were not there", async () => {
    const path = `${sessions}/${annsSession}`
    for (const token of [bobsToken(), twinsToken()])
      for (const [method, address, body] of [
        ["GET", `${path}/history`, undefined],
        ["PATCH", path, { title: "Mine" }],
        ["DELETE", path, undefined],
      ] as const) {
        const reply = await door.server.request(method, address, { token, body })
        assert.deepEqual([method, reply.status, reply.body["code"]], [method, 404, "not_found"])
      }
    assert.equal((await door.server.request("GET", `${path}/history`, { token: annsToken() })).status, 200)
  })
})
