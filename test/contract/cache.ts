import assert from "node:assert/strict"
import { randomUUID } from "node:crypto"
import { setTimeout as wait } from "node:timers/promises"
import type { Cache } from "../../server/cache/cache.ts"

const minute = 60_000

/** What every adapter of the Cache port must do. The store may hold other keys, and others may use it meanwhile. */
export function cacheContract(open: () => Cache): void {
  let cache: Cache
  let key: string
  before(() => (cache = open()))
  after(() => cache.close())
  beforeEach(() => (key = `contract ["a\\"b","ü 😀"] ${randomUUID()}`))

  const fill = (...seqs: number[]): Promise<void> =>
    cache.append(
      key,
      seqs.map((seq) => ({ seq, text: `text ${seq}` })),
      minute,
    )
  const seqsAfter = async (seq: number): Promise<number[]> =>
    (await cache.read(key, seq)).entries.map((entry) => entry.seq)
  const gone = async (name: string): Promise<void> => {
    while ((await cache.get(name)) !== undefined) await wait(5)
  }

  describe("values", () => {
    it("are returned as they were set, whatever they hold, until they are deleted", async () => {
      const value = '{"a":"\\u0000 \r\n 😀"}'
      assert.equal(await cache.get(key), undefined)
      await cache.set(key, value, minute)
      assert.equal(await cache.get(key), value)
      await cache.set(key, "", minute)
      assert.equal(await cache.get(key), "")
      await cache.delete(key)
      assert.equal(await cache.get(key), undefined)
      await cache.delete(key)
    })

    it("end with their lifetime, the last one they were given", async () => {
      await cache.set(key, "a", minute)
      await cache.set(key, "b", 5)
      await gone(key)
      await cache.set(key, "c", 5)
      await cache.set(key, "d", minute)
      await wait(20)
      assert.equal(await cache.get(key), "d")
    })

    it("end at once with a lifetime that is over or less than a millisecond", async () => {
      await cache.set(key, "a", 0.25)
      await gone(key)
      await cache.set(key, "b", -1000)
      await gone(key)
    })

    it("are taken by one of those who try", async () => {
      await cache.set(key, "ticket", minute)
      const taken = await Promise.all(Array.from({ length: 20 }, () => cache.take(key)))
      assert.deepEqual(
        taken.filter((value) => value !== undefined),
        ["ticket"],
      )
      assert.equal(await cache.get(key), undefined)
    })
  })

  describe("leases", () => {
    it("are held by one of those who try at once", async () => {
      const held = await Promise.all(Array.from({ length: 20 }, (_, i) => cache.hold(key, `holder ${i}`, minute)))
      assert.equal(held.filter(Boolean).length, 1)
    })

    it("may be renewed by their holder and by nobody else", async () => {
      assert.equal(await cache.hold(key, "a", 5), true)
      assert.equal(await cache.hold(key, "a", minute), true)
      await wait(20)
      assert.equal(await cache.hold(key, "b", minute), false)
      assert.equal(await cache.get(key), "a")
    })

    it("are released by their holder only, and end by themselves", async () => {
      await cache.hold(key, "a", minute)
      await cache.release(key, "b")
      assert.equal(await cache.hold(key, "b", minute), false)
      await cache.release(key, "a")
      assert.equal(await cache.hold(key, "b", 5), true)
      await gone(key)
      assert.equal(await cache.hold(key, "c", minute), true)
    })
  })

  describe("counts", () => {
    it("start at one and lose nothing that happens at once", async () => {
      assert.equal((await cache.count(key, minute)).count, 1)
      const counts = await Promise.all(Array.from({ length: 20 }, () => cache.count(key, minute)))
      assert.deepEqual(
        counts.map(({ count }) => count).sort((a, b) => a - b),
        Array.from({ length: 20 }, (_, i) => i + 2),
      )
    })

    it("belong to the window that the first one opened, however long the later ones say", async () => {
      const first = await cache.count(key, minute)
      assert.ok(first.endsInMs > minute - 5000 && first.endsInMs <= minute, String(first.endsInMs))
      const second = await cache.count(key, 2 * minute)
      assert.ok(second.endsInMs > 0 && second.endsInMs <= minute, String(second.endsInMs))
    })

    it("start again when the window is over", async () => {
      await cache.count(key, 5)
      let again = await cache.count(key, 5)
      while (again.count > 1) {
        await wait(5)
        again = await cache.count(key, 5)
      }
      assert.equal(again.count, 1)
    })
  })

  describe("logs", () => {
    it("give the entries behind a number, in order, and the last number", async () => {
      await fill(1, 2)
      await fill(3, 10)
      assert.deepEqual(await cache.read(key, 2), {
        entries: [
          { seq: 3, text: "text 3" },
          { seq: 10, text: "text 10" },
        ],
        lastSeq: 10,
      })
      assert.deepEqual(await cache.read(key, 10), { entries: [], lastSeq: 10 })
      assert.deepEqual(await cache.read(key, Number.MAX_SAFE_INTEGER), { entries: [], lastSeq: 10 })
    })

    it("are empty when they are not there", async () => {
      assert.deepEqual(await cache.read(key, 0), { entries: [], lastSeq: 0 })
      await cache.trim(key, 5)
      await cache.append(key, [], minute)
      assert.deepEqual(await cache.read(key, 5), { entries: [], lastSeq: 0 })
    })

    it("keep texts as they are", async () => {
      const text = `\u0000"\r\n 😀 ${"x".repeat(100_000)}`
      await cache.append(key, [{ seq: 1, text }], minute)
      assert.deepEqual(await cache.read(key, 0), { entries: [{ seq: 1, text }], lastSeq: 1 })
    })

    it("leave out what is not above the last entry, and take the rest of the batch", async () => {
      await fill(1, 2, 3)
      await cache.append(
        key,
        [
          { seq: 2, text: "again" },
          { seq: 3, text: "again" },
          { seq: 4, text: "text 4" },
        ],
        minute,
      )
      await cache.append(
        key,
        [
          { seq: 6, text: "text 6" },
          { seq: 5, text: "late" },
        ],
        minute,
      )
      assert.deepEqual(
        (await cache.read(key, 0)).entries.map(({ text }) => text),
        ["text 1", "text 2", "text 3", "text 4", "text 6"],
      )
    })

    it("keep the order of what is appended without waiting", async () => {
      const seqs = Array.from({ length: 200 }, (_, i) => i + 1)
      await Promise.all(seqs.map((seq) => fill(seq)))
      assert.deepEqual(await seqsAfter(0), seqs)
    })

    it("forget up to a number and go on growing, also when nothing is left", async () => {
      await fill(1, 2, 3)
      await cache.trim(key, 2)
      assert.deepEqual(await seqsAfter(0), [3])
      await cache.trim(key, 3)
      assert.deepEqual(await cache.read(key, 0), { entries: [], lastSeq: 3 })
      await fill(3, 4)
      assert.deepEqual(await seqsAfter(0), [4])
      await cache.trim(key, 1)
      assert.deepEqual(await seqsAfter(0), [4])
    })

    it("end with the lifetime that the last entries gave them", async () => {
      await cache.append(key, [{ seq: 1, text: "a" }], 5)
      while ((await cache.read(key, 0)).lastSeq > 0) await wait(5)
      await cache.append(key, [{ seq: 1, text: "a" }], 5)
      await cache.append(key, [{ seq: 2, text: "b" }], minute)
      await wait(20)
      assert.deepEqual((await cache.read(key, 0)).lastSeq, 2)
    })
  })

  it("keeps a value, a count and a log of the same name apart", async () => {
    await cache.set(key, "value", minute)
    assert.equal((await cache.count(key, minute)).count, 1)
    await fill(1)
    await cache.delete(key)
    assert.equal((await cache.count(key, minute)).count, 2)
    assert.deepEqual(await seqsAfter(0), [1])
  })

  describe("channels", () => {
    /** Publishes until it is heard: what was published before it has been heard by then. */
    const publishAndWait = async (texts: readonly string[]): Promise<void> => {
      let heard = (): void => undefined
      const last = new Promise<void>((resolve) => (heard = resolve))
      const end = await cache.subscribe(key, (text) => {
        if (text === "the last") heard()
      })
      for (const text of [...texts, "the last"]) void cache.publish(key, text)
      await last
      await end()
    }

    it("bring every text in order to all who listen, and nothing to those who have ended", async () => {
      const first: string[] = []
      const second: string[] = []
      const endFirst = await cache.subscribe(key, (text) => void first.push(text))
      const endSecond = await cache.subscribe(key, (text) => void second.push(text))
      const texts = Array.from({ length: 100 }, (_, i) => `😀 ${i}`)
      await publishAndWait(texts)
      await endFirst()
      await endFirst()
      await publishAndWait(["after"])
      await endSecond()
      assert.deepEqual(first, [...texts, "the last"])
      assert.deepEqual(second, [...texts, "the last", "after", "the last"])
    })

    it("let one function listen twice and end once", async () => {
      const heard: string[] = []
      const listen = (text: string): void => void heard.push(text)
      const endOne = await cache.subscribe(key, listen)
      const endOther = await cache.subscribe(key, listen)
      await publishAndWait(["a"])
      await endOne()
      await publishAndWait(["b"])
      await endOther()
      assert.deepEqual(heard, ["a", "a", "the last", "the last", "b", "the last"])
    })

    it("do not let the reply to a text overtake it", async () => {
      const heard: string[] = []
      const ends = [
        await cache.subscribe(key, (text) => {
          if (text === "question") void cache.publish(key, "reply")
        }),
        await cache.subscribe(key, (text) => void heard.push(text)),
      ]
      await publishAndWait(["question"])
      while (!heard.includes("reply")) await wait(5)
      assert.equal(heard[0], "question")
      for (const end of ends) await end()
    })

    it("do not mix with others, and a text that nobody hears is gone", async () => {
      await cache.publish(key, "early")
      const heard: string[] = []
      const end = await cache.subscribe(key, (text) => void heard.push(text))
      await cache.publish(`${key} other`, "elsewhere")
      await publishAndWait([])
      await end()
      assert.deepEqual(heard, ["the last"])
    })

    it("begin again after the last listener has ended", async () => {
      for (let round = 0; round < 3; round++) await publishAndWait(["a"])
      const heard: string[] = []
      const ends = await Promise.all(
        Array.from({ length: 5 }, () => cache.subscribe(key, (text) => void heard.push(text))),
      )
      await publishAndWait([])
      await Promise.all(ends.map((end) => end()))
      assert.equal(heard.length, 5)
    })
  })

  it("may be closed twice", async () => {
    const other = open()
    await other.set(key, "a", 1000)
    await other.close()
    await other.close()
  })
}
