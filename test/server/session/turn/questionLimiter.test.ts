import assert from "node:assert/strict"
import { memoryCache } from "../../../../server/cache/memoryCache.ts"
import { questionLimiter } from "../../../../server/session/turn/questionLimiter.ts"
import { breakableCache } from "../../../support/breakableCache.ts"

describe("questionLimiter", () => {
  const ann = { tenantId: "t", userId: "ann" }
  const bob = { tenantId: "t", userId: "bob" }

  it("allows as many as it says in a minute from the first, for each owner", async () => {
    let time = 0
    const count = questionLimiter(
      memoryCache(() => time),
      2,
    )
    await count(ann)
    time = 30_000
    await count(ann)
    await count(bob)
    time = 58_500
    await assert.rejects(count(ann), {
      code: "rate_limited",
      message: "At most 2 questions a minute are answered; please try again in 2 seconds.",
      retryAfterMs: 1500,
    })
    time = 59_500
    await assert.rejects(count(ann), {
      message: "At most 2 questions a minute are answered; please try again in 1 second.",
    })
    await count(bob)
    time = 60_000
    await count(ann)
  })

  it("counts the questions of all processes together", async () => {
    const cache = memoryCache()
    const [here, there] = [questionLimiter(cache, 1), questionLimiter(cache, 1)]
    await here(ann)
    await assert.rejects(there(ann), { code: "rate_limited" })
  })

  it("allows everything when there is no limit", async () => {
    const count = questionLimiter(memoryCache(), null)
    for (let i = 0; i < 1000; i++) await count(ann)
  })

  it("does not mix up owners whose ids run together", async () => {
    const count = questionLimiter(memoryCache(), 1)
    await count({ tenantId: 'a","b', userId: "c" })
    await count({ tenantId: "a", userId: 'b","c' })
  })

  it("lets questions through while nothing can be counted, and counts again after", async () => {
    const cache = breakableCache()
    const count = questionLimiter(cache, 1)
    await count(ann)
    cache.broken = true
    await count(ann)
    cache.broken = false
    await assert.rejects(count(ann), { code: "rate_limited" })
  })

  it("passes on what is no failure of the storage", async () => {
    const wrong = new TypeError("wrong")
    const count = questionLimiter({ ...memoryCache(), count: () => Promise.reject(wrong) }, 1)
    await assert.rejects(count(ann), (error) => error === wrong)
  })
})
