import assert from "node:assert/strict"
import { textChunks } from "../../../../server/tables/chunks/textChunks.ts"

const chunks = (text: string) => [...textChunks("Manual", text)]
const short = (text: string) => chunks(text).map(({ address, content }) => [address, content])
/** Words that can be counted, of four letters and a space each. */
const words = (count: number, from = 0) =>
  Array.from({ length: count }, (_, at) => `w${String(from + at).padStart(3, "0")}`).join(" ")

describe("textChunks", () => {
  it("keeps a short text whole, with the lines it stands on and what it is called", () => {
    const [only, ...others] = chunks("\n# Refunds\n\n\nWithin 14 days.\r\nNot later.\n")
    assert.deepEqual(others, [])
    assert.deepEqual(
      { ...only, hash: "" },
      {
        type: "data",
        sheet: "Manual",
        address: "L2-L6",
        tableAddress: null,
        table: null,
        title: null,
        columns: [],
        content: "# Refunds\nWithin 14 days.\nNot later.",
        figures: [],
        hash: "",
      },
    )
  })

  it("gives nothing for a text without characters", () => {
    assert.deepEqual(chunks(" \n\t\r\n \u00a0"), [])
  })

  it("begins with the last paragraph of the chunk before", () => {
    const paragraphs = [words(30), words(150, 100), words(30, 400), words(200, 500)]
    const made = chunks(paragraphs.join("\n\n"))
    assert.deepEqual(
      made.map(({ address, content }) => [address, content.slice(0, 4), content.slice(-4)]),
      [
        ["L1-L5", "w000", "w429"],
        ["L5-L7", "w400", "w699"],
      ],
    )
  })

  it("cuts a long paragraph between sentences, and repeats some of them", () => {
    const sentences = Array.from({ length: 40 }, (_, at) => `Sentence ${at} says something about bicycles today.`)
    const made = chunks(sentences.join(" "))
    assert.equal(made.length, 2)
    for (const { content, address } of made) {
      assert.match(content, /^Sentence \d+ says .* today\.$/)
      assert.ok(content.length <= 1200)
      assert.equal(address, "L1")
    }
    const [first, second] = made.map(({ content }) =>
      [...content.matchAll(/Sentence (\d+)/g)].map((each) => Number(each[1])),
    )
    assert.deepEqual([first?.[0], second?.at(-1)], [0, 39])
    assert.ok((second?.[0] ?? 0) <= (first?.at(-1) ?? 0), "they overlap")
  })

  it("cuts what has no sentences between words, and what has no words anywhere but in a pair", () => {
    for (const text of [words(1000), "x".repeat(5000), "😀".repeat(2500), "売上".repeat(2500), "a,".repeat(3000)]) {
      const made = chunks(text)
      assert.ok(made.length >= 4)
      for (const { content } of made) {
        assert.ok(content.length <= 1400, `${content.length}`)
        assert.doesNotMatch(content, /\ufffd/)
      }
      const joined = made.map(({ content }) => content).join("")
      assert.ok(joined.length >= text.length - made.length)
    }
  })

  it("says the lines of each piece of a paragraph of many lines", () => {
    const lines = Array.from({ length: 60 }, (_, at) => `Line ${at + 1} of a list that goes on for long.`)
    const made = short(lines.join("\n"))
    assert.ok(made.length >= 2)
    for (const [address = "", content = ""] of made) {
      const numbers = [...content.matchAll(/Line (\d+)/g)].map((each) => Number(each[1]))
      assert.equal(address, `L${numbers[0]}-L${numbers.at(-1)}`)
    }
  })

  it("takes a million characters without a long wait between two chunks", () => {
    assert.ok(chunks(`${words(100)}. `.repeat(2000)).length > 800)
  })
})
