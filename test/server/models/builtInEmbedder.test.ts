import assert from "node:assert/strict"
import { builtInEmbedder } from "../../../server/models/builtInEmbedder.ts"

const signal = new AbortController().signal

async function nearness(first: string, second: string): Promise<number> {
  const [a = new Float32Array(), b = new Float32Array()] = await builtInEmbedder.embed([first, second], signal)
  return a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0)
}

describe("builtInEmbedder", () => {
  it("says in its name that it is lexical, how long its vectors are and which version it is", async () => {
    assert.equal(builtInEmbedder.name, "lexical-hash-512-v2")
    assert.equal((await builtInEmbedder.embed(["Revenue"], signal))[0]?.length, 512)
  })

  it("gives the pinned vector: stored ones are compared with it", async () => {
    const [vector = new Float32Array()] = await builtInEmbedder.embed(["Revenue by region: 1,200"], signal)
    const largest = [...vector.entries()].sort((a, b) => Math.abs(b[1]) - Math.abs(a[1])).slice(0, 4)
    assert.deepEqual(
      largest.map(([at, value]) => [at, Number(value.toFixed(4))]),
      [
        [291, -0.5245],
        [72, 0.5008],
        [428, 0.3222],
        [310, -0.2926],
      ],
    )
  })

  it("finds words whatever their case, accents, Unicode form and width", async () => {
    assert.ok((await nearness("Café REVENUE", "cafe\u0301 revenue")) > 0.999)
    assert.ok((await nearness("ＡＢＣ", "abc")) > 0.999)
  })

  it("puts plurals, compounds and misspellings near, and other words far away", async () => {
    assert.ok((await nearness("region", "regions")) > 0.25)
    assert.ok((await nearness("Umsatz", "Umsatzsteuer")) > 0.15)
    assert.ok((await nearness("quantity", "quantitiy")) > 0.2)
    assert.ok(Math.abs(await nearness("quantity", "supplier")) < 0.2)
  })

  it("knows plural and singular for one word", async () => {
    assert.ok((await nearness("Salaries by regions", "salary by region")) > 0.999)
  })

  it("weighs a text's first line more than its second, and that more than the rest, however long", async () => {
    const rest = "Alpha 1 Beta 2 Gamma 3 ".repeat(200)
    const inFirst = await nearness("budget", `Budget plan\nName, Amount\n${rest}`)
    const inSecond = await nearness("budget", `Sheet plan\nBudget, Amount\n${rest}`)
    const inRest = await nearness("budget", `Sheet plan\nName, Amount\n${rest} Budget`)
    assert.ok(inFirst > inSecond && inSecond > inRest, `${inFirst} ${inSecond} ${inRest}`)
    assert.ok(inFirst > 0.5, `${inFirst}`)
  })

  it("finds numbers as they are, not by digits they have in common", async () => {
    assert.ok((await nearness("1,200", "1200")) > 0.999)
    assert.equal(await nearness("1200", "120034"), 0)
  })

  it("finds text that has no spaces between words", async () => {
    assert.ok((await nearness("売上高", "地域別の売上高一覧")) > 0.2)
  })

  it("lets a question find the table it is about among others", async () => {
    const tables = ["Orders: Region, Product, Revenue", "Staff: Name, Salary, Department", "Targets: Year, Goal"]
    const scores = await Promise.all(
      tables.map((table) => nearness("What is the average salary per department?", table)),
    )
    assert.equal(scores.indexOf(Math.max(...scores)), 1)
  })

  it("is near nothing without words", async () => {
    assert.equal(await nearness("—", "Revenue"), 0)
  })
})
