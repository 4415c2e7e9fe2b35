import assert from "node:assert/strict"
import { ticketsIn, type Tickets } from "../../../server/auth/tickets.ts"
import type { Cache } from "../../../server/cache/cache.ts"
import { memoryCache } from "../../../server/cache/memoryCache.ts"

const ann = { owner: { tenantId: "t", userId: "ann" }, endsAt: 1_800_000_000_000 }

describe("ticketsIn", () => {
  let time: number
  let cache: Cache
  let tickets: Tickets
  beforeEach(() => {
    time = 1_000_000
    cache = memoryCache(() => time)
    tickets = ticketsIn(cache)
  })
  afterEach(() => cache.close())

  it("opens one socket, once, and says until when its buyer is signed in", async () => {
    const { ticket, expiresInSeconds } = await tickets.issue(ann)
    assert.equal(expiresInSeconds, 30)
    assert.match(ticket, /^[\w-]{43}$/)
    assert.deepEqual(await tickets.redeem(ticket, "s1"), ann)
    assert.equal(await tickets.redeem(ticket, "s1"), undefined)
  })

  it("opens one socket also when two come at the same moment", async () => {
    const { ticket } = await tickets.issue(ann)
    const both = await Promise.all([tickets.redeem(ticket, "s1"), tickets.redeem(ticket, "s1")])
    assert.equal(both.filter((access) => access !== undefined).length, 1)
  })

  it("opens a socket of every process on the same cache", async () => {
    const { ticket } = await tickets.issue(ann)
    assert.deepEqual(await ticketsIn(cache).redeem(ticket, "s1"), ann)
  })

  it("expires after 30 seconds", async () => {
    const early = await tickets.issue(ann)
    const late = await tickets.issue(ann)
    time += 29_999
    assert.deepEqual(await tickets.redeem(early.ticket, "s1"), ann)
    time += 1
    assert.equal(await tickets.redeem(late.ticket, "s1"), undefined)
  })

  it("opens only the session it was issued for, and is spent by the attempt", async () => {
    const { ticket } = await tickets.issue(ann, "s1")
    assert.equal(await tickets.redeem(ticket, "s2"), undefined)
    assert.equal(await tickets.redeem(ticket, "s1"), undefined)
  })

  it("knows no ticket that it did not issue, and asks the cache for none that it cannot have issued", async () => {
    await cache.set("ticket __proto__", JSON.stringify(ann), 1000)
    for (const made of ["", "__proto__", "A".repeat(43), "A".repeat(10_000), "ticket x"])
      assert.equal(await tickets.redeem(made, "s1"), undefined)
  })

  it("issues a different ticket every time", async () => {
    const issued = await Promise.all(Array.from({ length: 100 }, () => tickets.issue(ann)))
    assert.equal(new Set(issued.map(({ ticket }) => ticket)).size, 100)
  })
})
