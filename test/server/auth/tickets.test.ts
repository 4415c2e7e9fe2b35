import assert from "node:assert/strict"
import { Tickets } from "../../../server/auth/tickets.ts"

const ann = { tenantId: "t", userId: "ann" }

describe("Tickets", () => {
  it("opens one socket, once", () => {
    const tickets = new Tickets()
    const { ticket, expiresInSeconds } = tickets.issue(ann)
    assert.equal(expiresInSeconds, 30)
    assert.match(ticket, /^[\w-]{43}$/)
    assert.deepEqual(tickets.redeem(ticket, "s1"), ann)
    assert.equal(tickets.redeem(ticket, "s1"), undefined)
  })

  it("expires after 30 seconds", () => {
    let time = 1_000_000
    const tickets = new Tickets(() => time)
    const early = tickets.issue(ann).ticket
    const late = tickets.issue(ann).ticket
    time += 29_999
    assert.deepEqual(tickets.redeem(early, "s1"), ann)
    time += 1
    assert.equal(tickets.redeem(late, "s1"), undefined)
  })

  it("opens only the session it was issued for, and is spent by the attempt", () => {
    const tickets = new Tickets()
    const { ticket } = tickets.issue(ann, "s1")
    assert.equal(tickets.redeem(ticket, "s2"), undefined)
    assert.equal(tickets.redeem(ticket, "s1"), undefined)
  })

  it("knows no ticket that it did not issue", () => {
    assert.equal(new Tickets().redeem("", "s1"), undefined)
    assert.equal(new Tickets().redeem("__proto__", "s1"), undefined)
  })

  it("issues a different ticket every time", () => {
    const tickets = new Tickets()
    assert.equal(new Set(Array.from({ length: 100 }, () => tickets.issue(ann).ticket)).size, 100)
  })
})
